import type { Alert } from '../../alert/types.ts';
import { type AlertUrl, urlOf } from './alert-url.ts';
import { type Candidate, withoutService } from './candidate.ts';
import { fold, wordsOf } from './fold.ts';

export interface Reason {
  candidate: Candidate;
  score: number;
  because: string;
}

/** Procedures with the reasons, in no order. */
export interface Names {
  /** What answers an alert by name, address or label. */
  ofAlert(alert: Alert): Reason[];
  /** What a person calls by its name they mean, whatever else has these words. */
  ofWords(words: string): Reason[];
}

/** Everything is looked up, so that a match takes as long among thousands of procedures as among ten. */
export function createNames(candidates: Candidate[]): Names {
  const alerts = lookup(candidates, ({ keys }) => keys.alerts);
  const titles = lookup(candidates, ({ keys }) => keys.titles);
  const bareNames = lookup(candidates, ({ service, keys }) =>
    keys.bare.map((name) => within(service, name)),
  );
  const firstWords = lookup(candidates, ({ keys }) => keys.parts.map(([first = '']) => first));
  const unclaimed = lookup(candidates, ({ keys }) => [...keys.file.unclaimed]);
  const files = lookup(candidates, ({ keys }) => [keys.file.name]);
  const situations = lookup(candidates, ({ keys }) => [keys.situation]);
  const services = [...new Set(candidates.map(({ service }) => service))].map((service) => ({
    service,
    folded: fold(service),
  }));

  return {
    ofAlert(alert) {
      const names = namesOf(alert);
      const words = new Set(wordsOf(alert.name));
      const url = urlOf(alert);
      const bare = services.flatMap(({ service, folded }) =>
        names.map((name) => within(service, withoutService(name, folded))),
      );
      return [
        ...names.flatMap(alerts).map(because(1, 'alert name')),
        ...names.flatMap(titles).map(because(0.95, 'its title is the alert name')),
        ...bare.flatMap(bareNames).map(because(0.9, 'alert name, apart from the service')),
        ...[...words].flatMap(firstWords).flatMap((one) => byWords(one, words)),
        ...names.flatMap(unclaimed).flatMap((one) => byItsFile(one, names)),
        ...(url ? files(url.file).flatMap((one) => byUrl(one, url, words)) : []),
        ...labelsOf(alert).flatMap(({ key, value }) =>
          situations(value).map(because(0.8, `label ${key} names it`)),
        ),
      ];
    },
    ofWords(words) {
      const name = fold(words);
      if (name === '') return [];
      return [
        ...alerts(name).map(because(1, 'alert name')),
        ...titles(name).map(because(0.95, 'title')),
      ];
    },
  };
}

function lookup(
  candidates: Candidate[],
  keysOf: (candidate: Candidate) => string[],
): (key: string) => Candidate[] {
  const byKey = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of new Set(keysOf(candidate))) {
      const known = byKey.get(key);
      if (known) known.push(candidate);
      else byKey.set(key, [candidate]);
    }
  }
  return (key) => byKey.get(key) ?? [];
}

/** A name that only means something among the procedures of one service. */
function within(service: string, name: string): string {
  return JSON.stringify([service, name]);
}

function because(score: number, reason: string): (candidate: Candidate) => Reason {
  return (candidate) => ({ candidate, score, because: reason });
}

function namesOf({ name, title, labels }: Alert): string[] {
  const names = [name, title, labels.alertname ?? ''].map(fold);
  return [...new Set(names)].filter((one) => one.length > 3);
}

function labelsOf({ labels }: Alert): { key: string; value: string }[] {
  return ['runbook', 'procedure', 'issue', 'alert_type', 'check', 'condition']
    .map((key) => ({ key, value: fold(labels[key] ?? '') }))
    .filter(({ value }) => value.length >= 5);
}

/** "Queue Backlog" answers `NewsletterQueueBacklog`: every word of the title is in the name. */
function byWords(candidate: Candidate, words: ReadonlySet<string>): Reason[] {
  const need = candidate.keys.parts.find((part) => part.every((word) => words.has(word)));
  if (!need) return [];
  return [because(0.75, `its title is in the alert name: ${need.join(' ')}`)(candidate)];
}

/** Quoted rules name alerts that the file does not answer; its title or its only procedure does. */
function byItsFile(candidate: Candidate, names: string[]): Reason[] {
  const { file } = candidate.keys;
  if (file.alone) return [because(0.9, 'alert name in the file')(candidate)];
  return names.includes(file.title)
    ? [because(0.6, 'the title of its file is the alert name')(candidate)]
    : [];
}

function byUrl(candidate: Candidate, url: AlertUrl, words: ReadonlySet<string>): Reason[] {
  const { keys } = candidate;
  const { anchor, folded } = url;
  const found = (score: number, reason: string) => [because(score, reason)(candidate)];
  if (anchor === '')
    return keys.file.alone ? found(0.95, 'runbook_url') : byItsUrl(candidate, words);
  if (keys.anchor === anchor || keys.titles[0] === folded) return found(0.98, 'runbook_url');
  if (keys.anchorsInside.includes(anchor)) return found(0.9, 'runbook_url, by a heading in it');
  // An anchor on a heading above the procedure fits too, less exactly.
  if (keys.anchorsAbove.includes(anchor)) return found(0.7, 'runbook_url, by a heading above it');
  return keys.file.alone ? found(0.85, 'runbook_url, by its file') : [];
}

/** The address of a whole file: what shares a word with the alert, or all of it where that is little. */
function byItsUrl(candidate: Candidate, words: ReadonlySet<string>): Reason[] {
  const { file, title } = candidate.keys;
  if (title.some((word) => words.has(word)))
    return [because(0.6, 'runbook_url, by its file and a word of the title')(candidate)];
  return file.few ? [because(0.55, 'runbook_url, by its file')(candidate)] : [];
}
