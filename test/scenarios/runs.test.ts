import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Action } from '../../src/action/catalogue.ts';
import type { RunState } from '../../src/action/run.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

const action = (title: string, run: string[], more: Partial<Action> = {}): Action =>
  ({ title, run, class: 'readonly', timeout: 30_000, ...more }) as Action;

beforeAll(async () => {
  Object.assign(process.env, { SHOP_TOKEN: 'value-that-is-private', SHOP_NAME: 'Corner Shop' });
  bot = await startTestBot({
    change: ({ services }) => {
      for (const { verify } of Object.values(services.get('kindle-sync')!.actions))
        for (const check of verify ?? []) check.within = 3_000;
      const shop = services.get('emailops')!;
      shop.target = { name: 'emailops-host', env: ['PATH', 'SHOP_TOKEN', 'SHOP_NAME'] };
      shop.actions = {
        ...shop.actions,
        nap: action('Take a nap', ['sleep', '30']),
        hum: action('Hum along', ['sleep', '1']),
        leak: action('Show settings', ['env'], { reveals_secrets: false }),
        slow: action('Restart slowly', ['sleep', '1'], { class: 'mutating' }),
        other: action('Restart otherwise', ['true'], { class: 'mutating' }),
      };
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const olive = () => bot.slack.as('U0ONCALL');

test('a second press on something that waits or runs is refused with where it stands', async () => {
  const { number, room } = await open('EmailServiceDown');
  const rollback = room.step('*Roll back Kindle Sync*');
  await freeze();
  await rollback.press('Roll back Kindle Sync');
  await eventually('it is asked for', async () => (await states(number)).includes('pending'));
  await rollback.press('Roll back Kindle Sync');
  await olive().isTold(
    '@U0ONCALL asked for this already; it waits for approval. One run is enough.',
  );
  await thaw();
  await rollback.press('Withdraw');
  await rollback.shows('Cancelled. Nothing ran.');
  const nap = (await open('ContainerUnhealthy', 'emailops')).room.step('*Take a nap*');
  await freeze();
  await nap.press('Take a nap');
  await nap.press('Take a nap');
  await olive().isTold('This is');
  await thaw();
  await nap.press('Cancel');
  await nap.shows('Cancelled');
});

test('a request is denied with a reason that its author reads in the channel', async () => {
  const { number, room } = await open('KindleSyncDown');
  const step = room.step('./scripts/deploy.sh rollback');
  await step.press('Roll back Kindle Sync');
  await bot.slack
    .as('U0ONCALL')
    .incident(number)
    .step('./scripts/deploy.sh rollback')
    .press('Deny');
  await olive().modal('Deny this run');
  await olive().submits({ reason: 'changed my mind' });
  expect(JSON.stringify((await olive().modal()).errors)).toContain('You asked for this run');
  await bot.slack.post('/_control/close-modal', { user: 'U0ONCALL', all: true });
  const samir = bot.slack.as('U0SENIOR');
  await samir.incident(number).step('./scripts/deploy.sh rollback').press('Deny');
  await samir.modal('Deny this run');
  await samir.submits({ reason: 'a backup is running & needs <time>' });
  await step.shows('Denied by @U0SENIOR. Nothing ran. Reason: a backup is running & needs <time>');
  expect(await states(number)).toEqual(['denied']);
  await done(number);
});

test('a request that nobody approves expires by the clock, and its button is refused afterwards', async () => {
  const { number, room } = await open('Outage');
  const step = room.step('*Roll back Kindle Sync*');
  await step.press('Roll back Kindle Sync');
  const request = await bot.slack.as('U0SENIOR').dm().sees('Approve: Roll back Kindle Sync');
  await freeze();
  await bot.advance('15m');
  await request.press('Approve');
  await bot.slack
    .as('U0SENIOR')
    .isTold('This request has expired. Press the step again to ask anew.');
  await thaw();
  await step.shows('Expired: nobody approved');
  await room.sees('Nobody approved Roll back Kindle Sync in time');
  await step.press('Roll back Kindle Sync again');
  await step.shows('Waiting for approval');
  await step.press('Approve');
  await olive().isTold('You asked for this run, so somebody else must approve it: @U0SENIOR');
  await done(number);
});

test('an approval is void when the catalogue changed after the request', async () => {
  const { number, room } = await open('Edited');
  const step = room.step('*Roll back Kindle Sync*');
  await step.press('Roll back Kindle Sync');
  const request = await bot.slack.as('U0SENIOR').incident(number).sees('[Approve]');
  const { services } = bot.bot.core.world.directory;
  const service = services.get('kindle-sync')!;
  const before = service.actions.rollback!;
  service.actions.rollback = { ...before, timeout: before.timeout + 1000 };
  await request.press('Approve');
  await bot.slack.as('U0SENIOR').isTold('The action was edited after this was requested');
  service.actions.rollback = before;
  expect(await states(number)).toEqual(['void']);
  await done(number);
});

test('a button that was drawn for another request does not approve this one', async () => {
  const { number, room } = await open('Stale');
  await room.step('*Roll back Kindle Sync*').press('Roll back Kindle Sync');
  const request = await bot.slack.as('U0SENIOR').incident(number).sees('[Approve]');
  const run = (await bot.incident(number)).runs[0]!;
  const stale = JSON.stringify({ run: run.id, fingerprint: 'of-something-else' });
  const blocks = JSON.parse(
    JSON.stringify(request.message.blocks).replaceAll(
      JSON.stringify(JSON.stringify({ run: run.id, fingerprint: run.fingerprint })),
      JSON.stringify(stale),
    ),
  );
  await bot.api('chat.update', {
    channel: request.message.channel,
    ts: request.message.ts,
    text: 'old',
    blocks,
  });
  await bot.slack.as('U0SENIOR').incident(number).sees('[Approve]').press('Approve');
  await bot.slack.as('U0SENIOR').isTold('This button belongs to an older request.');
  expect(await states(number)).toEqual(['pending']);
  await done(number);
});

test('a request can be withdrawn while it waits, and a run be stopped while it goes', async () => {
  const { number, room } = await open('ContainerNapping', 'emailops');
  const nap = room.step('*Take a nap*');
  await nap.press('Take a nap');
  await nap.shows('▶ Running on `emailops-host`');
  await bot.slack.as('U0DEV').incident(number).step('*Take a nap*').press('Cancel');
  await bot.slack.as('U0DEV').isTold('You are not among the responders of emailops');
  await nap.press('Cancel');
  await nap.shows('Cancelled: cancelled after');
  await room.sees('Take a nap was stopped: cancelled after');
  expect(await states(number)).toEqual(['cancelled']);
  await done(number);
});

test('an action asks for what its runbook leaves open, and takes what its pattern allows', async () => {
  const { number, room } = await open('ApplicationUnhealthy', 'upload-bridge');
  const step = room.step('git checkout <previous-version>');
  expect(await step.text()).toContain('asks for `version`');
  await step.press('Check out another version…');
  const form = await olive().modal('Fill in the command');
  expect(JSON.stringify(form.blocks)).toContain('git checkout {{version}}');
  expect(JSON.stringify(form.blocks)).toContain('"text":"Tag or commit"');
  const field = 'parameter:version';
  await olive().submits({ [field]: '--force' });
  expect(JSON.stringify((await olive().modal()).errors)).toContain('would read as an option');
  await olive().submits({ [field]: 'v1.4 ; rm -rf /' });
  expect(JSON.stringify((await olive().modal()).errors)).toContain('It does not match');
  await olive().submits({ [field]: 'v1.4' });
  await step.shows('Waiting for approval');
  await step.shows('With Tag or commit `v1.4`');
  await bot.slack.as('U0SENIOR').dm().sees('git checkout v1.4');
  await bot.slack.as('U0SENIOR').incident(number).step('git checkout').press('Approve');
  await step.shows('["git","checkout","v1.4"]');
  await done(number);
});

test('what destroys data or needs a shell is shown and never a button, and says why', async () => {
  const { number, room } = await open('SiteDown', 'screen2deck');
  expect(await room.step('docker system prune -a').buttons()).toEqual(['Skip']);
  expect(await room.step('docker system prune -a').text()).toContain('never a button');
  const shell = await room.step('systemctl status screen2deck-*').text();
  expect(shell).toContain(
    '*Copy only*: It uses a file pattern (`*`, `?` or `{a,b}`), which needs a shell.',
  );
  expect(await room.step('systemctl status screen2deck-*').buttons()).toEqual(['Skip']);
  await room.step('systemctl status screen2deck-*').press('Skip');
  await room.step('systemctl status screen2deck-*').shows('Skipped by @U0ONCALL');
  await done(number);
});

test('output stands in a thread below the step, and secrets are hidden there and on the record', async () => {
  const { number, room } = await open('Leaking', 'emailops');
  await room.step('*Show settings*').press('Show settings');
  await room.step('*Show settings*').shows('✓ Done: exit 0');
  const output = await room.sees('Output of Show settings');
  const parent = await room.sees('# Actions of emailops');
  expect(output.message.thread_ts).toBe(parent.message.ts);
  expect(output.text).toContain('SHOP_NAME=Corner Shop');
  const everything = [await bot.slack.messages(await room.id()), await bot.incident(number)];
  expect(JSON.stringify(everything)).not.toContain('value-that-is-private');
  await room.step('*Show settings*').press('Output');
  expect((await olive().isTold('Output of Show settings')).text).not.toContain(
    'value-that-is-private',
  );
  await done(number);
});

test('a restart that does not help offers the rollback, and that brings the service back', async () => {
  const { number, room } = await open('KindleSyncDown');
  await bot.post('/practice/fleet/kindle-sync/break', {});
  const step = room.step('Start it afresh');
  await step.press('Restart Kindle Sync');
  await approve('U0SENIOR', number, 'Start it afresh');
  await step.shows('Check failed', 60_000);
  await step.press('Roll back Kindle Sync?');
  const back = 'Go back to the version before';
  await approve('U0MANAGER', number, back);
  await room.step(back).shows('✓ Check passed', 60_000);
  expect((await states(number)).toSorted()).toEqual(['failed', 'succeeded']);
  await done(number);
});

test('two changes on one target run one after the other, while what only reads runs beside them', async () => {
  const { number, room } = await open('Crowded', 'kindle-sync');
  await room.step('*Restart Kindle Sync*').press('Restart Kindle Sync');
  await room.step('*Roll back Kindle Sync*').press('Roll back Kindle Sync');
  await approve('U0SENIOR', number, '*Restart Kindle Sync*');
  await approve('U0SENIOR', number, '*Roll back Kindle Sync*');
  await eventually(
    'both have ended',
    async () => (await states(number)).every((state) => ['succeeded', 'failed'].includes(state)),
    60_000,
  );
  const [first, second] = (await bot.incident(number)).runs.toSorted(
    (a, b) => a.startedAt!.getTime() - b.startedAt!.getTime(),
  );
  expect(second!.startedAt!.getTime()).toBeGreaterThanOrEqual(first!.finishedAt!.getTime());
  await done(number);

  const reading = await open('Reading', 'emailops');
  const again = await open('ReadingToo', 'emailops');
  await Promise.all([reading, again].map((one) => one.room.step('*Hum along*').press('Hum along')));
  const runs = await eventually('both have read', async () => {
    const both = await Promise.all([reading, again].map((one) => bot.incident(one.number)));
    const all = both.flatMap((view) => view.runs);
    return all.length === 2 && all.every(({ finishedAt }) => finishedAt) ? all : null;
  });
  expect(runs[0]!.startedAt!.getTime()).toBeLessThan(runs[1]!.finishedAt!.getTime());
  expect(runs[1]!.startedAt!.getTime()).toBeLessThan(runs[0]!.finishedAt!.getTime());
  await Promise.all([done(reading.number), done(again.number)]);
});

test('steps for people are done, skipped, and refused to strangers', async () => {
  const { number, room } = await open('HighErrorRate');
  const step = room.step('Find out what those failures have in common');
  await bot.slack.as('U0DEV').incident(number).step('Find out what').press('Done');
  await bot.slack.as('U0DEV').isTold('You are not among the responders');
  await bot.slack.as('U0DEV').incident(number).step('docker logs').press('Run');
  await bot.slack.as('U0DEV').isTold('You are not among the responders');
  await step.press('Done');
  await step.shows('✓ Done by @U0ONCALL');
  const { timeline } = await bot.incident(number);
  expect(timeline.map(({ kind }) => kind)).toContain('step-done');
  await done(number);
});

async function open(name: string, job = 'kindle-sync') {
  const opened = await bot.alert(name, { job });
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  return { number: opened.number, room: olive().incident(opened.number) };
}

async function approve(user: string, number: number, step: string): Promise<void> {
  await bot.slack.as(user).incident(number).step(step).press('Approve');
}

async function states(number: number): Promise<RunState[]> {
  return (await bot.incident(number)).runs.map(({ state }) => state);
}

/** Slack keeps showing what it shows, as on a phone without a connection. */
function freeze(): Promise<void> {
  return bot.slack.faults({ methods: [{ method: 'chat.update', answer: 'http_500' }] });
}

function thaw(): Promise<void> {
  return bot.slack.faults();
}

async function done(number: number): Promise<void> {
  await olive().types('general', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
