import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor, createSecretFinder } from '../../src/action/redact.ts';
import { RedactStream } from '../../src/runner/redact-stream.ts';

const secrets = ['s3cr3t-value', 'another one'];
const find = createSecretFinder(secrets);
const redact = createRedactor(secrets);

const piece = fc.oneof(
  fc.constantFrom('s3cr3t-value', 'another one', 'password=hunter2', 'Authorization: Bearer x.y'),
  fc.constantFrom(
    'postgres://u:pw@h/x',
    'token: abcdefgh',
    'key=',
    'login x password abc',
    '\n',
    ' ',
  ),
  fc.string({ maxLength: 30 }),
  fc.integer({ min: 1, max: 9_000 }).map((length) => 'x '.repeat(length)),
);

test('text in pieces of any size is redacted like the whole', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 20 }),
      (pieces, sizes) => {
        const text = pieces.join('');
        const stream = new RedactStream(find);
        let out = '';
        for (let at = 0, n = 0; at < text.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          out += stream.push(text.slice(at, at + size));
          at += size;
        }
        expect(out + stream.end()).toBe(redact(text));
      },
    ),
    { numRuns: 300 },
  );
});

test('a key that begins and never ends costs no more than its length', () => {
  const stream = new RedactStream(find);
  stream.push(['-----BEG', 'IN PRIVATE KEY-----\n'].join(''));
  const started = performance.now();
  for (let line = 0; line < 100_000; line += 1)
    stream.push('QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n');
  expect(performance.now() - started).toBeLessThan(3_000);
});
