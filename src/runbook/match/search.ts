import MiniSearch from 'minisearch';
import type { Candidate } from '../match.ts';
import { situation, wordsOf } from './fold.ts';

export interface Hit {
  candidate: Candidate;
  score: number;
  because: string;
}

export interface Search {
  /** Anything that shares words, for a person who looks. */
  loose(words: string): Hit[];
  /** Only what shares most of its words, for an alert. */
  strong(words: string): Hit[];
}

/** A longer query is an alert's essay; its first words say enough. */
const MAX_QUERY_WORDS = 24;

export function createSearch(candidates: Candidate[]): Search {
  const index = new MiniSearch<{ id: number } & Record<Field, string>>({
    fields: [...fields],
    tokenize: wordsOf,
    processTerm: (term) => (stop.has(term) ? null : term),
    searchOptions: {
      boost: { title: 4, alerts: 5, symptoms: 3, trail: 1.5, steps: 1, text: 0.7 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(candidates.map((candidate, id) => ({ id, ...documentOf(candidate) })));

  function run(words: string): Hit[] {
    const asked = wordsOf(words)
      .filter((word) => !stop.has(word))
      .slice(0, MAX_QUERY_WORDS);
    if (asked.length === 0) return [];
    const results = index.search(asked.join(' '));
    const top = results[0]?.score ?? 1;
    return results.flatMap((result) => {
      const candidate = candidates[Number(result.id)];
      if (!candidate) return [];
      const covered = new Set(result.queryTerms).size / new Set(asked).size;
      const score = Math.min(0.9, (result.score / top) * 0.9 * covered);
      return [
        {
          candidate,
          score: Math.round(score * 1000) / 1000,
          because: reason(candidate, result.terms),
        },
      ];
    });
  }

  return {
    loose: run,
    strong(words) {
      const asked = new Set(wordsOf(words).filter((word) => !stop.has(word)));
      return run(words).flatMap((hit) => {
        const line = [
          situation(hit.candidate.procedure.title),
          ...hit.candidate.procedure.symptoms,
        ].find((text) => isSaid(text, asked));
        return line ? [{ ...hit, score: 0.6, because: `symptom: ${line.slice(0, 80)}` }] : [];
      });
    },
  };
}

const fields = ['title', 'alerts', 'symptoms', 'trail', 'steps', 'text'] as const;
type Field = (typeof fields)[number];

function documentOf({ service, runbook, procedure }: Candidate): Record<Field, string> {
  return {
    title: procedure.title,
    alerts: procedure.alerts.join(' '),
    symptoms: procedure.symptoms.join(' '),
    trail: [service, runbook.title, ...procedure.trail].join(' '),
    steps: procedure.steps
      .map((step) => `${step.label} ${step.kind === 'command' ? step.text : ''}`)
      .join(' '),
    text: procedure.text,
  };
}

/** Whether an alert's words hold every word of a title or symptom of at least two. */
function isSaid(text: string, asked: Set<string>): boolean {
  const need = wordsOf(text).filter((word) => !stop.has(word));
  return need.length >= 2 && need.length <= 8 && need.every((word) => asked.has(word));
}

function reason(candidate: Candidate, terms: string[]): string {
  const shared = (text: string) => wordsOf(text).filter((word) => terms.includes(word)).length;
  const symptom = [...candidate.procedure.symptoms].sort((a, b) => shared(b) - shared(a))[0];
  if (shared(candidate.procedure.title) > 0)
    return `title: ${candidate.procedure.title.slice(0, 80)}`;
  if (symptom && shared(symptom) > 0) return `symptom: ${symptom.slice(0, 80)}`;
  return `text: ${terms.slice(0, 5).join(', ')}`;
}

const stop = new Set(
  'a an and are as at be but by for from has have how i in is it its of on or our that the their there this to was we what when why will with you not no my'.split(
    ' ',
  ),
);
