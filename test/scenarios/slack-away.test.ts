import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { liveRedactor } from '../../src/action/redact.ts';
import { type Bot, startBot } from '../../src/app.ts';
import type { Settings } from '../../src/config/env.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { createLog } from '../../src/lib/log.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { webhook } from '../harness/bot.ts';
import { freshDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { SlackSide } from '../harness/slack-side.ts';

const undo: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('a bot that starts while Slack is down takes alerts, and comes up with Slack', async () => {
  const { workspace, slack, start } = await ground();
  await slack.post('/_control/faults', { methods: [{ method: '*', answer: 'http_500' }] });

  const bot = await start({ botToken: workspace.botToken, appToken: workspace.appToken });
  const response = await fetch(`${bot.url}/hooks/alertmanager/long-and-random`, {
    method: 'POST',
    body: JSON.stringify(
      webhook({ alertname: 'KindleSyncDown', job: 'kindle-sync', severity: 'critical' }),
    ),
  });
  expect(response.status).toBe(202);
  expect((await fetch(`${bot.url}/readyz`)).status).toBe(503);

  await slack.post('/_control/faults', {});
  await slack.incident(1).sees('./scripts/deploy.sh restart', 20_000);
  await slack.as('U0ONCALL').dm().sees('Press Acknowledge if you take it', 20_000);
  await eventually('the bot is ready', async () => (await fetch(`${bot.url}/readyz`)).ok, 20_000);
});

test.each([
  ['the bot token', { botToken: 'xoxb-wrong' }, 'Slack refuses SLACK_BOT_TOKEN (invalid_auth)'],
  ['the app token', { appToken: 'xapp-wrong' }, 'Slack refuses to open a socket'],
])('a start with a wrong token names %s', async (_which, wrong, said) => {
  const { workspace, start } = await ground();
  const tokens = { botToken: workspace.botToken, appToken: workspace.appToken, ...wrong };
  await expect(start(tokens)).rejects.toThrow(said);
});

async function ground() {
  const database = await freshDatabase();
  undo.push(() => database[Symbol.asyncDispose]());
  const data = await mkdtemp(join(tmpdir(), 'runbell-away-'));
  undo.push(() => rm(data, { recursive: true, force: true }));
  const workspace = await startSandbox({ port: 0, state: { limits: 'off' } });
  undo.push(() => workspace.close());
  const env = { ...process.env, RUNBELL_DATA: data };
  const { directory } = await loadDirectory(resolve('runbooks'), env);
  directory.hookKeys.set('long-and-random', 'alertmanager');
  const slack = new SlackSide(workspace.url);

  async function start(tokens: { botToken: string; appToken: string }): Promise<Bot> {
    const settings: Settings = {
      home: resolve('runbooks'),
      data,
      port: 0,
      sandboxPort: 0,
      databaseUrl: database.url,
      redisUrl: inject('redisUrl'),
      slack: { mode: 'socket', ...tokens, apiUrl: workspace.apiUrl },
      logLevel: 'silent',
    };
    const bot = await startBot({
      settings,
      directory,
      log: createLog('silent', (line) => line),
      redactor: liveRedactor(),
      say: () => undefined,
      targets: [],
      paced: false,
    });
    undo.push(() => bot.stop());
    return bot;
  }
  return { workspace, slack, start };
}
