import type { Alert } from '../alert/types.ts';
import { type Candidate, candidatesOf } from './match/candidate.ts';
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
  forText(words: string, service?: string | null, limit?: number): Match[];
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
      return search(words, service, limit).map((hit) => toMatch(hit.candidate, hit));
    },
  };
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
