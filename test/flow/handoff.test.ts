import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGaps } from '../../src/flow/oncall/gaps.ts';
import { followingOnCall } from '../../src/flow/oncall/hand-over.ts';
import { handoffNews } from '../../src/flow/oncall/handoff-news.ts';
import { enterOverride, removeOverride } from '../../src/flow/oncall/override.ts';
import { readRota } from '../../src/flow/oncall/rota.ts';
import { keptGroups } from '../../src/flow/oncall/user-groups.ts';
import { advance } from '../../src/flow/page/advance.ts';
import type { World } from '../../src/flow/ports.ts';
import { tick } from '../../src/flow/tick.ts';
import { HOUR } from '../../src/lib/duration.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { Policy } from '../../src/oncall/policy.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { onCallAt } from '../../src/oncall/schedule-turns.ts';
import { table } from '../harness/ledger.ts';
import { flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let one: World;
let other: World;
beforeAll(async () => {
  ground = await flowGround();
  [one, other] = [ground.world(), ground.world()];
});
afterAll(async () => {
  await ground?.[Symbol.asyncDispose]();
});

const inHours = (hours: number) => new Date(ground.clock.now().getTime() + hours * HOUR);

/** Both bots read the same files; who is on call is looked up by one of them. */
async function planned(name: string, written: object): Promise<void> {
  const schedules = { ...one.directory.schedules, [name]: Schedule.parse(written) };
  for (const world of [one, other]) world.directory = { ...world.directory, schedules };
  await followingOnCall(one)();
}

/** `n kind user`, of all that was ever written down to be told. */
async function told(schedule: string): Promise<string[]> {
  const rows = await table(ground.url, 'handoff');
  return rows
    .filter((row) => row.schedule === schedule)
    .map(({ n, kind, user_id: user }) => `${n} ${kind} ${user}`)
    .toSorted();
}

/** The second has the turn that ends within the hour. */
const hourly = (people: string[]) => ({
  people,
  turn: 'hour',
  start: inHours(-1).toISOString().slice(0, 16),
});

test('of two bots at the end of a turn one writes it down, and a third look changes nothing', async () => {
  await planned('two', hourly(['oncall', 'senior']));
  expect(await told('two')).toEqual([]);
  ground.clock.advanceTo(inHours(1));
  await Promise.all([tick(one), tick(other), followingOnCall(other)(), followingOnCall(one)()]);
  await tick(one);

  expect(await told('two')).toEqual(['1 comes U0ONCALL', '1 leaves U0SENIOR']);
});

test('an override tells whoever comes as it is entered, both as it ends before its time, and nothing at its old end', async () => {
  await planned('over', { people: ['oncall'] });
  const wish = { schedule: 'over', person: 'dba', instead: null, by: 'U0DBA', reason: null };
  const entered = await enterOverride(one, { ...wish, from: inHours(0), until: inHours(5) });
  if (isRefusal(entered)) throw new Error(entered.text);
  await tick(other);
  expect(await told('over')).toEqual(['1 comes U0DBA']);

  ground.clock.advanceTo(inHours(1));
  await removeOverride(other, entered.id, 'U0DBA');
  await tick(one);
  expect(await told('over')).toHaveLength(3);
  await advance(one, ground.clock, 5 * HOUR);
  expect((await told('over')).filter((line) => !line.startsWith('1'))).toEqual([
    '2 comes U0ONCALL',
    '2 leaves U0DBA',
  ]);
});

test('of sixty overrides, removals and looks at once by two bots none is missed, and none waits for ever', async () => {
  await planned('busy', { people: ['oncall', 'senior'], turn: 'day' });
  const worlds = [one, other] as const;
  const someone = ['dba', 'cto', 'manager', 'security'];
  const acts = Array.from({ length: 60 }, (_, n) => async () => {
    const world = worlds[n % 2]!;
    const wish = { schedule: 'busy', instead: null, by: 'U0CTO', reason: null };
    const person = someone[n % 4]!;
    const entered = await enterOverride(world, {
      ...wish,
      person,
      from: inHours(0),
      until: inHours(1 + (n % 7)),
    });
    if (n % 3 === 0) await tick(world);
    if (n % 10 === 0) await followingOnCall(world)();
    if (n % 2 === 0 && !isRefusal(entered)) await removeOverride(world, entered.id, 'U0CTO');
  });
  await Promise.all(acts.map((act) => act()));
  await tick(one);

  expect(ground.logged).toEqual([]);
  const rota = (await readRota(one.directory, one.store.overrides, inHours(0))).get('busy')!;
  const { person = '' } = onCallAt(rota.schedule, rota.overrides, inHours(0)) ?? {};
  const standing = (await one.store.handoffs.standings()).find((at) => at.schedule === 'busy');
  expect(standing?.user).toBe(one.directory.people[person]?.slack);
  const turns = (await told('busy'))
    .filter((line) => line.includes('comes'))
    .map((line) => Number.parseInt(line, 10));
  expect(turns.toSorted((a, b) => a - b)).toEqual(turns.map((_, index) => index + 1));
});

test('an override to come wakes nobody now, and both when it begins and ends', async () => {
  await planned('later', { people: ['oncall'] });
  const wish = { schedule: 'later', person: 'cto', instead: null, by: 'U0CTO', reason: null };
  await enterOverride(one, { ...wish, from: inHours(2), until: inHours(3) });
  await tick(one);
  expect(await told('later')).toEqual([]);
  await advance(one, ground.clock, 4 * HOUR);
  expect(await told('later')).toEqual([
    '1 comes U0CTO',
    '1 leaves U0ONCALL',
    '2 comes U0ONCALL',
    '2 leaves U0CTO',
  ]);
});

test('an edited file is a hand-off; a file that is quiet tells nobody; one that is gone is forgotten', async () => {
  await planned('edited', { people: ['oncall'] });
  await planned('edited', { people: ['dba'] });
  expect(await told('edited')).toEqual(['1 comes U0DBA', '1 leaves U0ONCALL']);
  await planned('edited', { people: ['cto'], handoff_messages: 'off' });
  expect(await told('edited')).toHaveLength(2);

  const { edited: _, ...rest } = one.directory.schedules;
  one.directory = { ...one.directory, schedules: rest };
  await followingOnCall(one)();
  const known = (await one.store.handoffs.standings()).map(({ schedule }) => schedule);
  expect(known).not.toContain('edited');
});

test('what waited while two more turns ended is told to nobody whom it is not true of any more', async () => {
  await planned('slow', hourly(['oncall', 'senior', 'dba']));
  await advance(one, ground.clock, 2 * HOUR);
  expect(await told('slow')).toEqual([
    '1 comes U0DBA',
    '1 leaves U0SENIOR',
    '2 comes U0ONCALL',
    '2 leaves U0DBA',
  ]);

  const news = [];
  for (const line of await told('slow'))
    news.push(await handoffNews(one, await idOf('slow', line)));
  expect(news).toMatchObject([
    null,
    { kind: 'leaves', user: 'U0SENIOR', onCall: 'U0ONCALL' },
    { kind: 'comes', user: 'U0ONCALL' },
    null,
  ]);
});

test('schedules that share a user group fill it together; one that nobody has read yet keeps it as it is', async () => {
  const shared = { user_group: 'sre' };
  await planned('a', { people: ['oncall'], ...shared });
  await planned('b', { people: ['dba'], ...shared });
  await planned('c', { people: ['oncall'], ...shared });
  const wanted = { name: 'sre', schedules: ['a', 'b', 'c'], users: ['U0ONCALL', 'U0DBA'] };
  expect(await keptGroups(one)).toEqual([wanted]);

  await planned('d', { ical: 'https://example.com/d.ics', people: {}, ...shared });
  expect(await keptGroups(one)).toEqual([]);
});

test.each([
  ['its level has nobody', {}, ['kindle-sync: first']],
  ['somebody else is paged at its level', { page: ['schedule:hole', 'dba'] }, []],
  ['the next in line is paged as well', { page: ['schedule:hole', 'schedule:hole+1'] }, []],
  ['its level is never paged meanwhile', { when: 'tomorrow' }, []],
  ['a user group is paged with it', { page: ['schedule:hole', 'group:sre'] }, []],
])('a gap is shown as far as pages find nobody: %s', async (_, level, shown) => {
  await planned('hole', { people: ['oncall'], start: inHours(2).toISOString().slice(0, 16) });
  const written = { name: 'first', page: ['schedule:hole'], wait: '5m', ...level };
  if ('when' in level) Object.assign(written, { when: tomorrow() });
  const policy = Policy.parse({ levels: [written] });
  const directory = {
    ...one.directory,
    policies: { ...one.directory.policies, 'kindle-sync': policy },
  };

  const gaps = await openGaps({ ...one, directory });
  expect(gaps.flatMap(({ levels }) => levels.map((one) => `${one.service}: ${one.level}`))).toEqual(
    shown,
  );
  if (shown.length > 0) expect(gaps[0]).toMatchObject({ schedule: 'hole', next: 'U0ONCALL' });
});

function tomorrow() {
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][inHours(24).getUTCDay()];
  return { days: [day], from: inHours(24).toISOString().slice(11, 16), to: '24:00', zone: 'UTC' };
}

async function idOf(schedule: string, line: string): Promise<string> {
  const rows = await table(ground.url, 'handoff');
  const found = rows.find(
    (row) => row.schedule === schedule && `${row.n} ${row.kind} ${row.user_id}` === line,
  );
  return String(found?.id);
}
