import { describe, expect, test } from 'vitest';
import { mayRespond } from '../../src/flow/incident/may-respond.ts';
import { readRota } from '../../src/flow/oncall/rota.ts';
import { responders, whoIs, whoIsAtLevel } from '../../src/flow/oncall/who-is.ts';
import { policyOf } from '../../src/flow/page/policy-of.ts';
import type { World } from '../../src/flow/ports.ts';
import { approversBy } from '../../src/flow/run/approvers.ts';
import type { Directory } from '../../src/service/directory.ts';
import { DirectoryFile } from '../../src/service/directory.ts';
import { type Service, ServiceFile } from '../../src/service/service.ts';

const file = DirectoryFile.parse({
  people: {
    ann: { name: 'Ann', slack: 'U0ANN' },
    bob: { name: 'Bob', slack: 'U0BOB' },
    cyd: { name: 'Cyd', slack: 'U0CYD' },
  },
  schedules: {
    primary: { people: ['ann', 'bob'], start: '2026-01-05T09:00' },
    secondary: { people: ['ann', 'cyd', 'bob'], start: '2026-01-05T09:00' },
    office: {
      people: ['bob'],
      only: [{ days: ['mon..fri'], from: '09:00', to: '17:00' }],
    },
    gone: { people: ['eve'] },
  },
  policies: { main: { levels: [{ name: 'one', page: ['ann'], wait: '5m' }] } },
  default_service: 'shop',
});

function service(part: object = {}): Service {
  const read = ServiceFile.parse({
    service: 'shop',
    escalation: 'main',
    target: { name: 'shop' },
    ...part,
  });
  return { ...read, runbooks: [] };
}

function directory(one: Service = service()): Directory {
  return { ...file, hookKeys: new Map(), services: new Map([[one.service, one]]) };
}

describe('who is behind a target of a level', () => {
  test.each<[string, string, string[]]>([
    ['ann', '2026-01-06T00:00:00Z', ['U0ANN']],
    ['eve', '2026-01-06T00:00:00Z', []],
    ['schedule:primary', '2026-01-05T08:59:00Z', []],
    ['schedule:primary', '2026-01-05T09:00:00Z', ['U0ANN']],
    ['schedule:primary', '2026-01-12T08:59:00Z', ['U0ANN']],
    ['schedule:primary', '2026-01-12T09:00:00Z', ['U0BOB']],
    ['schedule:gone', '2026-01-06T00:00:00Z', []],
    ['schedule:none', '2026-01-06T00:00:00Z', []],
    ['schedule:', '2026-01-06T00:00:00Z', []],
  ])('%s at %s: %j', async (target, at, users) => {
    const now = new Date(at);
    expect(whoIs(directory(), await rota(now), now)([target])).toEqual(users);
  });

  const monday = '2026-01-05T12:00:00Z';
  test.each<[string, string[], string, (string | null)[]]>([
    ['next in line', ['schedule:primary+1'], monday, ['bob']],
    ['round the line', ['schedule:primary+2'], monday, [null]],
    [
      'the same in two schedules',
      ['schedule:primary', 'schedule:secondary'],
      monday,
      ['ann', 'cyd'],
    ],
    ['named and in a schedule', ['schedule:secondary', 'ann'], monday, ['cyd', 'ann']],
    ['asked for twice', ['schedule:primary', 'schedule:primary'], monday, ['ann', 'bob']],
    ['with its own next', ['schedule:primary', 'schedule:primary+1'], monday, ['ann', 'bob']],
    [
      'more targets than people',
      ['bob', 'schedule:primary', 'schedule:primary'],
      monday,
      ['bob', 'ann', null],
    ],
    ['a gap', ['schedule:office', 'schedule:primary'], '2026-01-05T18:00:00Z', [null, 'ann']],
    ['next after a gap', ['schedule:office+1'], '2026-01-05T18:00:00Z', ['bob']],
    ['nobody in between who sleeps', ['bob', 'schedule:office'], monday, ['bob', null]],
  ])('nobody is on call twice at one level: %s', async (_, targets, at, people) => {
    const now = new Date(at);
    const chosen = whoIsAtLevel(directory(), await rota(now), targets, now);
    expect(chosen.map(({ person }) => person)).toEqual(people);
  });

  test('whose place somebody takes is said', async () => {
    const now = new Date(monday);
    const targets = ['schedule:primary', 'schedule:secondary'];
    expect(whoIsAtLevel(directory(), await rota(now), targets, now)).toEqual([
      { target: 'schedule:primary', person: 'ann', instead: null },
      { target: 'schedule:secondary', person: 'cyd', instead: 'ann' },
    ]);
  });

  const rota = (now: Date) => readRota(file, { between: async () => [] }, now);
});

test.each<[string, object, string[], string[]]>([
  ['nobody is named: everybody responds, nobody approves', {}, ['U0ANN', 'U0BOB', 'U0CYD'], []],
  ['an empty list of responders is nobody', { responders: [] }, [], []],
  [
    'both are named',
    { responders: ['bob'], approvers: ['cyd', 'ann'] },
    ['U0BOB'],
    ['U0CYD', 'U0ANN'],
  ],
  ['who left is not among them', { responders: ['eve', 'bob'], approvers: ['eve'] }, ['U0BOB'], []],
])('%s', (_, part, respond, approve) => {
  expect(responders(directory(), service(part))).toEqual(respond);
  const one = service(part);
  const groups = new Map();
  const around = {
    directory: directory(),
    service: one,
    groups,
    rota: new Map(),
    now: new Date(0),
  };
  expect(approversBy(one.approvers, around)).toEqual(approve);
});

test.each<[string, string, object, boolean]>([
  ['a responder', 'U0BOB', { responders: ['bob'] }, true],
  ['somebody else of the organisation', 'U0ANN', { responders: ['bob'] }, false],
  ['anybody of the organisation, when no list is given', 'U0CYD', {}, true],
  ['a stranger', 'U0EVE', {}, false],
  ['the name instead of the id', 'bob', { responders: ['bob'] }, false],
])('%s: %s', (_, by, part, may) => {
  const world = { directory: directory(service(part)) } as World;
  const verdict = mayRespond(world, { service: 'shop' }, by);
  expect(verdict === null).toBe(may);
  if (!may) expect(verdict).toMatchObject({ code: 'not-responder' });
});

test('nobody may act on a service that is not configured any more', () => {
  const world = { directory: directory() } as World;
  expect(mayRespond(world, { service: 'gone' }, 'U0ANN')).toMatchObject({ code: 'not-responder' });
});

test.each<[string, Service, string, string | null]>([
  ['as configured', service(), 'shop', 'main'],
  ['a name that no policy has', service({ escalation: 'none' }), 'shop', null],
  ['a service that nobody knows', service(), 'gone', null],
])('the policy of a service: %s', (_, one, name, policy) => {
  expect(policyOf(directory(one), name)[0]?.name ?? null).toBe(policy);
});
