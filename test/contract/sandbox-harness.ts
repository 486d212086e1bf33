import { setTimeout as sleep } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { type LogLevel, WebClient } from '@slack/web-api';
import type { Ephemeral, Handled, LogEntry, Message, Modal } from '../../src/sandbox/contract.ts';
import type { Seed } from '../../src/sandbox/seed/seed.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

const quiet = 'error' as LogLevel;

/** A workspace with what a test does to it; `await using` closes it. */
export async function workspace(state: Seed = {}) {
  const sandbox = await startSandbox({ port: 0, state });
  const control = controlOf(sandbox);
  return {
    ...sandbox,
    ...control,
    web: new WebClient(sandbox.botToken, {
      slackApiUrl: sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: quiet,
    }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

export type Workspace = Awaited<ReturnType<typeof workspace>>;

/** A real Bolt App, not yet started, connected by Socket Mode or by signed HTTP. */
export async function startApp(
  space: Workspace,
  mode: 'socket' | 'http',
  listen: (app: App) => void,
) {
  const app = new App({
    token: space.botToken,
    clientOptions: { slackApiUrl: space.apiUrl, retryConfig: { retries: 0 } },
    logLevel: quiet as never,
    ...(mode === 'socket'
      ? { socketMode: true, appToken: space.appToken }
      : { signingSecret: space.signingSecret }),
  });
  listen(app);
  if (mode === 'socket') await app.start();
  else {
    const server = (await app.start(0)) as unknown as { address(): { port: number } };
    const requestUrl = `http://127.0.0.1:${server.address().port}/slack/events`;
    const answer = await space.post('mode', { requestUrl });
    if (!('verified' in answer && answer.verified)) throw new Error('the app did not answer');
  }
  return { app, [Symbol.asyncDispose]: async () => void (await app.stop()) };
}

/** Waits for a state instead of for a time. */
export async function until<T>(
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  what = 'the expected state',
  deadlineMs = 5000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`);
    await sleep(10);
  }
}

function controlOf(sandbox: Sandbox) {
  const get = async <T>(path: string): Promise<T> =>
    (await fetch(`${sandbox.url}/_control/${path}`)).json() as Promise<T>;
  const post = async (path: string, body: unknown): Promise<Handled & { message?: Message }> => {
    const response = await fetch(`${sandbox.url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json() as Promise<Handled>;
  };
  return {
    get,
    post,
    messages: async (channel: string) =>
      (await get<{ messages: Message[] }>(`messages/${channel}`)).messages,
    ephemerals: async (user: string) =>
      (await get<{ messages: Ephemeral[] }>(`ephemeral/${user}`)).messages,
    modal: async (user: string) => (await get<{ modal: Modal | null }>(`modal/${user}`)).modal,
    log: async () => (await get<{ log: LogEntry[] }>('log')).log,
  };
}
