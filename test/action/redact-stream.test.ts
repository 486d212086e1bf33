import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { innocents } from '../../bench/redaction/innocents.ts';
import { survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';
import { createRedactor } from '../../src/action/redact.ts';

const values = ['s3cr3t-value', 'another one', 'a\nvalue of\nthree long lines'];
const redactor = createRedactor({ values, mark: (secret) => `${secret.length % 10}abc` });
const all = leaks();

const piece = fc.oneof(
  fc.constantFrom(...all.map(({ text }) => text)),
  fc.constantFrom(...innocents),
  fc.constantFrom(...values, '\n', ' ', 'password=', 'Authorization: ', '-----BEGIN ', '"', '\\'),
  fc.string({ maxLength: 30, unit: 'binary' }),
  fc.integer({ min: 1, max: 30_000 }).map((length) => 'x '.repeat(length)),
  fc.integer({ min: 1, max: 60_000 }).map((length) => `token=${'Q7'.repeat(length)}`),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 30 })
  .chain((pieces) => fc.constantFrom('\n', ' ', '', ',').map((between) => pieces.join(between)));
const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 20 });

function inPieces(whole: string, lengths: number[]): string {
  const stream = redactor.stream();
  let out = '';
  for (let at = 0, n = 0; at < whole.length; n += 1) {
    const length = lengths[n % lengths.length] ?? 1;
    out += stream.push(whole.slice(at, at + length));
    at += length;
  }
  return out + stream.end();
}

test('text in pieces of any size is redacted like the whole', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(text, sizes, (whole, lengths) => {
      expect(inPieces(whole, lengths) === redactor.text(whole)).toBe(true);
    }),
    { numRuns: 80 },
  );
});

describe('where a long text is cut', () => {
  // So that each of them stands across the place where the text is cut, once in lines, once without.
  test.each(['x'.repeat(79).concat('\n'), 'x '])(
    'no secret of the table survives between %j',
    (filler) => {
      const run = filler.repeat(Math.ceil(48_900 / filler.length)).slice(0, 48_900);
      for (const leak of all) {
        for (const shift of [0, 90, 230]) {
          const whole = `${run.slice(shift)}\n${leak.text}\n${run}`;
          expect(survives(leak, redactor.text(whole)), leak.name).toBe(false);
        }
      }
    },
  );

  test('a secret longer than all that is looked at leaves one mark, and nothing of itself', () => {
    for (const [open, close] of [
      ['password="', '"'],
      ['{"token":"', '"}'],
      ['API_KEY=', '\n'],
    ]) {
      const whole = `first\n${open}${'Q7x9'.repeat(100_000)}${close} then\nlast`;
      const out = redactor.text(whole);
      expect(out.includes('Q7x9'), open).toBe(false);
      expect(out.match(/\[redacted/g)?.length, open).toBeLessThan(3);
      expect(out.endsWith('then\nlast')).toBe(true);
    }
  });

  test('many secrets close together on one endless line are all taken', () => {
    const whole = 'password=hunter2x,token=A1b2C3d4,'.repeat(20_000);
    const out = redactor.text(whole);
    expect(out).not.toMatch(/hunter|A1b2/);
    expect(out.match(/\[redacted/g)).toHaveLength(40_000);
  });
});

test('what a stream shows while it is under way is what it would end with', () => {
  const stream = redactor.stream();
  stream.push('the password is: ');
  expect(stream.peek('password=hun')).toBe('the password is: password=[redacted 3abc]');
  expect(stream.push('password=hunter2\n') + stream.end()).toBe(
    'the password is: password=[redacted 7abc]\n',
  );
});
