import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({ logLevel: 'silent' });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const olive = () => bot.slack.as('U0ONCALL');

test('after the connection was dropped, buttons and commands work again and nothing stands twice', async () => {
  const { number, room } = await open('Dropped');
  await bot.slack.faults({ dropSocket: true });
  await eventually('the bot is back', async () => (await bot.slack.state()).app.connected, 20_000);
  await olive().types('general', `/incident note #${number} still here`);
  await room.sees('Note by @U0ONCALL: still here');
  await room.sees('[Ack]').press('Ack');
  await room.sees('Acknowledged by @U0ONCALL');
  await expectOnce(number);
  await done(number);
});

test('while edits are rate limited posts go on, and the card catches up afterwards', async () => {
  const { number, room } = await open('Limited');
  await bot.slack.faults({
    methods: [{ method: 'chat.update', answer: 'ratelimited', retryAfter: 1, times: 2 }],
  });
  await olive().types('general', `/incident ack ${number}`);
  await room.sees('Acknowledged: somebody is on it', 15_000);
  await room.sees('Acknowledged by @U0ONCALL');
  await bot.slack.faults();
  await expectOnce(number);
  await done(number);
});

test('Slack answers 500 to everything: the alert is taken, and all of it stands there once it is back', async () => {
  await bot.slack.faults({ methods: [{ method: '*', answer: 'http_500' }] });
  const opened = await bot.alert('KindleSyncDown');
  expect(opened?.action).toBe('opened');
  await bot.alert('KindleSyncDown');
  await eventually('the bot has tried', async () =>
    (await bot.slack.calls('chat.postMessage')).some(({ ok }) => !ok),
  );
  await bot.slack.faults();
  const room = olive().incident(opened!.number);
  await room.sees('Alerts: 1 firing', 20_000);
  await room.sees('# KindleSyncDown', 20_000);
  await olive().dm().sees('KindleSyncDown on kindle-sync', 20_000);
  await expectOnce(opened!.number);
  await done(opened!.number);
});

test('a page goes out while everything else is rate limited', async () => {
  await bot.slack.faults({
    methods: ['conversations.create', 'chat.update', 'conversations.setTopic'].map((method) => ({
      method,
      answer: 'ratelimited',
      retryAfter: 2,
      times: 3,
    })),
  });
  const { number } = (await bot.alert('PageFirst'))!;
  await olive().dm().sees('PageFirst on kindle-sync', 3_000);
  const names = (await bot.slack.state()).channels.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith(`inc-${number}-`))).toEqual([]);
  await olive().dm().sees('PageFirst on kindle-sync').press('Acknowledge');
  await bot.slack.faults();
  await bot.slack.incident(number).sees('Acknowledged by @U0ONCALL', 20_000);
  await done(number);
});

test('a button press that Slack delivers twice does its work once', async () => {
  const { number, room } = await open('Outage');
  const rollback = room.step('*Roll back Kindle Sync*');
  await bot.slack.faults({ redeliver: 1 });
  await rollback.press('Roll back Kindle Sync');
  await rollback.shows('Waiting for approval');
  await bot.slack.faults({ redeliver: 1 });
  await bot.slack.as('U0SENIOR').incident(number).step('*Roll back Kindle Sync*').press('Approve');
  await eventually(
    'it has run',
    async () => (await bot.incident(number)).runs.every(({ finishedAt }) => finishedAt !== null),
    20_000,
  );
  await bot.slack.faults({ redeliver: 1 });
  await olive().types('general', `/incident ack ${number}`);
  await room.sees('Acknowledged by @U0ONCALL');
  await bot.settled();
  const { runs, approvals, timeline } = await bot.incident(number);
  expect(runs).toHaveLength(1);
  expect(approvals).toHaveLength(1);
  expect(timeline.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  await bot.slack.faults();
  await done(number);
});

test('a card that somebody deleted is posted again with the next change', async () => {
  const { number, room } = await open('Deleted');
  const card = await room.sees('[Ack]');
  await bot.api('chat.delete', { channel: card.message.channel, ts: card.message.ts });
  await olive().types('general', `/incident ack ${number}`);
  await room.sees('Acknowledged: somebody is on it');
  await done(number);
});

test('an incident whose channel was archived still pages, is acknowledged and resolved', async () => {
  const { number, room } = await open('Archived');
  const channel = await room.id();
  await bot.api('conversations.archive', { channel });
  await bot.advance('5m');
  await bot.slack.as('U0SENIOR').dm().sees('Archived on kindle-sync').press('Acknowledge');
  await eventually(
    'it is acknowledged',
    async () => (await bot.incident(number)).incident.status === 'acknowledged',
  );
  await done(number);
  await bot.settled();
  await eventually('the digest says so', async () =>
    (await bot.slack.channel('incidents').texts()).some(
      (line) => line.includes('Archived on') && line.includes('✓ Resolved'),
    ),
  );
});

test('a channel name that is taken gets a number', async () => {
  const { number } = await open('Namesake');
  await done(number);
  await bot.api('conversations.create', { name: `inc-${number + 1}-taken-on-kindle-sync` });
  const { number: next } = await open('Taken');
  expect(next).toBe(number + 1);
  await bot.slack.channel(`inc-${next}-taken-on-kindle-sync-2`).sees('[Ack]');
  await done(next);
});

test('a message of an older version is answered, not ignored', async () => {
  const { number, room } = await open('Ancient');
  const card = await room.sees('[Ack]');
  const blocks = JSON.parse(JSON.stringify(card.message.blocks).replaceAll('v1:', 'v0:'));
  await bot.api('chat.update', {
    channel: card.message.channel,
    ts: card.message.ts,
    text: 'old',
    blocks,
  });
  await room.sees('[Ack]').press('Ack');
  await olive().isTold('This message is from another version of Runbell.');
  await done(number);
});

async function open(name: string) {
  const opened = await bot.alert(name);
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  await bot.settled();
  return { number: opened.number, room: olive().incident(opened.number) };
}

/** Each thing that Runbell keeps in the channel stands there exactly once. */
async function expectOnce(number: number): Promise<void> {
  await bot.settled();
  const messages = await bot.slack.messages(await bot.slack.incident(number).id());
  const slots = messages.flatMap(
    ({ metadata }) => String(metadata?.event_payload.slot ?? '') || [],
  );
  expect(slots.length).toBeGreaterThan(2);
  expect(slots).toEqual([...new Set(slots)]);
  const dm = await bot.slack.messages('U0ONCALL');
  const pages = dm.filter(({ metadata }) =>
    String(metadata?.event_payload.slot).startsWith('page:'),
  );
  const { pages: known } = await bot.incident(number);
  const ours = pages.filter(({ ts }) => known.some(({ messageTs }) => messageTs === ts));
  expect(ours).toHaveLength(known.filter(({ user }) => user === 'U0ONCALL').length);
}

async function done(number: number): Promise<void> {
  await olive().types('general', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
