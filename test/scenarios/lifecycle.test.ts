import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({
    change: (directory) => {
      const { policies } = directory;
      directory.fallback_channel = 'all-hands';
      policies.emailops!.levels[0]!.page = [];
      policies['upload-bridge']!.levels[0]!.page = ['security'];
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

test('an acknowledgement from the page stops paging, and a second one is refused by name', async () => {
  const { number, channel } = await open('Acked');
  const page = bot.slack.as('U0ONCALL').dm();
  await page.sees('Acked on kindle-sync').press('Acknowledge');
  await channel.sees('Acknowledged by @U0ONCALL. Paging has stopped.');
  await page.sees('You acknowledged it. Paging has stopped; the channel has the steps.');
  await channel.sees('Paging: acknowledged by @U0ONCALL');
  await bot.slack.as('U0SENIOR').types('general', `/incident ack ${number}`);
  await bot.slack.as('U0SENIOR').isTold('@U0ONCALL has acknowledged this incident already.');
  await bot.slack.as('U0ONCALL').types('general', `/incident ack ${number}`);
  await bot.slack.as('U0ONCALL').isTold('You have acknowledged this incident already');
  await bot.advance('25m');
  expect(await paged(number)).toEqual(['U0ONCALL']);
  expect((await bot.incident(number)).incident).toMatchObject({
    lead: 'U0ONCALL',
    status: 'acknowledged',
  });
});

test('resolving withdraws what still waits for approval, and the digest has one line that was edited', async () => {
  const { number, channel } = await open('KindleSyncDown');
  const olive = bot.slack.as('U0ONCALL');
  await channel.step('./scripts/deploy.sh rollback').press('Roll back Kindle Sync');
  const request = await bot.slack.as('U0SENIOR').dm().sees('./scripts/deploy.sh rollback');
  await channel.sees('[Ack]').press('Resolve');
  await olive.modal('Resolve the incident');
  // Slack shows the old buttons for as long as it takes no edits.
  await bot.slack.faults({ methods: [{ method: 'chat.update', answer: 'http_500' }] });
  await olive.submits({ summary: 'somebody pulled the plug & put it back' });
  expect((await bot.incident(number)).runs.map(({ state }) => state)).toEqual(['cancelled']);
  await request.press('Approve');
  await bot.slack.as('U0SENIOR').isTold('This request was withdrawn.');
  await bot.slack.faults();
  await channel.sees('Resolved by @U0ONCALL: somebody pulled the plug & put it back');
  await eventually('the card offers to reopen and nothing else', async () => {
    const card = (await channel.texts())[0] ?? '';
    return card.includes('[Reopen]') && !card.includes('[Ack]');
  });
  await eventually('its one line in the digest says so', async () => {
    const texts = await bot.slack.channel('incidents').texts();
    const lines = texts.filter((line) => line.includes('KindleSyncDown on kindle-sync'));
    return lines.length === 1 && lines[0]?.includes('✓ Resolved after');
  });
});

test('a step of a resolved incident cannot be pressed, and an escalation of it is refused', async () => {
  const { number, channel } = await open('EmailServiceDown');
  const before = await channel.sees('docker logs kindle-sync-app');
  await bot.slack.faults({ methods: [{ method: 'chat.update', answer: 'http_500' }] });
  await done(number);
  await before.at('docker logs kindle-sync-app').press('Run');
  await bot.slack.as('U0ONCALL').isTold('is resolved. Reopen it first');
  await bot.slack.faults();
  await bot.slack.as('U0ONCALL').types('general', `/incident escalate ${number}`);
  await bot.slack
    .as('U0ONCALL')
    .isTold('is resolved, so it cannot be escalated. Use `/incident reopen` first.');
  expect((await bot.incident(number)).runs).toEqual([]);
});

test('reopening pages again from the first level', async () => {
  const { number, channel } = await open('Comeback');
  await bot.advance('5m');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR']);
  await bot.slack.as('U0ONCALL').types('general', `/incident resolve #${number} done`);
  await channel.sees('[Reopen]').press('Reopen');
  await channel.sees('Reopened by @U0ONCALL. Paging starts again.');
  await bot.advance('5m');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR', 'U0ONCALL', 'U0SENIOR']);
  await done(number);
});

test('an incident whose alert has opened a newer one is not reopened beside it', async () => {
  const { number, channel } = await open('Succeeded');
  await done(number);
  const newer = await open('Succeeded');
  expect(newer.number).toBeGreaterThan(number);
  await channel.sees('[Reopen]').press('Reopen');
  await bot.slack.as('U0ONCALL').isTold(`The same alert opened incident ${newer.number}`);
  expect((await bot.incident(number)).incident.status).toBe('resolved');
  await done(newer.number);
});

test('raising the severity pages again also after an acknowledgement; lowering it to one that does not page stops', async () => {
  const { number, channel } = await open('Shifting', { severity: 'warning' });
  expect(await paged(number)).toEqual([]);
  const olive = bot.slack.as('U0ONCALL');
  await olive.types('general', `/incident ack ${number}`);
  await olive.isTold(`Acknowledged incident ${number}`);
  await olive.types('general', `/incident severity ${number} p2`);
  await channel.sees(
    'raised from P3 to P2 by @U0ONCALL. Paging starts again from the first level.',
  );
  await bot.advance('5m');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR']);
  await olive.types('general', `/incident severity ${number} p3`);
  await channel.sees('P3 does not page: paging has stopped.');
  await bot.advance('2h');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR']);
  await olive.types('general', `/incident severity ${number} p3`);
  await olive.isTold(`Incident ${number} is P3 already.`);
  await done(number);
});

test('an escalation by hand pages the next level also after an acknowledgement, and who was paged may take over', async () => {
  const { number, channel } = await open('NeedsHands');
  await bot.slack.as('U0ONCALL').types('general', `/incident ack ${number}`);
  await channel.sees('Acknowledged by @U0ONCALL');
  await channel.sees('[Escalate]').press('Escalate');
  await channel.sees('Escalated by @U0ONCALL.');
  const page = bot.slack.as('U0SENIOR').dm();
  await page.sees('NeedsHands on kindle-sync').press('Acknowledge');
  await channel.sees('Acknowledged by @U0SENIOR.');
  await bot.advance('25m');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR']);
  await done(number);
});

test('a level where nobody is on call passes at once to the next one, and says so', async () => {
  const { number, channel } = await open('ContainerUnhealthy', { job: 'emailops' });
  await channel.sees('Nobody is on call for technical support, so paging moves on at once.');
  expect(await paged(number)).toEqual(['U0MANAGER']);
  await done(number);
});

test('a page that Slack refuses is said in the channel, and the next level is paged at once', async () => {
  await bot.slack.faults({
    methods: [{ method: 'conversations.open', answer: 'user_not_found', times: 1 }],
  });
  const { number, channel } = await open('Unreachable', { job: 'upload-bridge' });
  await channel.sees(
    '@U0SECURITY could not be paged: Slack says `user_not_found`. Nobody else is at this level, so paging moves on at once.',
  );
  await bot.slack.as('U0SENIOR').dm().sees('Unreachable on upload-bridge');
  expect((await bot.incident(number)).pages.map(({ user, state }) => [user, state])).toEqual([
    ['U0SECURITY', 'failed'],
    ['U0SENIOR', 'sent'],
  ]);
  await bot.slack.faults();
  await done(number);
});

test('when everybody was paged the whole channel is called once, and its button still takes the incident', async () => {
  const { number, channel } = await open('Ignored');
  await bot.advance('3h');
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR', 'U0MANAGER', 'U0CTO', 'U0CTO']);
  const fallback = bot.slack.channel('all-hands');
  await fallback.sees('Everyone on the policy kindle-sync was paged');
  await channel.sees('<!channel> Everyone on the policy kindle-sync was paged').press('Ack');
  await channel.sees('Acknowledged by @U0ONCALL');
  await fallback.sees(`✓ Incident ${number} is acknowledged: @U0ONCALL`);
  await bot.advance('25m');
  const calls = (await channel.texts()).filter((text) => text.includes('<!channel>'));
  expect(calls).toHaveLength(1);
  await done(number);
});

test('mitigated stops paging and stays open until it is resolved', async () => {
  const { number, channel } = await open('Calmed');
  await bot.slack.as('U0ONCALL').types('general', `/incident mitigate ${number}`);
  await channel.sees('Mitigated, says @U0ONCALL. Still open until it is resolved.');
  await channel.sees('Mitigated: the harm has stopped');
  await bot.slack.as('U0SENIOR').types('general', `/incident ack ${number}`);
  await bot.slack.as('U0SENIOR').isTold('is mitigated, so it cannot be acknowledged.');
  await bot.advance('2h');
  expect(await paged(number)).toEqual(['U0ONCALL']);
  await done(number);
  await eventually('the topic says so', async () =>
    (await channel.find()).topic.includes('resolved'),
  );
});

test('two people who escalate at the same moment page one level', async () => {
  const { number } = await open('Hasty');
  const [one, two] = await Promise.all(
    ['U0ONCALL', 'U0SENIOR'].map((user) => bot.slack.as(user).incident(number).sees('[Escalate]')),
  );
  await Promise.all([one!.press('Escalate'), two!.press('Escalate')]);
  await eventually('the second level is paged', async () => (await paged(number)).length > 1);
  await bot.settled();
  expect(await paged(number)).toEqual(['U0ONCALL', 'U0SENIOR']);
  await done(number);
});

test.each(['Ack', 'Resolve', 'Escalate'])('a stranger may not press %s', async (label) => {
  const { number } = await open(`Stranger${label}`);
  const dev = bot.slack.as('U0DEV');
  await dev.incident(number).sees('[Ack]').press(label);
  if (label === 'Resolve') {
    await dev.modal('Resolve');
    await dev.submits({ summary: 'mine' });
    expect(JSON.stringify((await dev.modal()).errors)).toContain('not among the responders');
    await bot.slack.post('/_control/close-modal', { user: 'U0DEV', all: true });
  } else await dev.isTold('You are not among the responders of kindle-sync');
  expect((await bot.incident(number)).incident.status).toBe('open');
  await done(number);
});

async function open(name: string, labels: Record<string, string> = {}) {
  const opened = await bot.alert(name, labels);
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  await bot.settled();
  return { number: opened.number, channel: bot.slack.as('U0ONCALL').incident(opened.number) };
}

async function paged(number: number): Promise<string[]> {
  return (await bot.incident(number)).pages.map(({ user }) => user ?? '');
}

async function done(number: number): Promise<void> {
  await bot.slack.as('U0ONCALL').types('general', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
