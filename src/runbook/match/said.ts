import type { Candidate } from './candidate.ts';
import { situation } from './fold.ts';
import { searchWords } from './words.ts';

/** A title or symptom that an alert's words hold in full. */
export interface Said {
  candidate: Candidate;
  line: string;
}

/** Finds the procedures of which a title or symptom is said, word for word, the longest first. */
export function createSaid(candidates: Candidate[]): (words: string) => Said[] {
  const byWord = new Map<string, { candidate: number; line: string; need: string[] }[]>();
  for (const [index, { procedure }] of candidates.entries()) {
    for (const line of [situation(procedure.title), ...procedure.symptoms]) {
      const need = searchWords(line);
      const [first] = need;
      if (first === undefined || need.length < FEWEST || need.length > MOST) continue;
      const known = byWord.get(first);
      if (known) known.push({ candidate: index, line, need });
      else byWord.set(first, [{ candidate: index, line, need }]);
    }
  }
  return (words) => {
    const asked = new Set(searchWords(words).slice(0, MAX_WORDS));
    const found = new Map<number, { line: string; length: number }>();
    for (const word of asked) {
      for (const { candidate, line, need } of byWord.get(word) ?? []) {
        if ((found.get(candidate)?.length ?? 0) >= need.length) continue;
        if (need.every((one) => asked.has(one)))
          found.set(candidate, { line, length: need.length });
      }
    }
    return [...found]
      .sort(([a, one], [b, other]) => other.length - one.length || a - b)
      .flatMap(([index, { line }]) => {
        const candidate = candidates[index];
        return candidate ? [{ candidate, line }] : [];
      });
  };
}

/** One word is said by chance, and more than eight are an essay that nobody repeats. */
const FEWEST = 2;
const MOST = 8;
/** An alert may carry pages of text; its first words say enough. */
const MAX_WORDS = 300;
