import type { Candidate } from './candidate.ts';
import { fold, wordsOf } from './fold.ts';
import { topOf } from './top.ts';

export interface Alike {
  candidate: Candidate;
  /** 0 to 1: the share of letter pairs that both names have. */
  score: number;
}

/** Names that look like what was written, the likest first: what a slip of the pen was meant to be. */
export type FindAlike = (words: string, service: string | null, limit: number) => Alike[];

export function createAlike(candidates: Candidate[]): FindAlike {
  const names = candidates.flatMap((candidate) => {
    const { title, alerts } = candidate.procedure;
    return [title, ...alerts].map((name) => ({ candidate, pairs: pairsOf(name) }));
  });
  const sizes = names.map(({ pairs }) => pairs.size);
  const owners = names.map(({ candidate }) => candidate);
  const holders = new Map<string, number[]>();
  for (const [index, { pairs }] of names.entries()) {
    for (const pair of pairs) {
      const known = holders.get(pair);
      if (known) known.push(index);
      else holders.set(pair, [index]);
    }
  }
  return (words, service, limit) => {
    const asked = pairsOf(words);
    const both = new Uint32Array(owners.length);
    for (const pair of asked)
      for (const index of holders.get(pair) ?? []) both[index] = (both[index] ?? 0) + 1;
    const best = new Map<Candidate, number>();
    for (const [index, candidate] of owners.entries()) {
      const shared = both[index] ?? 0;
      if (shared === 0 || (service !== null && candidate.service !== service)) continue;
      const score = (2 * shared) / (asked.size + (sizes[index] ?? 0));
      if (score > (best.get(candidate) ?? 0)) best.set(candidate, score);
    }
    const found = topOf(best, ([, score]) => score, limit);
    return found.map(([candidate, score]) => ({ candidate, score }));
  };
}

function pairsOf(text: string): Set<string> {
  const letters = fold(wordsOf(text.slice(0, 300)).join(''));
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)),
  );
}
