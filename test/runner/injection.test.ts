import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivals, typedValues } from '../harness/arrivals.ts';

const cases = 5_000;
const together = 250;

test(`whatever is typed, in ${cases} cases, a program gets it as exactly one word, or it is refused`, async () => {
  const values = fc.sample(typedValues(), { numRuns: cases, seed: 20_261_127 });
  let [arrived, refused] = [0, 0];
  for (let from = 0; from < cases; from += together) {
    const batch = await arrivals(values.slice(from, from + together), (folder) => ({
      name: 'kindle-host',
      cwd: folder,
      env: ['PATH'],
    }));
    for (const { typed, got } of batch.arrived) expect(got).toBe(typed);
    for (const { typed, problem } of batch.refused) expect(problem).toMatch(whyRefused(typed));
    arrived += batch.arrived.length;
    refused += batch.refused.length;
  }
  expect(arrived + refused).toBe(cases);
  // Neither a sieve nor a wall.
  expect(arrived).toBeGreaterThan(cases / 5);
  expect(refused).toBeGreaterThan(cases / 5);
}, 120_000);

/** By its own reading of the rules, so that nothing is refused for a reason that is none. */
function whyRefused(typed: string): RegExp {
  if (typed.trim() === '') return /^is empty/;
  if (typed.length > 4_096) return /^is longer/;
  const codes = [...typed].map((char) => char.codePointAt(0) ?? 0);
  const turns = [
    0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
  ];
  const isControl = (code: number) =>
    (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
  const unseen = (code: number) =>
    isControl(code) || turns.includes(code) || (code >= 0xd800 && code <= 0xdfff);
  if (codes.some(unseen)) return /^holds an invisible character/;
  return typed.startsWith('-') ? /^starts with `-`/ : /^this should have arrived$/;
}
