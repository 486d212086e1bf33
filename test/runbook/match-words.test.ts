import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../src/runbook/match/fold.ts';
import { slipsBetween } from '../../src/runbook/match/slips.ts';
import { createTextIndex } from '../../src/runbook/match/text-index.ts';
import { topOf } from '../../src/runbook/match/top.ts';
import { createVocabulary } from '../../src/runbook/match/vocabulary.ts';

test.each([
  ['HighErrorRate', ['high', 'error', 'rate']],
  ['HTTPServerDown', ['http', 'server', 'down']],
  ['disk_full-on db2', ['disk', 'full', 'on', 'db2']],
  ['Prüfe GrößeÜber', ['prüfe', 'größeüber']],
  ['', []],
])('the words of "%s" are %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ['orders', 'oders', 1],
  ['orders', 'orders', 0],
  ['queue', 'quue', 1],
  ['backup', 'bakcup', 2],
  ['restart', 'shutdown', 3],
])('from "%s" to "%s" are %i slips, of which two are told apart', (a, b, slips) => {
  expect(slipsBetween(a, b, 2)).toBe(slips);
});

const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 8 });

test('the vocabulary finds every longer word and every slip, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, (words, asked) => {
      const { continuing, near } = createVocabulary(words);
      expect(continuing(asked).toSorted()).toEqual(
        words.filter((one) => one !== asked && one.startsWith(asked)).toSorted(),
      );
      expect(
        near(asked, 2)
          .map(({ word: one }) => one)
          .toSorted(),
      ).toEqual(
        words.filter((one) => one !== asked && slipsBetween(asked, one, 2) <= 2).toSorted(),
      );
    }),
  );
});

test('the best few are those that sorting all would put first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(6), (numbers, limit) => {
      const all = numbers.map((score, at) => ({ score: score + 1, at }));
      const sorted = all.toSorted((a, b) => b.score - a.score || a.at - b.at);
      expect(topOf(all, ({ score }) => score, limit)).toEqual(sorted.slice(0, limit));
    }),
  );
});

test('a rare word weighs more than a common one, and a title more than prose', () => {
  const nothing = { title: [], alerts: [], symptoms: [], trail: [], steps: [], text: [] };
  const index = createTextIndex([
    { ...nothing, title: ['disk'], text: ['restart', 'queue'] },
    { ...nothing, text: ['restart', 'disk'] },
    { ...nothing, text: ['restart'] },
  ]);
  const weights = (one: string) => index.get(one)?.weights ?? [];
  expect(weights('queue')[0]).toBeGreaterThan(weights('restart')[0] ?? 0);
  expect(index.get('disk')?.documents.toSorted()).toEqual([0, 1]);
  expect(weights('disk')[0]).toBeGreaterThan(weights('disk')[1] ?? 0);
});
