import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { type RecorderPrograms, recorderPrograms } from '../harness/recorder.ts';
import type { Room } from '../harness/slack-side.ts';

let bot: TestBot;
let programs: RecorderPrograms;
let health: Server;
/** What the health endpoint of every service but kindle-sync answers. */
let answer = 200;
const path = process.env.PATH;

beforeAll(async () => {
  programs = await recorderPrograms(['docker', 'docker-compose', 'kubectl', 'git']);
  process.env.PATH = programs.path;
  health = createServer((_, response) => response.writeHead(answer).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => health.once('listening', resolve));
  const http = `http://127.0.0.1:${(health.address() as AddressInfo).port}/health`;
  bot = await startTestBot({
    // Its programs are stand-ins, so the try-out's gate would only be in their way.
    gate: async () => null,
    change: ({ services }) => {
      for (const [name, { actions }] of services) {
        for (const action of Object.values(actions)) {
          if (name !== 'kindle-sync' && action.class !== 'readonly')
            action.verify = [{ http, status: 200, within: 2_000 }];
        }
      }
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  process.env.PATH = path;
  await bot?.[Symbol.asyncDispose]();
  await programs?.[Symbol.asyncDispose]();
  health?.close();
});

beforeEach(() => {
  answer = 200;
});

const olive = () => bot.slack.as('U0ONCALL');

test('kindle-sync: a restart whose check passes asks whether it is over, and a no takes the question away', async () => {
  const { number, room } = await fire('kindle-sync', 'KindleSyncDown');
  await pressAction(number, 'Restart Kindle Sync');
  const question = await room.sees('Its check passed. Is the incident over?');
  expect(question.text).toContain('Restart Kindle Sync* succeeded: exit 0');
  expect(question.buttons).toEqual(['Resolve', 'Not yet']);
  await question.press('Not yet');
  await room.sees('Kept open by @U0ONCALL');
  await isSettled(room, 'Restart Kindle Sync succeeded: exit 0');
  expect((await bot.incident(number)).incident.status).toBe('open');
  await resolve(number);
});

test('screen2deck: a restart that does not help offers the rollback, which is approved by itself, checked, and ends the incident', async () => {
  const { number, room } = await fire('screen2deck', 'SiteDown');
  answer = 503;
  await pressAction(number, 'Restart the backend');
  const question = await room.sees('Undo the last rollout?');
  expect(question.text).toContain('Restart the backend* failed: exit 0, but the check failed');
  expect((await states(number)).join()).toBe('failed');
  answer = 200;
  await question.press('Undo the last rollout');
  await eventually('it waits', async () => (await states(number)).includes('pending'));
  await isSettled(room, 'Restart the backend failed: exit 0, but the check failed');
  await bot.slack.as('U0SENIOR').incident(number).step('*Undo the last rollout*').press('Approve');
  await room.sees('Its check passed. Is the incident over?').press('Resolve');
  await olive().modal('Resolve');
  await olive().submits({ summary: 'the rollout was bad' });
  await room.sees('Resolved by @U0ONCALL: the rollout was bad');
  expect((await programs.calls()).map(({ argv }) => argv.join(' '))).toEqual([
    'docker-compose restart backend',
    'kubectl rollout undo deployment/backend',
  ]);
});

test.each([
  [
    'newsletter',
    'ApplicationDown',
    'Restart the application',
    {},
    'docker-compose restart newsletter-app',
  ],
  ['emailops', 'ContainerUnhealthy', 'Restart EmailOps', {}, 'docker compose restart app'],
  [
    'upload-bridge',
    'ApplicationUnhealthy',
    'Check out another version',
    { 'parameter:version': 'v3.1.4' },
    'git checkout v3.1.4',
  ],
])(
  '%s: %s, %s with %j runs once, is checked, and says that it helped',
  async (service, alert, title, values, line) => {
    const { number, room } = await fire(service, alert);
    const before = (await programs.calls()).length;
    await pressAction(number, title, values);
    await room.sees(`${title} succeeded: exit 0`);
    await room.sees('Its check passed. Is the incident over?');
    const calls = (await programs.calls()).slice(before);
    expect(calls.map(({ argv }) => argv.join(' '))).toEqual([line]);
    await resolve(number);
  },
);

test('an alert that fires again after the check does not ask twice', async () => {
  const { number, room } = await fire('emailops', 'ContainerRestarting');
  await pressAction(number, 'Restart EmailOps');
  await room.sees('Its check passed. Is the incident over?');
  await bot.alert('ContainerRestarting', { job: 'emailops' }, 'resolved');
  const newer = await room.sees('All alerts have resolved. Is the incident over?');
  await isSettled(room, 'Restart EmailOps succeeded: exit 0');
  expect(newer.buttons).toEqual(['Yes, resolve', 'No, keep it open']);
  await resolve(number);
});

async function fire(service: string, name: string) {
  const opened = await bot.alert(name, { job: service, severity: 'critical' });
  if (opened?.action !== 'opened') throw new Error(`${name} ${opened?.action}`);
  return { number: opened.number, room: olive().incident(opened.number) };
}

/** Olive presses an action of the catalogue, Samir approves it. */
async function pressAction(number: number, title: string, values: Record<string, string> = {}) {
  const asks = Object.keys(values).length > 0;
  await olive()
    .incident(number)
    .sees('Actions of')
    .press(asks ? `${title}…` : title);
  if (asks) {
    await olive().modal('Fill in the command');
    await olive().submits(values);
  }
  const samir = bot.slack.as('U0SENIOR').incident(number);
  const [run] = await eventually('it is asked for', async () => {
    const { runs } = await bot.incident(number);
    return runs.some(({ state }) => state === 'pending') ? runs : null;
  });
  expect(run?.requestedBy).toBe('U0ONCALL');
  await samir.step(`*${title}*`).press('Approve');
}

/** The message is still there, and asks nothing any more. */
async function isSettled(room: Room, words: string) {
  await eventually(`"${words}" asks nothing any more`, async () => {
    const message = await room.sees(words);
    return message.buttons.length === 0 && !message.text.includes('?');
  });
}

async function states(number: number): Promise<string[]> {
  return (await bot.incident(number)).runs.map(({ state }) => state);
}

async function resolve(number: number): Promise<void> {
  await olive().types('incidents', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
