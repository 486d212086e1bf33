import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceFile } from '../../src/service/service.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({
    change: ({ services, approvals }) => {
      approvals.push({ severity: ['p1'], break_glass: true });
      const shop = services.get('emailops')!;
      const rule = (part: Partial<ServiceFile['approvals'][number]>) => [part];
      const action = { class: 'mutating', timeout: 30_000, run: ['true'] } as const;
      Object.assign(shop, {
        approvers: ['senior', 'manager', 'cto'],
        actions: {
          plain: { ...action, title: 'Plain' },
          wipe: { ...action, title: 'Wipe', class: 'destructive' },
          grouped: { ...action, title: 'Grouped', approvals: rule({ by: ['group:oncall'] }) },
          called: { ...action, title: 'Called', approvals: rule({ by: ['on-call:2'] }) },
          why: { ...action, title: 'Explained', approvals: rule({ reason: 'required' }) },
        },
      });
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const as = (user: string) => bot.slack.as(user);

test('whoever asked approves alone at p1, with a reason that the channel and the record keep', async () => {
  const { number, room } = await open('Glass', 'critical');
  await room('U0ONCALL').step('*Plain*').press('Plain');
  await room('U0ONCALL').step('*Plain*').shows('@U0ONCALL can break the glass');
  await room('U0ONCALL').step('*Plain*').press('Approve');
  await as('U0ONCALL').modal('Approve your own request');
  await as('U0ONCALL').submits({ reason: 'nobody answers' });
  await room('U0ONCALL').sees('@U0ONCALL broke the glass and approved their own Plain');
  await eventually('it is approved', async () => (await bot.incident(number)).runs[0]?.queuedAt);
  const { runs, approvals, timeline } = await bot.incident(number);
  expect(runs[0]).toMatchObject({ brokeGlass: true });
  expect(approvals[0]).toMatchObject({ breakGlass: true, reason: 'nobody answers' });
  expect(timeline.find(({ kind }) => kind === 'run-break-glass')?.data).toMatchObject({
    breakGlass: true,
    rule: 'rule `approvals[0]` of runbell.yaml',
  });
});

test('two approvals are two people, one of whom may think again, and the glass is no second one', async () => {
  const { number, room } = await open('Twice', 'warning');
  const step = () => room('U0ONCALL').step('*Wipe*');
  await step().press('Wipe');
  await step().shows('0 of 2 approvals');
  await step().press('Approve');
  await as('U0ONCALL').isTold('Nobody approves their own request at p3 (the default)');
  await room('U0SENIOR').step('*Wipe*').press('Approve');
  await step().shows('1 of 2 approvals (@U0SENIOR). @U0MANAGER or @U0CTO can approve');
  await room('U0SENIOR').step('*Wipe*').press('Approve');
  await as('U0SENIOR').isTold('it needs 2 different people (the default for destructive)');
  await as('U0SENIOR').dm().sees('You approved.').press('Take back approval');
  await step().shows('0 of 2 approvals');
  await room('U0MANAGER').step('*Wipe*').press('Approve');
  await room('U0CTO').step('*Wipe*').press('Approve');
  await eventually('it is approved', async () => (await bot.incident(number)).runs[0]?.queuedAt);
  const kinds = (await bot.incident(number)).timeline.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'approval-withdrawn')).toHaveLength(1);
});

test('a group of Slack approves, and as it is now', async () => {
  await bot.slack.post('/_control/usergroup', { usergroup: 'oncall', users: ['U0DEV'] });
  const { number, room } = await open('Group', 'warning');
  await room('U0ONCALL').step('*Grouped*').press('Grouped');
  await room('U0SENIOR').step('*Grouped*').press('Approve');
  await as('U0SENIOR').isTold('actions.grouped.approvals[0]');
  await as('U0DEV').dm().sees('Approve: Grouped').press('Approve');
  await eventually('it is approved', async () => (await bot.incident(number)).runs[0]?.queuedAt);
});

test('whoever is on call at a level approves, and is reminded at half the time', async () => {
  const { number, room } = await open('Called', 'warning');
  await room('U0ONCALL').step('*Called*').press('Called');
  await as('U0MANAGER').dm().sees('Approve: Called');
  await bot.advance('8m');
  const reminder = await as('U0MANAGER').dm().sees('Still waiting for you: Called');
  await reminder.press('Approve');
  await eventually('it is approved', async () => (await bot.incident(number)).runs[0]?.queuedAt);
  await eventually('the reminder has its end', async () => {
    const texts = await as('U0MANAGER').dm().texts();
    return texts.every((text) => !text.includes('Still waiting for you'));
  });
});

test('a rule may want a reason, and a deactivated approver is refused', async () => {
  const { number, room } = await open('Why', 'warning');
  await room('U0ONCALL').step('*Explained*').press('Explained');
  await bot.slack.post('/_control/member', { user: 'U0CTO', deleted: true });
  await eventually('Slack has said so', async () => {
    await room('U0CTO').step('*Explained*').press('Approve');
    return as('U0CTO').isTold('This account is deactivated: only full members');
  });
  await room('U0SENIOR').step('*Explained*').press('Approve');
  await as('U0SENIOR').modal('Approve this run');
  await as('U0SENIOR').submits({ reason: 'I looked at it' });
  await eventually('it is approved', async () => (await bot.incident(number)).runs[0]?.queuedAt);
  expect((await bot.incident(number)).approvals[0]).toMatchObject({ reason: 'I looked at it' });
});

async function open(name: string, severity: string) {
  const opened = await bot.alert(name, { job: 'emailops', severity });
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  const { number } = opened;
  return { number, room: (user: string) => as(user).incident(number) };
}
