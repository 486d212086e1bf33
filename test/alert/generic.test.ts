import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAlerts, sourceNames } from '../../src/alert/sources/index.ts';
import type { Alert } from '../../src/alert/types.ts';

function read(body: unknown): { alerts: Alert[]; notes: string[] } {
  const result = readAlerts('generic', body);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

test('every field of the plain format is read', () => {
  const body = {
    title: 'Backlog grows',
    name: 'NewsletterBacklog',
    description: 'More than 500 wait.\nSince ten minutes.',
    service: 'newsletter',
    severity: 'P2',
    key: 'backlog',
    status: 'firing',
    labels: { queue: 'campaign-emails', waiting: 512 },
    url: 'https://grafana.example.org/d/1',
  };
  expect(read(body)).toEqual({
    notes: [],
    alerts: [
      {
        source: 'generic',
        key: 'backlog',
        status: 'firing',
        name: 'NewsletterBacklog',
        title: 'Backlog grows',
        service: 'newsletter',
        severity: 'P2',
        labels: { queue: 'campaign-emails', waiting: '512' },
        annotations: { description: 'More than 500 wait.\nSince ten minutes.' },
        url: 'https://grafana.example.org/d/1',
        startsAt: null,
      },
    ],
  });
});

test('a title is enough', () => {
  expect(read({ title: 'Disk full' }).alerts[0]).toMatchObject({
    name: 'Disk full',
    status: 'firing',
    service: null,
    severity: null,
    url: null,
  });
});

describe('status words', () => {
  test.each<[unknown, Alert['status']]>([
    ['firing', 'firing'],
    ['ALERTING', 'firing'],
    ['problem', 'firing'],
    ['Triggered', 'firing'],
    [undefined, 'firing'],
    [null, 'firing'],
    ['resolved', 'resolved'],
    ['OK', 'resolved'],
    [' closed ', 'resolved'],
    ['recovered', 'resolved'],
  ])('%j means %s', (status, expected) => {
    const { alerts, notes } = read({ title: 'T', status });
    expect(alerts[0]!.status).toBe(expected);
    expect(notes).toEqual([]);
  });

  test('an unknown word counts as firing and the note says which words exist', () => {
    const { alerts, notes } = read({ title: 'T', status: 'no data' });
    expect(alerts[0]!.status).toBe('firing');
    expect(notes[0]).toContain('`no data`');
    expect(notes[0]).toContain('`resolved`');
  });
});

test('without a key, service and title tell alerts apart, so that a bare resolve finds its alert', () => {
  const fired = read({ title: 'T', service: 's', severity: 'p1', labels: { a: 'b' } }).alerts[0]!;
  const ended = read({ title: 'T', service: 's', status: 'ok' }).alerts[0]!;
  const other = read({ title: 'T', service: 'x' }).alerts[0]!;
  expect(ended.key).toBe(fired.key);
  expect(other.key).not.toBe(fired.key);
});

test('a list keeps its good items and reports the others', () => {
  const { alerts, notes } = read([{ title: 'A' }, { service: 's' }, 'x', { title: 'B' }]);
  expect(alerts.map(({ title }) => title)).toEqual(['A', 'B']);
  expect(notes).toEqual([
    'alert 2 was left out: `title` is missing or empty',
    'alert 3 was left out: it is not an object',
  ]);
});

test('a firing and its resolve in one list are both kept, in order', () => {
  const { alerts } = read([{ title: 'A' }, { title: 'A', status: 'ok' }]);
  expect(alerts.map(({ status }) => status)).toEqual(['firing', 'resolved']);
});

test.each([
  ['null', null],
  ['text', 'down!'],
  ['an empty list', []],
  ['an object without title', { service: 's' }],
  ['a title of blanks', { title: ' \n ' }],
  ['a title that is an object', { title: { text: 'T' } }],
])('%s is refused with a line that says what was expected', (_name, body) => {
  expect(readAlerts('generic', body)).toEqual({
    problem: expect.stringMatching(/^expected an object .*`title`/),
  });
});

test('an unknown source is refused with the known ones', () => {
  expect(readAlerts('nagios', {})).toEqual({
    problem: 'unknown source; known are alertmanager, generic',
  });
});

test('no JSON makes a reader throw, and what comes out is bounded text', () => {
  const key = fc.constantFrom(
    'title',
    'status',
    'labels',
    'alerts',
    'annotations',
    'commonLabels',
    'url',
    'startsAt',
  );
  const body = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.dictionary(key, tie('any')),
      fc.array(tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(fc.constantFrom(...sourceNames), body, (source, value) => {
      const result = readAlerts(source, value);
      if ('problem' in result) return;
      for (const alert of result.alerts) {
        expect(alert.title).toMatch(/\S/);
        expect([...alert.title].length).toBeLessThanOrEqual(200);
        expect(alert.key).not.toBe('');
        expect(JSON.stringify(alert)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }
    }),
    { numRuns: 300 },
  );
});
