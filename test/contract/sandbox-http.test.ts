import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { until, type Workspace, workspace } from './sandbox-harness.ts';

const quick = { timing: { ackMs: 150, retryMs: [0, 20, 40] } };

test.each([
  ['answers 500', 500, {}, ['http_error', 'http_error', 'http_error']],
  ['answers 500 and asks for no retry', 500, { 'x-slack-no-retry': '1' }, []],
  ['answers 200', 200, {}, []],
  ['does not answer', null, {}, ['http_timeout', 'http_timeout', 'http_timeout']],
])('an app that %s is asked again accordingly', async (_name, status, headers, reasons) => {
  await using space = await workspace(quick);
  await using app = await listen(status, headers);
  await space.post('mode', { requestUrl: app.url });
  app.seen.length = 0;
  await mention(space);
  // app_mention and message, each with its retries.
  await until(() => app.seen.length === 2 * (1 + reasons.length), 'every delivery');
  const retries = app.seen.filter((seen) => seen['x-slack-retry-num']);
  expect(retries.map((seen) => seen['x-slack-retry-reason'])).toEqual([...reasons, ...reasons]);
  expect(new Set(retries.map((seen) => seen['x-slack-retry-num']))).toEqual(
    new Set(reasons.map((_reason, index) => String(index + 1))),
  );
});

test('a command is not sent again, and the member is told', async () => {
  await using space = await workspace(quick);
  await using app = await listen(500, {});
  await space.post('mode', { requestUrl: app.url });
  app.seen.length = 0;
  const body = { user: 'U0DEV', channel: 'general', command: '/oncall' };
  expect(await space.post('command', body)).toEqual({ ok: false, error: 'dispatch_failed' });
  expect(app.seen).toHaveLength(1);
});

test('back in Socket Mode nothing is sent to the address any more', async () => {
  await using space = await workspace(quick);
  await using app = await listen(200, {});
  await space.post('mode', { requestUrl: app.url });
  await space.post('mode', { requestUrl: null });
  app.seen.length = 0;
  const body = { user: 'U0DEV', channel: 'general', command: '/oncall' };
  expect(await space.post('command', body)).toEqual({ ok: false, error: 'dispatch_failed' });
  expect(app.seen).toEqual([]);
});

function mention(space: Workspace) {
  return space.post('message', { user: 'U0DEV', channel: 'incidents', text: '@runbell hi' });
}

/** A bare HTTP server in the app's place. */
async function listen(status: number | null, headers: Record<string, string>) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume();
    if (status !== null) response.writeHead(status, headers).end();
  }).listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    url: `http://127.0.0.1:${port}/slack/events`,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
