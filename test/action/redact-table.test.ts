import { expect, test } from 'vitest';
import { innocents } from '../../bench/redaction/innocents.ts';
import { scoreRedaction, survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';
import { createRedactor } from '../../src/action/redact.ts';

const redactor = createRedactor({ mark: () => '3f2a' });

test('the table is as large as it has to be, and its texts hold their secrets', () => {
  expect(leaks().length).toBeGreaterThanOrEqual(60);
  expect(innocents.length).toBeGreaterThanOrEqual(200);
  expect(new Set(innocents).size).toBe(innocents.length);
  for (const { text, secrets } of leaks())
    for (const secret of secrets) expect(text).toContain(secret);
});

test('every secret of the table is found, and hardly a look-alike is taken', () => {
  const score = scoreRedaction(redactor);

  expect(score.missed).toEqual([]);
  expect(score.recall).toBe(1);
  expect(score.precision, score.taken.join('\n')).toBeGreaterThanOrEqual(0.98);
});

test.each(leaks().map((leak) => [leak.name, leak] as const))(
  'redacted twice is redacted once: %s',
  (_, leak) => {
    const once = redactor.text(leak.text);

    expect(redactor.text(once)).toBe(once);
  },
);

test.each(leaks().map((leak) => [leak.name, leak] as const))(
  'as a text of JSON it is found too, and the JSON stays JSON: %s',
  (_, leak) => {
    const line = redactor.json(
      JSON.stringify({ level: 30, n: 1, nested: [{ output: leak.text }] }),
    );

    expect(survives(leak, JSON.stringify(JSON.parse(line)))).toBe(false);
  },
);
