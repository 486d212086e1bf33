import type { Candidate } from './candidate.ts';
import { fold, wordsOf } from './fold.ts';

export interface Alike {
  candidate: Candidate;
  /** 0 to 1: the share of letter pairs that both names have. */
  score: number;
}

/** Names that look like what was written, the likest first: what a slip of the pen was meant to be. */
export function alike(words: string, candidates: readonly Candidate[]): Alike[] {
  const asked = pairsOf(words);
  if (asked.size === 0) return [];
  return candidates
    .map((candidate) => {
      const { title, alerts } = candidate.procedure;
      return {
        candidate,
        score: Math.max(...[title, ...alerts].map((name) => shared(asked, name))),
      };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

function shared(asked: Set<string>, name: string): number {
  const pairs = pairsOf(name);
  let both = 0;
  for (const pair of pairs) if (asked.has(pair)) both += 1;
  return (2 * both) / Math.max(1, asked.size + pairs.size);
}

function pairsOf(text: string): Set<string> {
  const letters = fold(wordsOf(text.slice(0, 300)).join(''));
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)),
  );
}
