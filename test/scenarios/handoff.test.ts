import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterOverride, removeOverride } from '../../src/flow/oncall/override.ts';
import { MovableClock } from '../../src/lib/clock.ts';
import { DAY, HOUR } from '../../src/lib/duration.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import type { Directory } from '../../src/service/directory.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { table } from '../harness/ledger.ts';
import { withClient } from '../harness/pg.ts';

/** Olive, Samir, Dora and again: a day each, the first change twelve hours from now. */
const begun = new Date(Date.now() - 12 * HOUR).toISOString().slice(0, 16);
const people = { U0ONCALL: 'Olive', U0SENIOR: 'Samir', U0DBA: 'Dora' };

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({
    change,
    logLevel: 'silent',
    auditPace: { everyMs: 100, settleMs: 200 },
  });
  bot.slack.anyMessage();
  await looked(bot, 'U0ONCALL');
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

function change(directory: Directory): void {
  directory.schedules.primary = Schedule.parse({
    people: ['oncall', 'senior', 'dba'],
    turn: 'day',
    start: begun,
    user_group: 'oncall',
  });
  // An acknowledgement of days ago is no part of these stories.
  directory.ack_timeout = { p1: null, p2: null, p3: null, p4: null };
}

test('at the end of a turn both are told once, with what is open and who has it', async () => {
  const { number = 0 } = (await bot.alert('KindleSyncDown')) ?? {};
  await bot.slack.as('U0ONCALL').dm().sees('KindleSyncDown').press('Acknowledge');
  await eventually('Olive has it', async () => {
    const { incident } = await bot.incident(number);
    return incident.acknowledgedBy === 'U0ONCALL';
  });
  expect(await handoffs(bot)).toEqual([]);

  await bot.advance('12h');
  await bot.slack.as('U0SENIOR').dm().sees('You are on call* for `primary` until');
  await bot.slack.as('U0SENIOR').dm().sees('Before you it was @U0ONCALL. 1 incident is open:');
  await bot.slack.as('U0SENIOR').dm().sees('Acknowledged by @U0ONCALL.');
  await bot.slack
    .as('U0ONCALL')
    .dm()
    .sees('You are not on call any more* for `primary`. @U0SENIOR');
  await bot.slack.as('U0ONCALL').dm().sees('Acknowledged by you.');
  await bot.settled();
  expect(await handoffs(bot)).toEqual(['Olive leaves', 'Samir comes']);
  expect(await inGroup()).toEqual(['U0SENIOR']);
});

test('what a bot told before it died is found, and not told again', async () => {
  // As after a crash between Slack's answer and the row: in hand once, and not settled.
  await withClient(bot.databaseUrl, async (client) => {
    await client.query(`update handoff set state = 'pending'`);
    await client.query(`insert into outbox (lane, kind, key, payload, attempts)
      select 'slack', 'handoff', 'handoff ' || id, json_build_object('kind', 'handoff', 'id', id), 1
      from handoff`);
  });
  await bot.settled();
  expect(await handoffs(bot)).toHaveLength(2);
  const rows = await table(bot.databaseUrl, 'handoff');
  expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent']);
});

test('while the same person goes on, nobody is told anything', async () => {
  await bot.advance('23h');
  await bot.settled();
  expect(await handoffs(bot)).toHaveLength(2);
});

test('an override is told as it begins and as somebody ends it', async () => {
  const { world } = bot.bot.core;
  const now = world.clock.now();
  const wish = { person: 'dba', instead: null, by: 'U0DBA', reason: null, schedule: 'primary' };
  const until = new Date(now.getTime() + HOUR / 2);
  const entered = await enterOverride(world, { ...wish, from: now, until });
  if (isRefusal(entered)) throw new Error(entered.text);
  await bot.slack.as('U0DBA').dm().sees('Before you it was @U0SENIOR');
  await removeOverride(world, entered.id, 'U0DBA');
  await bot.slack.as('U0DBA').dm().sees('@U0SENIOR is until');
  await bot.slack.as('U0SENIOR').dm().sees('Before you it was @U0DBA');
  await bot.settled();
  expect(await handoffs(bot)).toHaveLength(5);
});

