import type { Candidate } from './candidate.ts';
import { wordsOf } from './fold.ts';
import { createTextIndex, type WordsByField } from './text-index.ts';
import { topOf } from './top.ts';
import { bitsIn, createVocabulary, type Vocabulary } from './vocabulary.ts';
import { searchWords } from './words.ts';

export interface Hit {
  candidate: Candidate;
  score: number;
  because: string;
  /** Half of the words that were asked for are in it; less is a coincidence. */
  fits: boolean;
}

/** Anything that shares words with what a person typed, best first. */
export type Search = (words: string, service: string | null, limit: number) => Hit[];

/** A longer query is an essay; its first words say enough. Each has a bit of its own. */
const MAX_QUERY_WORDS = 24;

export function createSearch(candidates: Candidate[]): Search {
  const index = createTextIndex(candidates.map((candidate) => documentOf(candidate)));
  const vocabulary = createVocabulary(index.keys());

  /** Adds up, for each document, what the words weigh in it. Arrays of numbers: a word may be in thousands. */
  function weigh(asked: Asked[], service: string | null): Weighed {
    const weights = new Float64Array(candidates.length);
    const has = new Uint32Array(candidates.length);
    const found: number[] = [];
    for (const [turn, { meant }] of asked.entries()) {
      for (const [word, certainty] of meant) {
        const postings = index.get(word) ?? nowhere;
        for (let at = 0; at < postings.documents.length; at += 1) {
          const document = postings.documents[at] ?? 0;
          if (has[document] === 0 && isOf(candidates[document], service)) found.push(document);
          weights[document] = (weights[document] ?? 0) + certainty * (postings.weights[at] ?? 0);
          has[document] = (has[document] ?? 0) | (1 << turn);
        }
      }
    }
    return { weights, has, found };
  }

  return (words, service, limit) => {
    const distinct = [...new Set(searchWords(words).slice(0, MAX_QUERY_WORDS))];
    if (distinct.length === 0 || limit <= 0) return [];
    let asked = distinct.map((word) => ({ word, meant: begunSo(word, vocabulary) }));
    let weighed = weigh(asked, service);
    if (!weighed.found.some((one) => coveredBy(weighed, one) === asked.length)) {
      // Looking for slips of the pen costs most, so it is left for when something was not found.
      asked = asked.map(({ word, meant }) => ({ word, meant: withSlips(word, meant, vocabulary) }));
      weighed = weigh(asked, service);
    }
    return best(weighed, asked.length, limit).flatMap(({ document, score, covered }) => {
      const candidate = candidates[document];
      if (!candidate) return [];
      const there = asked.filter((_, turn) => ((weighed.has[document] ?? 0) & (1 << turn)) !== 0);
      return [
        { candidate, score, because: reason(candidate, there), fits: covered * 2 >= asked.length },
      ];
    });
  };
}

interface Asked {
  word: string;
  /** Words of the index that it may stand for, with how certain that is. */
  meant: Map<string, number>;
}

interface Weighed {
  /** By document. */
  weights: Float64Array;
  /** A bit for each word that was asked for and is in it. */
  has: Uint32Array;
  found: number[];
}

const nowhere = { documents: [], weights: [] };

/** A word, and the longer ones that begin with it; the more letters are missing, the less it is meant. */
function begunSo(word: string, { continuing }: Vocabulary): Map<string, number> {
  const meant = new Map([[word, 1]]);
  if (word.length < SHORTEST_BEGINNING) return meant;
  for (const longer of continuing(word)) {
    const missing = longer.length - word.length;
    meant.set(longer, (CERTAIN_BEGINNING * longer.length) / (longer.length + 0.3 * missing));
  }
  return meant;
}

function withSlips(
  word: string,
  meant: Map<string, number>,
  { near }: Vocabulary,
): Map<string, number> {
  const all = new Map(meant);
  if (word.length < SHORTEST_SLIP) return all;
  for (const { word: other, slips } of near(word, Math.round(word.length * SLIPS_PER_LETTER)))
    if (!all.has(other)) all.set(other, (CERTAIN_SLIP * other.length) / (other.length + slips));
  return all;
}

const SHORTEST_BEGINNING = 3;
const CERTAIN_BEGINNING = 0.375;
const SHORTEST_SLIP = 5;
const CERTAIN_SLIP = 0.45;
const SLIPS_PER_LETTER = 0.2;

function isOf(candidate: Candidate | undefined, service: string | null): boolean {
  return service === null || candidate?.service === service;
}

function coveredBy({ has }: Weighed, document: number): number {
  return bitsIn(has[document] ?? 0);
}

function best(weighed: Weighed, asked: number, limit: number) {
  const weightOf = (one: number) => (weighed.weights[one] ?? 0) * coveredBy(weighed, one);
  const heaviest = weighed.found.reduce((most, one) => Math.max(most, weightOf(one)), 0);
  const scoreOf = (one: number) =>
    Math.round((weightOf(one) / heaviest) * 0.9 * (coveredBy(weighed, one) / asked) * 1000) / 1000;
  return topOf(weighed.found, scoreOf, limit).map((document) => ({
    document,
    score: scoreOf(document),
    covered: coveredBy(weighed, document),
  }));
}

function documentOf({ service, runbook, procedure }: Candidate): WordsByField {
  const steps = procedure.steps.map((step) =>
    step.kind === 'command' ? `${step.label} ${step.text}` : step.label,
  );
  return {
    title: searchWords(procedure.title),
    alerts: searchWords(procedure.alerts.join(' ')),
    symptoms: searchWords(procedure.symptoms.join(' ')),
    trail: searchWords([service, runbook.title, ...procedure.trail].join(' ')),
    steps: searchWords(steps.join(' ')),
    text: searchWords(procedure.text),
  };
}

/** Where most of these words stand together; of equals the most telling: title, alert's name, symptom, prose. */
function reason({ procedure }: Candidate, there: Asked[]): string {
  const shared = (text: string) => [
    ...new Set(wordsOf(text).filter((word) => there.some(({ meant }) => meant.has(word)))),
  ];
  const places = [
    { text: procedure.title, said: (words: string[]) => `title: ${listed(words)}` },
    ...procedure.alerts.map((text) => ({ text, said: () => `alert name: ${text.slice(0, 80)}` })),
    ...procedure.symptoms.map((text) => ({ text, said: () => `symptom: ${text.slice(0, 80)}` })),
  ].map(({ text, said }) => ({ words: shared(text), said }));
  const most = Math.max(...places.map(({ words }) => words.length));
  const place = most === 0 ? undefined : places.find(({ words }) => words.length === most);
  return place?.said(place.words) ?? `mentions ${listed(there.map(({ word }) => word))}`;
}

function listed(words: string[]): string {
  return [...new Set(words)].slice(0, 5).join(', ').slice(0, 80);
}
