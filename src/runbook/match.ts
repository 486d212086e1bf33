import type { Alert } from '../alert/types.ts';
import { alike } from './match/alike.ts';
import { type Candidate, candidatesOf } from './match/candidate.ts';
import { fold } from './match/fold.ts';
import { nameReasons } from './match/names.ts';
import { createSaid } from './match/said.ts';
import { createSearch } from './match/search.ts';
import type { Procedure, Runbook } from './model.ts';

export interface Match {
  service: string;
  file: string;
  procedure: Procedure;
  /** 0 to 1; from an alert, 0.5 and more. */
  score: number;
  /** "alert name", "runbook_url", "symptom: jobs stuck in queue". */
  because: string;
}

export interface Matcher {
  forAlert(alert: Alert, service: string | null, limit?: number): Match[];
  /** What has most of these words; empty when nothing does. */
  forText(words: string, service?: string | null, limit?: number): Match[];
  /** What comes closest where nothing fits: some of the words, else a name that looks alike. */
  nearest(words: string, service?: string | null, limit?: number): Match[];
}

/** Below this an alert gets no procedure: an unrelated one is worse than none. */
const ALERT_THRESHOLD = 0.5;

/** Ranks procedures: the alert's name and `runbook_url` beat labels, labels beat text. */
export function createMatcher(runbooks: { service: string; runbook: Runbook }[]): Matcher {
  const candidates = runbooks.flatMap(({ service, runbook }) => candidatesOf(service, runbook));
  const byService = groups(candidates);
  const search = createSearch(candidates);
  const said = createSaid(candidates);
  return {
    forAlert(alert, service, limit = 3) {
      const scoped = service === null ? candidates : (byService.get(service) ?? []);
      const reasonsOf = nameReasons(alert);
      const named = scoped.flatMap((one) => reasonsOf(one).map((reason) => toMatch(one, reason)));
      const strong = best(named, ALERT_THRESHOLD, limit);
      // Text only speaks when neither name nor address did.
      if (strong.length > 0) return strong;
      const words = [alert.title, alert.annotations.summary ?? '', alert.name].join(' ');
      const found = said(words)
        .filter(({ candidate }) => service === null || candidate.service === service)
        .map(({ candidate, line }) =>
          toMatch(candidate, { score: 0.6, because: `symptom: ${line.slice(0, 80)}` }),
        );
      return best(found, ALERT_THRESHOLD, limit);
    },
    forText(words, service = null, limit = 5) {
      const scoped = service === null ? candidates : (byService.get(service) ?? []);
      const named = calledSo(words, scoped);
      const found = search(words, service, limit)
        .filter(({ fits }) => fits)
        .map((hit) => toMatch(hit.candidate, hit));
      return best([...named, ...found], 0, limit);
    },
    nearest(words, service = null, limit = 3) {
      const scoped = service === null ? candidates : (byService.get(service) ?? []);
      const some = search(words, service, limit).map((hit) =>
        toMatch(hit.candidate, { ...hit, score: hit.score / 2 }),
      );
      const names = alike(words, scoped).slice(0, limit);
      const similar = names.map(({ candidate, score }) =>
        toMatch(candidate, { score: score / 10, because: 'a name that looks alike' }),
      );
      return best([...some, ...similar], 0, limit);
    },
  };
}

/** What a person calls by its name they mean, whatever else has these words. */
function calledSo(words: string, candidates: Candidate[]): Match[] {
  const name = fold(words);
  if (name === '') return [];
  return candidates.flatMap((one) => {
    if (one.keys.alerts.includes(name)) return [toMatch(one, { score: 1, because: 'alert name' })];
    if (one.keys.titles.includes(name)) return [toMatch(one, { score: 0.95, because: 'title' })];
    return [];
  });
}

function groups(candidates: Candidate[]): Map<string, Candidate[]> {
  const grouped = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const known = grouped.get(one.service);
    if (known) known.push(one);
    else grouped.set(one.service, [one]);
  }
  return grouped;
}

function toMatch(candidate: Candidate, reason: { score: number; because: string }): Match {
  const { service, runbook, procedure } = candidate;
  return {
    service,
    file: runbook.file,
    procedure,
    ...{ score: reason.score, because: reason.because },
  };
}

function best(matches: Match[], threshold: number, limit: number): Match[] {
  const top = new Map<Procedure, Match>();
  for (const match of matches) {
    const known = top.get(match.procedure);
    if (match.score >= threshold && (!known || known.score < match.score))
      top.set(match.procedure, match);
  }
  return [...top.values()].sort((a, b) => b.score - a.score).slice(0, Math.max(0, limit));
}
