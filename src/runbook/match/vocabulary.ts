import { slipsBetween } from './slips.ts';

/** All words of an index, to find those that a person may have meant. */
export interface Vocabulary {
  /** Longer words that begin so. */
  continuing(word: string): string[];
  /** Other words that are at most so many slips of the pen away. */
  near(word: string, most: number): { word: string; slips: number }[];
}

export function createVocabulary(words: Iterable<string>): Vocabulary {
  const sorted = [...words].sort();
  const byLength = new Map<number, Known[]>();
  for (const word of sorted) {
    const known = { word, letters: lettersIn(word) };
    const same = byLength.get(word.length);
    if (same) same.push(known);
    else byLength.set(word.length, [known]);
  }
  return {
    continuing(word) {
      const found: string[] = [];
      for (let at = firstNotBelow(sorted, word); sorted[at]?.startsWith(word); at += 1) {
        const longer = sorted[at] ?? '';
        if (longer !== word) found.push(longer);
      }
      return found;
    },
    near(word, most) {
      const letters = lettersIn(word);
      const found: { word: string; slips: number }[] = [];
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const known of byLength.get(length) ?? []) {
          // A slip changes two letters at most; to count them is much cheaper than to compare words.
          if (bitsIn(known.letters ^ letters) > 2 * most) continue;
          const slips = slipsBetween(word, known.word, most);
          if (slips > 0 && slips <= most) found.push({ word: known.word, slips });
        }
      }
      return found;
    },
  };
}

interface Known {
  word: string;
  /** A bit for each letter in it. */
  letters: number;
}

function firstNotBelow(sorted: string[], word: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lettersIn(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 31);
  return bits;
}

/** How many bits are set. */
export function bitsIn(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
