import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, inject, test } from 'vitest';
import { liveRedactor } from '../../src/action/redact.ts';
import { startBot } from '../../src/app.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { createLog } from '../../src/lib/log.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { freshDatabase } from '../harness/database.ts';
import { SlackSide } from '../harness/slack-side.ts';

test('over signed HTTP the same bot takes commands, buttons and forms, and refuses what is not signed', async () => {
  await using database = await freshDatabase();
  const data = await mkdtemp(join(tmpdir(), 'runbell-http-'));
  const workspace = await startSandbox({ port: 0, state: { limits: 'off' } });
  const { directory } = await loadDirectory(resolve('runbooks'), {
    ...process.env,
    RUNBELL_DATA: data,
  });
  const bot = await startBot({
    settings: {
      home: resolve('runbooks'),
      data,
      port: 0,
      sandboxPort: 0,
      databaseUrl: database.url,
      redisUrl: inject('redisUrl'),
      slack: {
        mode: 'http',
        botToken: workspace.botToken,
        signingSecret: workspace.signingSecret,
        apiUrl: workspace.apiUrl,
      },
      logLevel: 'error',
    },
    directory,
    log: createLog('silent', (line) => line),
    redactor: liveRedactor(),
    say: () => undefined,
    targets: [],
    paced: false,
  });
  const slack = new SlackSide(workspace.url);
  await slack.post('/_control/mode', { requestUrl: `${bot.url}/slack/events` });

  const olive = slack.as('U0ONCALL');
  await olive.types('general', '/incident declare p1 newsletter mails are not going out');
  await olive.isTold('Declared');
  await olive.dm().sees('Press Acknowledge if you take it').press('Acknowledge');
  const room = olive.channel('inc-1-*');
  await room.sees('Acknowledged by @U0ONCALL');
  await room.sees('Acknowledged: somebody is on it').press('Resolve');
  await olive.modal();
  await olive.submits({ summary: 'the provider is back' });
  await room.sees('the provider is back');

  const unsigned = await fetch(`${bot.url}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'command=%2Fincident&text=list',
  });
  expect(unsigned.status).toBe(401);
  const practice = await fetch(`${bot.url}/practice`);
  expect(practice.status).toBe(404);

  await bot.stop();
  await workspace.close();
  await rm(data, { recursive: true, force: true });
});
