import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alert/types.ts';
import { createMatcher } from '../../src/runbook/match.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { readFixture } from './fixture.ts';

const matcher = createMatcher([
  { service: 'parcels', runbook: readFixture('alerts-as-bold-lines') },
  { service: 'parcels', runbook: readFixture('one-alert') },
  { service: 'shop', runbook: readFixture('pseudo-headings') },
  { service: 'photos', runbook: readFixture('list-of-situations') },
  { service: 'weather', runbook: readFixture('tables-and-snippets') },
]);

function alert(name: string, more: Partial<Alert> = {}): Alert {
  return {
    source: 'alertmanager',
    key: name,
    status: 'firing',
    name,
    title: name,
    service: null,
    severity: null,
    labels: {},
    annotations: {},
    url: null,
    startsAt: null,
    ...more,
  };
}

function found(name: string, more: Partial<Alert> = {}, service: string | null = null): string[] {
  return matcher.forAlert(alert(name, more), service).map((match) => match.procedure.title);
}

describe('from an alert', () => {
  test.each([
    ['TrackerDown', 'TrackerDown'],
    ['Tracker Down', 'TrackerDown'],
    ['tracker_down', 'TrackerDown'],
    ['OrdersPileUp', 'Issue: Orders pile up'],
    ['PhotosDiskFull', 'Disk Full'],
    ['DepotClockSkew', 'DepotClockSkew'],
  ])('%s finds "%s" first', (name, title) => {
    expect(found(name)[0]).toBe(title);
  });

  test('the name says why', () => {
    expect(matcher.forAlert(alert('TrackerDown'), null)[0]).toMatchObject({
      service: 'parcels',
      file: 'alerts-as-bold-lines.md',
      score: 1,
      because: 'alert name',
    });
  });

  test('a runbook_url finds the file and its anchor', () => {
    const url = 'https://git.example/ops/blob/main/pseudo-headings.md#issue-login-fails';
    expect(
      matcher.forAlert(alert('X1', { annotations: { runbook_url: url } }), null),
    ).toMatchObject([{ procedure: { title: 'Issue: Login fails' }, because: 'runbook_url' }]);
    const whole = 'https://runbooks.example/one-alert';
    expect(found('X2', { annotations: { runbook_url: whole } })).toEqual(['DepotClockSkew']);
  });

  test.each([
    ['orders.md#diagnosis-1', ['Till jams'], 'runbook_url, by a heading in it'],
    ['orders.md#situations', ['Queue grows', 'Till jams'], 'runbook_url, by a heading above it'],
    ['orders', ['Queue grows', 'Till jams'], 'runbook_url, by its file'],
    ['one-alert.md#gone', ['DepotClockSkew'], 'runbook_url, by its file'],
  ])('a runbook_url that ends in %s finds %j: %s', (end, titles, because) => {
    const orders =
      '# Orders\n\n## Situations\n\n### Queue grows\n\n#### Diagnosis\n\n1. Look\n\n### Till jams\n\n#### Diagnosis\n\n1. Look\n';
    const both = createMatcher([
      { service: 'shop', runbook: parseRunbook('shop/orders.md', orders) },
      { service: 'parcels', runbook: readFixture('one-alert') },
    ]);
    const annotations = { runbook_url: `https://git.example/blob/main/${end}` };
    const matches = both.forAlert(alert('X9', { annotations }), null);

    expect(matches.map(({ procedure }) => procedure.title)).toEqual(titles);
    expect(matches[0]?.because).toBe(because);
  });

  test('an alert whose words hold a whole title or symptom finds it', () => {
    expect(found('X3', { title: 'Since noon the disk is full on photos-1' })).toEqual([
      'Disk Full',
    ]);
    expect(found('X4', { annotations: { summary: 'Users see a blank page' } })).toEqual([
      'Issue: Login fails',
    ]);
  });

  test.each([
    ['CertificateExpires', {}],
    ['HighLoad', { title: 'Load of the disk is high' }],
    ['FeedStale', {}],
    ['Restart', { annotations: { summary: 'The check restarted' } }],
    ['', {}],
  ])('%s gets no unrelated procedure', (name, more) => {
    expect(found(name, more)).toEqual([]);
  });

  test('another service is never searched', () => {
    expect(found('TrackerDown', {}, 'shop')).toEqual([]);
    expect(found('TrackerDown', {}, 'parcels')).toEqual(['TrackerDown']);
  });
});

describe('from words', () => {
  const titles = (words: string, service?: string) =>
    matcher.forText(words, service).map((match) => match.procedure.title);

  test('a typing mistake and a prefix still find it', () => {
    expect(titles('oders pile')[0]).toBe('Issue: Orders pile up');
    expect(titles('scann')[0]).toBe('ScannerOffline');
  });

  test('a symptom finds its procedure and is given as the reason', () => {
    expect(matcher.forText('blank page')[0]).toMatchObject({
      procedure: { title: 'Issue: Login fails' },
      because: 'symptom: Users see a blank page',
    });
  });

  test('scores lie between 0 and 1, best first, and the limit holds', () => {
    const scores = matcher.forText('restart check', null, 3).map((match) => match.score);
    expect(scores).toHaveLength(3);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  test.each(['', '   ', '???', 'the of'])('"%s" finds nothing', (words) => {
    expect(titles(words)).toEqual([]);
  });

  test('a service narrows the search', () => {
    expect(titles('restart', 'shop')).not.toContain('TrackerDown');
  });

  test.each([
    ['TrackerDown', 'TrackerDown', 'alert name'],
    ['login fails', 'Issue: Login fails', 'title'],
  ])('the name "%s" beats every text', (words, title, because) => {
    expect(matcher.forText(words)[0]).toMatchObject({ procedure: { title }, because });
  });

  test('what has most of the words is the reason', () => {
    const jobs =
      '# Jobs\n\n## QueueTrouble\n\nSymptoms: jobs stuck in queue\n\n1. Check the worker\n';
    const one = createMatcher([{ service: 'shop', runbook: parseRunbook('jobs.md', jobs) }]);

    expect(one.forText('jobs stuck in queue')[0]?.because).toBe('symptom: jobs stuck in queue');
  });

  test('words of the title are the reason, not the title that stands above it', () => {
    expect(matcher.forText('pile of orders')[0]?.because).toBe('title: orders, pile');
  });
});

describe('what comes nearest', () => {
  test('one word of many is no fit, and is near', () => {
    const words = 'quasiperiodic xylophone orders';
    expect(matcher.forText(words)).toEqual([]);
    expect(matcher.nearest(words)[0]).toMatchObject({
      procedure: { title: 'Issue: Orders pile up' },
    });
  });

  test('a name that was mistyped beyond words is found by its letters', () => {
    expect(matcher.forText('Trakcerdwon')).toEqual([]);
    expect(matcher.nearest('Trakcerdwon')[0]).toMatchObject({
      procedure: { title: 'TrackerDown' },
      because: 'a name that looks alike',
    });
  });

  test('three at most, of one service where one is meant, and none for no letters at all', () => {
    expect(matcher.nearest('quasiperiodic xylophone').length).toBeLessThanOrEqual(3);
    expect(matcher.nearest('tracker', 'shop').map(({ service }) => service)).not.toContain(
      'parcels',
    );
    expect(matcher.nearest('???')).toEqual([]);
  });

  test('no name comes twice', () => {
    const found = matcher.nearest('orders', null, 10).map(({ procedure }) => procedure);
    expect(new Set(found).size).toBe(found.length);
  });
});
