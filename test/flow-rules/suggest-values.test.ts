import { describe, expect, test } from 'vitest';
import { suggestValues } from '../../src/flow/run/suggest-values.ts';
import type { AttachedAlert } from '../../src/incident/types.ts';
import type { Parameter } from '../../src/runbook/model.ts';
import {
  alert,
  attached,
  command,
  incident,
  outcome,
  procedure,
  run,
  view,
} from '../slack/samples.ts';

const now = new Date('2026-11-22T04:05:06Z');
const namespace: Parameter = {
  name: 'namespace',
  written: '<namespace>',
  default: null,
  secret: false,
  type: { kind: 'name' },
  labels: ['namespace', 'kubernetes_namespace'],
};

function firing(...all: Record<string, string>[]): AttachedAlert[] {
  return all.map((labels) => alert({ labels, annotations: {}, status: 'firing' }));
}

function offer(alerts: AttachedAlert[], parameter: Parameter) {
  const [only] = suggestValues(view({ alerts }), null, [parameter], { now });
  return [only?.value, only?.because, only?.others];
}

describe('the alerts fill in', () => {
  test.each<[string, AttachedAlert[], Partial<Parameter>, unknown[]]>([
    ['what one says', firing({ namespace: 'web' }), {}, ['web', "the alert's `namespace`", []]],
    [
      'what the second name says where the first is absent',
      firing({ kubernetes_namespace: 'web' }),
      {},
      ['web', "the alert's `kubernetes_namespace`", []],
    ],
    [
      'what all agree on',
      firing({ namespace: 'web' }, { namespace: 'web' }),
      {},
      ['web', "the alert's `namespace`", []],
    ],
    [
      'nothing where they do not agree, but name both',
      firing({ namespace: 'web' }, { namespace: 'db' }),
      {},
      [null, null, ['web', 'db']],
    ],
    [
      'what the file says that it says, before the default',
      firing({ namespace: 'web' }),
      { default: 'blue', alertFirst: true },
      ['web', "the alert's `namespace`", []],
    ],
    [
      'nothing that the file has a default for and the alerts do not agree on',
      firing({ namespace: 'web' }, { namespace: 'db' }),
      { default: 'blue', alertFirst: true },
      ['blue', null, ['web', 'db']],
    ],
    ['nothing without the label', firing({ job: 'web' }), {}, [null, null, []]],
    ['nothing that is no name', firing({ namespace: 'a b; id' }), {}, [null, null, []]],
    [
      'nothing that would be an option',
      firing({ namespace: '--all' }),
      { type: { kind: 'text' } },
      [null, null, []],
    ],
    ['nothing of every object', firing({}), { labels: ['constructor'] }, [null, null, []]],
    [
      "nothing against the runbook's own word, but say so",
      firing({ namespace: 'web' }),
      { default: 'shop' },
      ['shop', null, ['web']],
    ],
    [
      'a host without the port of its exporter',
      firing({ instance: 'db-1:9100' }),
      { name: 'host', labels: ['instance'], type: { kind: 'address' } },
      ['db-1', "the alert's `instance`", []],
    ],
    [
      'an instance with it',
      firing({ instance: 'db-1:9100' }),
      { name: 'instance', labels: ['instance'], type: { kind: 'text' } },
      ['db-1:9100', "the alert's `instance`", []],
    ],
  ])('%s', (_, alerts, part, expected) => {
    expect(offer(alerts, { ...namespace, ...part })).toEqual(expected);
  });

  test('alerts that are over are heard only when none fires', () => {
    const over = alert({ labels: { namespace: 'old' }, annotations: {}, status: 'resolved' });
    expect(offer([over], namespace)[0]).toBe('old');
    expect(offer([over, ...firing({ namespace: 'new' })], namespace)[0]).toBe('new');
  });

  test('annotations count too', () => {
    const said = alert({ labels: {}, annotations: { namespace: 'web' }, status: 'firing' });
    expect(offer([said], namespace)[0]).toBe('web');
  });
});

test('a day is today, as a calendar wants it, and a moment as the command does', () => {
  const day = { ...namespace, labels: [], type: { kind: 'date', format: '%Y%m%d' } as const };
  expect(offer([], day)).toEqual(['2026-11-22', 'today in UTC', []]);
  expect(offer([], { ...day, type: { kind: 'date', format: '%Y%m%d_%H%M%S' } })[0]).toBe(
    '20261122_040506',
  );
});

describe('a lookup fills in', () => {
  const lookup = attached(command({ id: 'find', sets: 'POD' }));
  const step = attached(command({ id: 'use' }));
  const pod: Parameter = { ...namespace, name: 'POD', written: '$POD', labels: ['pod'] };

  test.each<[string, Parameters<typeof outcome>[0], object, string | null]>([
    ['its one line', { output: 'web-1\n' }, {}, 'web-1'],
    ['nothing when it wrote two', { output: 'web-1\nweb-2\n' }, {}, null],
    ['nothing when it wrote none', { output: ' \n' }, {}, null],
    ['nothing that is no name', { output: 'No resources found!' }, {}, null],
    ['nothing that was redacted', { output: '[redacted]' }, {}, null],
    ['nothing when it failed', { output: 'web-1' }, { state: 'failed' }, null],
    ['nothing when it may be a secret', { output: 'web-1' }, { revealsSecrets: true }, null],
  ])('%s', (_, wrote, part, value) => {
    const end = outcome({ truncated: false, ...wrote });
    const ran = run({
      stepKey: lookup.key,
      state: 'succeeded',
      revealsSecrets: false,
      finishedAt: now,
      outcome: end,
      ...part,
    });
    const procedures = [procedure({ steps: [lookup, step] })];
    const seen = view({ incident: incident({ procedures }), runs: [ran], alerts: [] });
    expect(suggestValues(seen, step, [pod], { now })[0]?.value).toBe(value);
    const elsewhere = { ...step, key: 'other.use' };
    expect(suggestValues(seen, elsewhere, [pod], { now })[0]?.value).toBeNull();
  });
});
