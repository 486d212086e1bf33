import type { Alert } from '../../alert/types.ts';
import type { Candidate } from '../match.ts';
import { anchorOf, fold, situation, wordsOf } from './fold.ts';

export interface Reason {
  score: number;
  because: string;
}

/** Why a procedure answers an alert by name, address or label; empty when it does not. */
export function nameReasons(alert: Alert, candidate: Candidate): Reason[] {
  return [...byName(alert, candidate), ...byUrl(alert, candidate), ...byLabel(alert, candidate)];
}

function byName(alert: Alert, { service, runbook, procedure }: Candidate): Reason[] {
  const wanted = [alert.name, alert.title, alert.labels.alertname ?? '']
    .map(fold)
    .filter((name) => name.length > 3);
  const titled = [procedure.title, situation(procedure.title)].map(fold);
  if (procedure.alerts.some((name) => wanted.includes(fold(name))))
    return [{ score: 1, because: 'alert name' }];
  if (titled.some((name) => wanted.includes(name)))
    return [{ score: 0.95, because: 'alert name = title' }];
  const bare = wanted.map((name) => withoutService(name, service));
  const own = [...procedure.alerts.map(fold), ...titled].map((name) =>
    withoutService(name, service),
  );
  if (own.some((name) => name.length > 7 && bare.includes(name)))
    return [{ score: 0.9, because: 'alert name without the service' }];
  const inFile = runbook.alerts.find((name) => wanted.includes(fold(name)));
  const claimed = runbook.procedures.some((one) => one.alerts.some((name) => name === inFile));
  const worded = byWords(alert, procedure.title);
  if (inFile && !claimed && worded.length === 0) {
    // Quoted rules name alerts that the file does not answer; its title or its only procedure does.
    if (runbook.procedures.length === 1) return [{ score: 0.9, because: 'alert name in the file' }];
    const titled = wanted.includes(fold(runbook.title));
    return titled ? [{ score: 0.6, because: 'alert name = title of the file' }] : [];
  }
  return worded;
}

function withoutService(name: string, service: string): string {
  return name
    .replace(fold(service), '')
    .replace(/^(?:service|application|app|container|server)(?=.{4})/, '');
}

/** "Queue Backlog" answers `NewsletterQueueBacklog`: every word of the title is in the name. */
function byWords(alert: Alert, title: string): Reason[] {
  const have = new Set(wordsOf(alert.name));
  for (const part of situation(title).split(/\s\/\s|\sor\s|[(),]/)) {
    const need = wordsOf(part).filter((word) => !filler.has(word));
    if (need.length < 2 || !need.every((word) => have.has(word))) continue;
    return [{ score: 0.75, because: `words of the alert name: ${need.join(' ')}` }];
  }
  return [];
}

const filler = new Set([
  'the',
  'a',
  'an',
  'is',
  'are',
  'issue',
  'issues',
  'error',
  'errors',
  'problem',
  'problems',
  'of',
  'in',
  'and',
]);

function byUrl(alert: Alert, { runbook, procedure }: Candidate): Reason[] {
  const written = alert.annotations.runbook_url ?? alert.annotations.runbook ?? '';
  const [path = '', hash = ''] = written.split('#');
  const name = decode(path).split('?')[0]?.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const file = runbook.file.split('/').at(-1) ?? '';
  const same = name !== '' && fold(name.replace(/\.\w+$/, '')) === fold(file.replace(/\.\w+$/, ''));
  if (!same) return [];
  if (hash === '')
    return runbook.procedures.length === 1 ? [{ score: 0.95, because: 'runbook_url' }] : [];
  const anchor = decode(hash).toLowerCase();
  if (anchorOf(procedure.title) === anchor || fold(procedure.title) === fold(anchor))
    return [{ score: 0.98, because: 'runbook_url' }];
  // An anchor on a heading above the procedure fits too, less exactly.
  return procedure.trail.some((title) => anchorOf(title) === anchor)
    ? [{ score: 0.7, because: 'runbook_url' }]
    : [];
}

function byLabel(alert: Alert, { procedure }: Candidate): Reason[] {
  for (const key of ['runbook', 'procedure', 'issue', 'alert_type', 'check', 'condition']) {
    const value = alert.labels[key];
    if (!value || fold(value).length < 5) continue;
    if (fold(value) === fold(situation(procedure.title)))
      return [{ score: 0.8, because: `label ${key}` }];
  }
  return [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
