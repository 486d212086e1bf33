import { beforeAll, describe, expect, test } from 'vitest';
import type { Rota } from '../../src/flow/oncall/rota.ts';
import { readWording } from '../../src/flow/simulate/read-wording.ts';
import { type Ground, simulate } from '../../src/flow/simulate/simulate.ts';
import { pageWords, stepWords } from '../../src/flow/simulate/simulated-words.ts';
import type { Override } from '../../src/oncall/override.ts';
import type { Directory } from '../../src/service/directory.ts';
import type { Severity } from '../../src/service/service.ts';
import { edited, home } from '../config/home.ts';

const people = `people:
  ann: { name: Ann, slack: U0ANN, contacts: { phone: "+4915112345678" } }
  bob: { name: Bob, slack: U0BOB }
  cyd: { name: Cyd, slack: U0CYD }`;
const levels = {
  main: `[{ name: on call, page: ["schedule:primary"], wait: 5m }]`,
  turns: `[{ name: helpers, page: [cyd, bob], wait: 5m, round_robin: true }]
    repeat: 2`,
  everybody: `[{ name: all, page: [ann, bob], wait: 5m, ack: all }]`,
  grouped: `[{ name: team, page: ["group:shop", "channel:#shop"], wait: 5m }]`,
  handed: `[{ name: nobody, page: ["schedule:nights"], wait: 5m }]
    next_policy: main`,
};
const policies = Object.entries(levels).map(([name, text]) => `  ${name}:\n    levels: ${text}\n`);

let directory: Directory;

beforeAll(async () => {
  const text =
    edited(
      'runbell.yaml',
      'people:\n  ann: { name: Ann, slack: U0ANN }\n  bob: { name: Bob, slack: U0BOB }',
      people,
    )['runbell.yaml'] ?? '';
  const whole = text
    .replace(
      'primary: { people: [ann, bob] }',
      'primary: { people: [bob] }\n  nights: { people: [bob], only: [{ from: 22:00, to: 23:00 }] }',
    )
    .replace(
      /policies:[\s\S]*?hook_keys/,
      `policies:\n  standard:\n    levels: ${levels.main}\n${policies.join('')}hook_keys`,
    );
  await using folder = await home({ 'runbell.yaml': whole });
  const loaded = await folder.load();
  expect(loaded.problems).toEqual([]);
  directory = loaded.directory;
});

const at = new Date('2026-05-04T10:00:00Z');
const say = { person: (user: string) => user.slice(2), text: (text: string) => text };

function story(
  policy: string,
  part: Partial<Ground> = {},
  ackAfter: number | null = null,
  severity: Severity = 'p1',
) {
  const shop = directory.services.get('shop');
  if (!shop) throw new Error('there is no shop');
  const service = { ...shop, escalation: policy };
  const all = { ...directory, services: new Map([['shop', service]]) };
  const empty = { groups: new Map(), proved: new Map(), turns: [], gone: new Set<string>() };
  const ground = { directory: all, rota: rotaWith([]), ...empty, ...part };
  return simulate(ground, { service, severity, at, ackAfter }).steps.flatMap((step) => [
    `${(step.at.getTime() - at.getTime()) / 60_000} ${stepWords(step, say)}`,
    ...(step.kind === 'paged' ? step.to.map((page) => `- ${pageWords(page, step.at, say)}`) : []),
    ...(step.kind === 'paged' ? step.nobody.map((target) => `- nobody: ${target}`) : []),
  ]);
}

function rotaWith(overrides: Override[]): Rota {
  return new Map(
    Object.entries(directory.schedules).map(([name, schedule]) => [
      name,
      { schedule, overrides: overrides.filter((one) => one.schedule === name) },
    ]),
  );
}

describe('a simulation says', () => {
  test('which override puts somebody there', () => {
    const common = { id: 'o1', schedule: 'primary', person: 'cyd', instead: null, swap: null };
    const times = { from: at, until: new Date(at.getTime() + 60_000), createdAt: at };
    const override = { ...common, ...times, by: 'U0ANN', reason: 'a wedding' };
    expect(story('main', { rota: rotaWith([override]) })[1]).toBe(
      '- CYD (schedule primary, for BOB, by an override of ANN: a wedding): Slack at once',
    );
  });

  test('which means go out when, and which an acknowledgement calls off', () => {
    const provided = () => true;
    const proved = new Map([['U0ANN', new Set(['+4915112345678'])]]);

    expect(story('everybody', { provided }, 3 * 60_000).slice(0, 4)).toEqual([
      '0 1. all (waits 5m)',
      '- ANN (named by the policy): Slack at once; SMS not used, the address is not verified; phone not used, the address is not verified',
      '- BOB (named by the policy): Slack at once',
      '3 ANN acknowledges, paging goes on for BOB',
    ]);
    expect(story('everybody', { provided, proved }, 3 * 60_000)[1]).toBe(
      '- ANN (named by the policy): Slack at once; SMS after 2m; phone after 5m called off',
    );
  });

  test('that the others of a level go on being paged, for a day', () => {
    const told = story('everybody', {}, 3 * 60_000);

    expect(told.slice(4, 6)).toEqual([
      '5 1. all (waits 5m)',
      '- BOB (named by the policy): Slack at once',
    ]);
  });

  test('whose turn it is, after those that were had', () => {
    const turns = [{ policy: 'turns', level: 'helpers', user: 'U0CYD' }];

    expect(story('turns', { turns }).filter((line) => line.startsWith('-'))).toEqual([
      '- BOB (named by the policy): Slack at once',
      '- CYD (named by the policy): Slack at once',
      '- BOB (named by the policy): Slack at once',
    ]);
  });

  test('who is in a user group, that a group is empty, and who is reached by nothing', () => {
    const groups = new Map([['shop', ['U0CYD', 'U0STRANGER']]]);

    expect(story('grouped', { groups, gone: new Set(['U0CYD']) }).slice(1, 3)).toEqual([
      '- CYD (in the user group shop): reached by nothing: Slack not used, the account is deactivated',
      '- #shop',
    ]);
    expect(story('grouped').slice(1, 3)).toEqual(['- #shop', '- nobody: group:shop']);
  });

  test('that a gap passes to the policy that goes on', () => {
    expect(story('handed')).toEqual([
      '0 nobody: nobody is on call, so the next level is paged at once',
      '0 the policy main goes on',
      '0 1. on call (waits 5m)',
      '- BOB (schedule primary): Slack at once',
      '5 no level is left: everybody in the channel is called',
    ]);
  });
});

test.each([
  [
    'shop p2 2026-10-25T02:30 Europe/Berlin ack 7m',
    { service: 'shop', severity: 'p2', at: '2026-10-25T02:30', zone: 'Europe/Berlin', ack: '7m' },
  ],
  ['--ack 7m --service shop --zone UTC', { service: 'shop', zone: 'UTC', ack: '7m' }],
  ['P1', { service: 'here', severity: 'P1' }],
  ['stop', { service: 'stop' }],
  ['shop p1 p2', { what: 'word', said: 'p2' }],
  ['shop whenever', { what: 'word', said: 'whenever' }],
])('the words of /oncall simulate say what they are: %s', (text, read) => {
  expect(readWording(text, directory, 'here')).toMatchObject(read);
});
