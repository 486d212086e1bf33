import { wordsOf } from './fold.ts';

/** The words of a text that say something. */
export function searchWords(text: string): string[] {
  return wordsOf(text).filter((word) => !stop.has(word));
}

const stop = new Set(
  'a an and are as at be but by for from has have how i in is it its of on or our that the their there this to was we what when why will with you not no my'.split(
    ' ',
  ),
);
