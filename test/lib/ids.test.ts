import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest, newId } from '../../src/lib/ids.ts';

describe('a new id', () => {
  const ids = Array.from({ length: 5000 }, newId);

  test('is sixteen characters that are safe in job ids, channel names and button values', () => {
    expect(ids.filter((id) => !/^[0-9a-f]{16}$/.test(id))).toEqual([]);
  });

  test('is like no other', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a digest', () => {
  test('is the start of a SHA-256 over the JSON, the same on every machine', () => {
    expect(digest('')).toBe('12ae32cb1ec02d01');
    expect(digest(['a', 1, null, { b: true }])).toBe('3f8d1d77db9049f6');
  });

  test('is equal for equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digest(structuredClone(value))).toBe(digest(value));
        expect(digest(value)).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });

  test('is the same after a trip through JSON, as a database column makes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digest(JSON.parse(JSON.stringify(value)))).toBe(digest(value));
      }),
    );
  });

  test.each<[string, unknown, unknown]>([
    ['a number and its text', 1, '1'],
    ['null and its text', null, 'null'],
    ['an empty list and an empty object', [], {}],
    ['one word and two', ['a b'], ['a', 'b']],
    ['a word moved over a border', ['ab', 'c'], ['a', 'bc']],
    ['another order', ['a', 'b'], ['b', 'a']],
    ['another depth', ['a', ['b']], [['a'], 'b']],
    ['null and nothing', { a: null }, {}],
    ['upper and lower case', 'A', 'a'],
    ['two spellings of one letter', 'é', 'e\u0301'],
  ])('tells %s apart', (_, one, other) => {
    expect(digest(one)).not.toBe(digest(other));
  });
});
