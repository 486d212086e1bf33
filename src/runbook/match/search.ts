import MiniSearch, { type SearchResult } from 'minisearch';
import type { Candidate } from './candidate.ts';
import { wordsOf } from './fold.ts';
import { isStopWord, searchWords } from './words.ts';

export interface Hit {
  candidate: Candidate;
  score: number;
  because: string;
  /** Half of the words that were asked for are in it; less is a coincidence. */
  fits: boolean;
}

/** Anything that shares words with what a person typed, best first. */
export type Search = (words: string, service: string | null, limit: number) => Hit[];

/** A longer query is an essay; its first words say enough. */
const MAX_QUERY_WORDS = 24;

export function createSearch(candidates: Candidate[]): Search {
  const index = new MiniSearch<{ id: number } & Record<Field, string>>({
    fields: [...fields],
    tokenize: wordsOf,
    processTerm: (term) => (isStopWord(term) ? null : term),
    searchOptions: {
      boost: { title: 4, alerts: 5, symptoms: 3, trail: 1.5, steps: 1, text: 0.7 },
      prefix: (term) => term.length > 2,
    },
  });
  index.addAll(candidates.map((candidate, id) => ({ id, ...documentOf(candidate) })));

  function find(words: string[], service: string | null, fuzzy: boolean): SearchResult[] {
    return index.search(words.join(' '), {
      // Reading the tree of words for each slip of the pen costs most, so it is left for later.
      fuzzy: fuzzy ? (term) => (term.length > 4 ? 0.2 : false) : false,
      filter: ({ id }) => service === null || candidates[Number(id)]?.service === service,
    });
  }

  return (words, service, limit) => {
    const asked = [...new Set(searchWords(words).slice(0, MAX_QUERY_WORDS))];
    if (asked.length === 0 || limit <= 0) return [];
    const exact = find(asked, service, false);
    const all = exact.some(({ queryTerms }) => new Set(queryTerms).size === asked.length);
    const results = all ? exact : find(asked, service, true);
    const top = results[0]?.score ?? 1;
    return results
      .map((result) => {
        const covered = new Set(result.queryTerms).size / asked.length;
        return { result, covered, score: scoreOf(result, top, covered) };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .flatMap(({ result, covered, score }) => {
        const candidate = candidates[Number(result.id)];
        if (!candidate) return [];
        const because = reason(candidate, result);
        return [{ candidate, score, because, fits: covered >= 0.5 }];
      });
  };
}

function scoreOf({ score }: SearchResult, top: number, covered: number): number {
  return Math.round(Math.min(0.9, (score / top) * 0.9 * covered) * 1000) / 1000;
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

/** The most telling place that has these words: an alert's name, the title, a symptom, the prose. */
function reason({ procedure }: Candidate, { terms, queryTerms }: SearchResult): string {
  const shared = (text: string) => wordsOf(text).filter((word) => terms.includes(word));
  const symptom = [...procedure.symptoms].sort((a, b) => shared(b).length - shared(a).length)[0];
  const inTitle = shared(procedure.title);
  if (inTitle.length > 0) return `title: ${listed(inTitle)}`;
  const alert = procedure.alerts.find((name) => shared(name).length > 0);
  if (alert) return `alert name: ${alert.slice(0, 80)}`;
  if (symptom && shared(symptom).length > 0) return `symptom: ${symptom.slice(0, 80)}`;
  return `mentions ${listed(queryTerms)}`;
}

function listed(words: string[]): string {
  return [...new Set(words)].slice(0, 5).join(', ').slice(0, 80);
}
