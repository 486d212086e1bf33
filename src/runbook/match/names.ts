import type { Alert } from '../../alert/types.ts';
import { type Candidate, fileName, withoutService } from './candidate.ts';
import { fold, wordsOf } from './fold.ts';

export interface Reason {
  score: number;
  because: string;
}

/** Gives for a procedure why it answers this alert by name, address or label; empty when it does not. */
export function nameReasons(alert: Alert): (candidate: Candidate) => Reason[] {
  const asked = read(alert);
  return (candidate) => [
    ...byName(asked, candidate),
    ...byUrl(asked, candidate),
    ...byLabel(asked, candidate),
  ];
}

/** An alert, folded once for all the procedures it is compared with. */
interface Asked {
  names: Set<string>;
  /** Its names without the name of a service, by service. */
  bare: (service: string) => Set<string>;
  words: Set<string>;
  url: { file: string; anchor: string; foldedAnchor: string } | null;
  labels: { key: string; value: string }[];
}

function read(alert: Alert): Asked {
  const names = [alert.name, alert.title, alert.labels.alertname ?? '']
    .map(fold)
    .filter((name) => name.length > 3);
  const byService = new Map<string, Set<string>>();
  return {
    names: new Set(names),
    bare(service) {
      const known = byService.get(service);
      if (known) return known;
      const bare = new Set(names.map((name) => withoutService(name, service)));
      byService.set(service, bare);
      return bare;
    },
    words: new Set(wordsOf(alert.name)),
    url: readUrl(alert.annotations.runbook_url ?? alert.annotations.runbook ?? ''),
    labels: ['runbook', 'procedure', 'issue', 'alert_type', 'check', 'condition']
      .map((key) => ({ key, value: fold(alert.labels[key] ?? '') }))
      .filter(({ value }) => value.length >= 5),
  };
}

function readUrl(written: string): Asked['url'] {
  const [path = '', hash = ''] = written.split('#');
  const file = fileName(decode(path).split('?')[0]?.replace(/\/+$/, '') ?? '');
  const anchor = decode(hash).toLowerCase();
  return file === '' ? null : { file, anchor, foldedAnchor: fold(anchor) };
}

function byName(asked: Asked, { service, keys }: Candidate): Reason[] {
  if (keys.alerts.some((name) => asked.names.has(name)))
    return [{ score: 1, because: 'alert name' }];
  if (keys.titles.some((name) => asked.names.has(name)))
    return [{ score: 0.95, because: 'its title is the alert name' }];
  const bare = asked.bare(service);
  if (keys.bare.some((name) => bare.has(name)))
    return [{ score: 0.9, because: 'alert name, apart from the service' }];
  const worded = byWords(asked, keys.parts);
  if (worded.length > 0 || ![...asked.names].some((name) => keys.file.unclaimed.has(name)))
    return worded;
  // Quoted rules name alerts that the file does not answer; its title or its only procedure does.
  if (keys.file.alone) return [{ score: 0.9, because: 'alert name in the file' }];
  return asked.names.has(keys.file.title)
    ? [{ score: 0.6, because: 'the title of its file is the alert name' }]
    : [];
}

/** "Queue Backlog" answers `NewsletterQueueBacklog`: every word of the title is in the name. */
function byWords({ words }: Asked, parts: string[][]): Reason[] {
  const need = parts.find((part) => part.every((word) => words.has(word)));
  return need
    ? [{ score: 0.75, because: `its title is in the alert name: ${need.join(' ')}` }]
    : [];
}

function byUrl({ url }: Asked, { keys }: Candidate): Reason[] {
  if (url === null || url.file !== keys.file.name) return [];
  if (url.anchor === '') return keys.file.alone ? [{ score: 0.95, because: 'runbook_url' }] : [];
  if (keys.anchor === url.anchor || keys.titles[0] === url.foldedAnchor)
    return [{ score: 0.98, because: 'runbook_url' }];
  // An anchor on a heading above the procedure fits too, less exactly.
  return keys.anchorsAbove.includes(url.anchor)
    ? [{ score: 0.7, because: 'runbook_url, by a heading above it' }]
    : [];
}

function byLabel({ labels }: Asked, { keys }: Candidate): Reason[] {
  const label = labels.find(({ value }) => value === keys.situation);
  return label ? [{ score: 0.8, because: `label ${label.key} names it` }] : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