test('a user group that somebody changed by hand is put right', async () => {
  await bot.slack.post('/_control/usergroup', { usergroup: 'oncall', users: ['U0CTO'] });
  await followed();
});

test('what Slack refuses about a user group is said once, with what to do, until it is mended', async () => {
  const refused = 'usergroups.users.update';
  await bot.slack.faults({ methods: [{ method: refused, answer: 'permission_denied' }] });
  await bot.slack.post('/_control/usergroup', { usergroup: 'oncall', users: ['U0CTO'] });
  const said = 'let everybody; a bot cannot be named there';
  await bot.slack.channel('incidents').sees(said);
  const tries = (await bot.slack.calls(refused)).length;
  await eventually(
    'it was tried again',
    async () => (await bot.slack.calls(refused)).length > tries,
  );
  const texts = await bot.slack.channel('incidents').texts();
  expect(texts.filter((text) => text.includes(said))).toHaveLength(1);
  await bot.slack.faults();
  await bot.api('usergroups.disable', { usergroup: 'S0ONCALL' });
  await bot.slack.channel('incidents').sees('it is disabled. Enable it in Slack');
  await bot.api('usergroups.enable', { usergroup: 'S0ONCALL' });
  await followed();
  await bot.slack.channel('incidents').sees('`oncall` follows who is on call again');
});

test('in a gap whoever leaves and the channel read it, and the user group keeps its last member', async () => {
  const { world } = bot.bot.core;
  const before = world.directory;
  const start = new Date(world.clock.now().getTime() + DAY).toISOString().slice(0, 16);
  const primary = Schedule.parse({ people: ['cto'], start, user_group: 'oncall' });
  world.directory = { ...before, schedules: { ...before.schedules, primary } };
  await bot.slack.as('U0SENIOR').dm().sees('*Nobody is* until');
  await bot.slack.channel('incidents').sees('Nobody is on call* for `primary` until');
  await bot.slack.channel('incidents').sees('*on-call engineer* of kindle-sync');
  await bot.settled();
  expect(await inGroup()).toEqual(['U0SENIOR']);

  world.directory = before;
  await bot.slack.as('U0SENIOR').dm().sees('Nobody was before you.');
  await bot.slack.channel('incidents').sees('`primary` has no gap any more');
});

test('a bot that was down over two changes tells once what is true now', async () => {
  const { offsetMs } = bot.bot.core.clock;
  await bot.stop();
  // Samir's turn ends, Dora's passes.
  const clock = new MovableClock(offsetMs + DAY + 2 * HOUR);
  await using later = await startTestBot({ change, databaseUrl: bot.databaseUrl, clock });
  later.slack.anyMessage();
  await looked(later, 'U0ONCALL');
  await later.settled();
  expect(await handoffs(later)).toEqual(['Olive comes', 'Samir leaves']);
});

/** Waits until the bot has looked who is on call. */
async function looked({ bot }: TestBot, user: string): Promise<void> {
  const { handoffs: reader } = bot.core.world.store;
  await eventually('somebody looked who is on call', async () =>
    (await reader.standings()).some((one) => one.schedule === 'primary' && one.user === user),
  );
}

async function inGroup(): Promise<unknown> {
  const answer = await bot.api('usergroups.users.list', { usergroup: 'S0ONCALL' });
  return answer.users;
}

async function followed(): Promise<void> {
  await eventually('the group has Samir alone', async () => String(await inGroup()) === 'U0SENIOR');
}

/** Every message that somebody is on call, or not any more. */
async function handoffs({ slack }: TestBot): Promise<string[]> {
  const told = Object.entries(people).map(async ([user, name]) => {
    const texts = await slack.as(user).dm().texts();
    return texts.flatMap((text) => [
      ...(text.includes('You are on call') ? [`${name} comes`] : []),
      ...(text.includes('You are not on call any more') ? [`${name} leaves`] : []),
    ]);
  });
  return (await Promise.all(told)).flat().toSorted();
}
