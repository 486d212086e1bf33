import type { Alert } from '../alert/types.ts';
import { createAlike } from './match/alike.ts';
import { type Candidate, candidatesOf } from './match/candidate.ts';
import { createNames, type Reason } from './match/names.ts';
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
  const names = createNames(candidates);
  const search = createSearch(candidates);
  const said = createSaid(candidates);
  const alike = createAlike(candidates);
  const isOf = (service: string | null) => (one: { candidate: Candidate }) =>
    service === null || one.candidate.service === service;
  return {
    forAlert(alert, service, limit = 3) {
      const named = names.ofAlert(alert).filter(isOf(service));
      const strong = best(named.map(toMatch), ALERT_THRESHOLD, limit);
      // Text only speaks when neither name nor address did.
      if (strong.length > 0) return strong;
      const words = [alert.title, alert.annotations.summary ?? '', alert.name].join(' ');
      const found = said(words)
        .filter(isOf(service))
        .map(({ candidate, line }) =>
          toMatch({ candidate, score: 0.6, because: `symptom: ${line.slice(0, 80)}` }),
        );
      return best(found, ALERT_THRESHOLD, limit);
    },
    forText(words, service = null, limit = 5) {
      const named = names.ofWords(words).filter(isOf(service));
      const found = search(words, service, limit).filter(({ fits }) => fits);
      return best([...named, ...found].map(toMatch), 0, limit);
    },
    nearest(words, service = null, limit = 3) {
      const some = search(words, service, limit);
      const similar = alike(words, service, limit);
      return best(
        [
          ...some.map((hit) => toMatch({ ...hit, score: hit.score / 2 })),
          ...similar.map(({ candidate, score }) =>
            toMatch({ candidate, score: score / 10, because: 'a name that looks alike' }),
          ),
        ],
        0,
        limit,
      );
    },
  };
}

function toMatch({ candidate, score, because }: Reason): Match {
  const { service, runbook, procedure } = candidate;
  return { service, file: runbook.file, procedure, score, because };
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
