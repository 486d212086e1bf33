import { describe, expect, test } from 'vitest';
import { alertKey, incidentKey } from '../../src/alert/key.ts';
import { type Route, serviceFor, severityFor } from '../../src/alert/route.ts';
import type { Severity } from '../../src/service/service.ts';

const services = [
  { service: 'emailops', alerts: {} },
  { service: 'kindle-sync', alerts: { job: 'kindle-sync' } },
  { service: 'kindle-web', alerts: { job: 'kindle-sync', tier: 'web' } },
  { service: 'newsletter', alerts: { team: 'mail' } },
];

describe('which service an alert belongs to', () => {
  test.each<[string, string | null, Record<string, string>, Route]>([
    ['named outright', 'newsletter', { job: 'kindle-sync' }, { service: 'newsletter', note: null }],
    ['named in another case', 'NewsLetter', {}, { service: 'newsletter', note: null }],
    ['by its labels', null, { job: 'kindle-sync' }, { service: 'kindle-sync', note: null }],
    [
      'the most specific labels win',
      null,
      { job: 'kindle-sync', tier: 'web' },
      { service: 'kindle-web', note: null },
    ],
    [
      'a matcher needs every label',
      null,
      { tier: 'web', team: 'mail' },
      { service: 'newsletter', note: null },
    ],
    [
      'no matchers match nothing',
      null,
      { service: 'emailops' },
      { service: 'emailops', note: null },
    ],
    ['by a job that is its name', null, { job: 'emailops' }, { service: 'emailops', note: null }],
    [
      'the service label before the job',
      null,
      { service: 'newsletter', job: 'emailops' },
      { service: 'newsletter', note: null },
    ],
    [
      'an unknown label falls back with a note',
      null,
      { job: 'node' },
      { service: 'emailops', note: 'unknown service `node`: filed under `emailops`' },
    ],
    [
      'an unknown name falls back with a note',
      'chekout',
      {},
      { service: 'emailops', note: 'unknown service `chekout`: filed under `emailops`' },
    ],
    [
      'an unknown name with labels that match',
      'chekout',
      { team: 'mail' },
      { service: 'newsletter', note: 'unknown service `chekout`: filed under `newsletter`' },
    ],
    [
      'nothing at all',
      null,
      {},
      { service: 'emailops', note: 'the alert names no service: filed under `emailops`' },
    ],
    [
      'backticks cannot leave the quote',
      'a`b',
      {},
      { service: 'emailops', note: "unknown service `a'b`: filed under `emailops`" },
    ],
  ])('%s', (_name, service, labels, expected) => {
    expect(serviceFor({ service, labels }, services, 'emailops')).toEqual(expected);
  });
});

describe('how bad an alert is', () => {
  const ladder = {
    alert_severities: { HighErrorRate: 'p3' },
    severities: { P0: 'p1', P1: 'p2', critical: 'p2' },
    default_severity: 'p4',
  } as const;
  test.each<[string, string, string | null, Severity]>([
    ['a ladder that counts from zero', 'A', 'P0', 'p1'],
    ['the ladder before the common words', 'A', 'p1', 'p2'],
    ['the ladder in another case', 'A', 'CRITICAL', 'p2'],
    ['a common word', 'A', 'Warning', 'p3'],
    ['our own word', 'A', 'P3', 'p3'],
    ['an unknown word', 'A', 'purple', 'p4'],
    ['no word', 'A', null, 'p4'],
    ['a word of the language', 'A', 'constructor', 'p4'],
    ["the alert's name before everything", 'HighErrorRate', 'P0', 'p3'],
    ["the alert's name in another case", 'higherrorrate', 'P0', 'p3'],
  ])('%s', (_claim, name, severity, expected) => {
    expect(severityFor({ name, severity }, ladder)).toBe(expected);
  });
});

test('alerts of one rule on one service share an incident, others do not', () => {
  const key = incidentKey('kindle-sync', { name: 'KindleSyncDown' });
  expect(key).toBe('v1:kindle-sync:kindlesyncdown');
  expect(incidentKey('kindle-sync', { name: ' kindleSyncDOWN ' })).toBe(key);
  expect(incidentKey('newsletter', { name: 'KindleSyncDown' })).not.toBe(key);
});

test('long names give keys of bounded length that still differ', () => {
  const long = 'x'.repeat(190);
  const key = incidentKey('s', { name: `${long}1` });
  expect(key.length).toBeLessThan(140);
  expect(incidentKey('s', { name: `${long}2` })).not.toBe(key);
});

test("an alert's key carries its source", () => {
  expect(alertKey({ source: 'generic', key: 'k' })).toBe('v1:generic:k');
  expect(alertKey({ source: 'alertmanager', key: 'k' })).not.toBe('v1:generic:k');
});
