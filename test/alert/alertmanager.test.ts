import { describe, expect, test } from 'vitest';
import { readAlerts } from '../../src/alert/sources/index.ts';
import type { Alert } from '../../src/alert/types.ts';

const down = {
  status: 'firing',
  labels: {
    alertname: 'KindleSyncDown',
    job: 'kindle-sync',
    instance: 'kindle-host:8080',
    severity: 'critical',
  },
  annotations: {
    summary: 'kindle-sync does not answer',
    runbook_url: 'https://wiki.example.org/kindle',
  },
  startsAt: '2026-03-02T10:15:30.123Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus:9090/graph?g0.expr=up%3D%3D0',
  fingerprint: 'a1b2c3d4e5f60718',
};

const webhook = {
  version: '4',
  groupKey: '{}:{alertname="KindleSyncDown"}',
  truncatedAlerts: 0,
  receiver: 'runbell',
  status: 'firing',
  groupLabels: { alertname: 'KindleSyncDown' },
  commonLabels: { alertname: 'KindleSyncDown', job: 'kindle-sync' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  alerts: [down],
};

function read(body: unknown): { alerts: Alert[]; notes: string[] } {
  const result = readAlerts('alertmanager', body);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

test('a webhook of version 4 becomes alerts in normal form', () => {
  expect(read(webhook)).toEqual({
    notes: [],
    alerts: [
      {
        source: 'alertmanager',
        key: 'a1b2c3d4e5f60718',
        status: 'firing',
        name: 'KindleSyncDown',
        title: 'kindle-sync does not answer',
        service: null,
        severity: 'critical',
        labels: down.labels,
        annotations: down.annotations,
        url: 'http://prometheus:9090/graph?g0.expr=up%3D%3D0',
        startsAt: new Date('2026-03-02T10:15:30.123Z'),
      },
    ],
  });
});

test("each alert keeps its own status, whatever the group's is", () => {
  const ended = { ...down, status: 'resolved', fingerprint: 'ffff' };
  const { alerts } = read({ ...webhook, alerts: [down, ended] });
  expect(alerts.map(({ key, status }) => [key, status])).toEqual([
    ['a1b2c3d4e5f60718', 'firing'],
    ['ffff', 'resolved'],
  ]);
});

describe('a payload of a template that leaves fields out still is an alert', () => {
  test.each<[string, unknown, Partial<Alert>]>([
    [
      'only labels',
      { alerts: [{ labels: { alertname: 'A' } }] },
      { name: 'A', title: 'A', status: 'firing' },
    ],
    [
      'only a summary',
      { alerts: [{ annotations: { summary: 'S' } }] },
      { name: 'S', title: 'S', labels: {} },
    ],
    [
      'status of the group',
      { status: 'resolved', alerts: [{ labels: { alertname: 'A' } }] },
      { status: 'resolved' },
    ],
    [
      'name in the common labels',
      { commonLabels: { alertname: 'A' }, alerts: [{ labels: { pod: 'x' } }] },
      { name: 'A', labels: { alertname: 'A', pod: 'x' } },
    ],
    ['no list of alerts', { status: 'firing', commonLabels: { alertname: 'A' } }, { name: 'A' }],
    ['a list that is no list', { alerts: 'many', commonLabels: { alertname: 'A' } }, { name: 'A' }],
    ['a bare list', [{ labels: { alertname: 'A' } }], { name: 'A' }],
    [
      'an unset date',
      { alerts: [{ ...down, startsAt: '0001-01-01T00:00:00Z' }] },
      { startsAt: null },
    ],
    ['a broken date', { alerts: [{ ...down, startsAt: 'yesterday' }] }, { startsAt: null }],
    [
      'a relative address',
      { alerts: [{ ...down, generatorURL: '/graph' }], externalURL: 'http://am:9093' },
      { url: 'http://am:9093/' },
    ],
    [
      'an address of another kind',
      { alerts: [{ ...down, generatorURL: 'javascript:alert(1)' }] },
      { url: null },
    ],
    [
      'a number as a label',
      { alerts: [{ labels: { alertname: 'A', code: 503 } }] },
      { labels: { alertname: 'A', code: '503' } },
    ],
    [
      'title from the description',
      { alerts: [{ labels: { alertname: 'A' }, annotations: { description: 'two\nlines' } }] },
      { title: 'two lines' },
    ],
  ])('%s', (_name, body, expected) => {
    expect(read(body).alerts[0]).toMatchObject(expected);
  });
});

test('without a fingerprint the labels are the key, in any order', () => {
  const keyOf = (labels: object) => read({ alerts: [{ labels }] }).alerts[0]!.key;
  const key = keyOf({ alertname: 'A', pod: 'x' });
  expect(keyOf({ pod: 'x', alertname: 'A' })).toBe(key);
  expect(keyOf({ pod: 'y', alertname: 'A' })).not.toBe(key);
});

test('a bad alert costs itself and not its neighbours, and is reported', () => {
  const { alerts, notes } = read({ alerts: [7, down, { labels: { pod: 'x' } }] });
  expect(alerts).toHaveLength(1);
  expect(notes).toEqual([
    'alert 1 was left out: it is not an object',
    'alert 3 was left out: it has neither an `alertname` label nor a summary',
  ]);
});

test('what Alertmanager cut off is reported', () => {
  expect(read({ ...webhook, truncatedAlerts: 12 }).notes).toEqual([
    'Alertmanager left out 12 more alerts of this group (max_alerts of the receiver)',
  ]);
});

test('an unknown status counts as firing, and is reported', () => {
  const { alerts, notes } = read({ alerts: [{ ...down, status: 'pending`' }] });
  expect(alerts[0]!.status).toBe('firing');
  expect(notes).toEqual(['status `pending`` is unknown and was taken as firing']);
});

test('a thousand alerts are taken from a payload, and the rest is reported', () => {
  const many = Array.from({ length: 1200 }, (_, n) => ({ labels: { alertname: 'A', n: `${n}` } }));
  const { alerts, notes } = read({ alerts: many });
  expect(alerts).toHaveLength(1000);
  expect(notes).toEqual(['1200 alerts came in one payload: the first 1000 were taken']);
});

test('notes stay few, and the one about the cut stays among them', () => {
  const { notes } = read({ alerts: [down, ...Array.from({ length: 1100 }, () => 0)] });
  expect(notes).toHaveLength(11);
  expect(notes.at(-1)).toContain('1101 alerts');
});

test('the same alert twice in one payload is one alert', () => {
  expect(read({ alerts: [down, down] }).alerts).toHaveLength(1);
});

test('long and hostile text is cut and cleaned', () => {
  const { alerts } = read({
    alerts: [
      {
        labels: {
          alertname: `A\u0000\u202eB${'x'.repeat(300)}`,
          big: '🔥'.repeat(5000),
          half: 'a\ud800b',
        },
        annotations: { description: 'one\r\n\ttwo\u0007' },
      },
    ],
  });
  const { name, labels, annotations } = alerts[0]!;
  expect([...name]).toHaveLength(200);
  expect(name).toMatch(/^A B/);
  expect([...labels.big!]).toHaveLength(1000);
  expect(labels.half).toBe('a b');
  expect(annotations.description).toBe('one\n\ttwo');
});

test('a map keeps a hundred entries', () => {
  const labels = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`l${n}`, 'v']));
  const { alerts, notes } = read({ alerts: [{ labels: { alertname: 'A', ...labels } }] });
  expect(Object.keys(alerts[0]!.labels)).toHaveLength(100);
  expect(notes).toHaveLength(1);
});

test.each([
  ['null', null],
  ['a string', 'firing'],
  ['a number', 4],
  ['an empty object', {}],
  ['an empty list of alerts', { alerts: [] }],
  ['only bad alerts', { alerts: [null, []] }],
])('%s is refused with a line that says what was expected', (_name, body) => {
  const result = readAlerts('alertmanager', body);
  expect(result).toEqual({ problem: expect.stringMatching(/^expected an Alertmanager webhook/) });
});
