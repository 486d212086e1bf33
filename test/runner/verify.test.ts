import { readdir } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';
import type { Check } from '../../src/action/verify.ts';
import { verify } from '../../src/runner/verify/verify.ts';
import { node, pipeline, runOf, temporaryFolder } from './plans.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
}

function check(http: string, within = 1_500, status = 200, signal = new AbortController().signal) {
  return look([{ http, status, within }], { signal });
}

function look(checks: Check[], more: Partial<Parameters<typeof verify>[1]> = {}) {
  const progress: string[] = [];
  const result = verify(runOf(pipeline(), { verify: checks }), {
    dataDir: tmpdir(),
    redactor: createRedactor(),
    signal: new AbortController().signal,
    onProgress: (text) => progress.push(text),
    ...more,
  });
  return { result, progress };
}

test('the wanted answer holds at once', async () => {
  const url = await serve((_, response) => response.end('ok'));
  expect(await check(url).result).toEqual({ ok: true, detail: `${url} answered 200 after 0s` });
});

test('it asks every second until the service is well', async () => {
  let asked = 0;
  const url = await serve((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end());
  const { result, progress } = check(url, 10_000);
  expect(await result).toEqual({ ok: true, detail: `${url} answered 200 after 2s` });
  expect(progress).toEqual([
    `${url}: answered 503, not 200, 0s of 10s`,
    `${url}: answered 503, not 200, 1s of 10s`,
  ]);
});

test('another status than 200 can be the wanted one', async () => {
  const url = await serve((_, response) => response.writeHead(204).end());
  expect((await check(url, 1_500, 204).result).ok).toBe(true);
});

test('nobody there is told in words when the time is over', async () => {
  const url = await serve(() => {});
  servers.splice(0)[0]!.close();
  expect(await check(url).result).toEqual({ ok: false, detail: `${url}: connection refused, 1s` });
});

test('a redirect is an answer and is not followed', async () => {
  let followed = false;
  const elsewhere = await serve((_, response) => {
    followed = true;
    response.end();
  });
  const url = await serve((_, response) => response.writeHead(302, { location: elsewhere }).end());
  expect(await check(url, 500).result).toEqual({
    ok: false,
    detail: `${url}: answered 302, not 200, 0s`,
  });
  expect(followed).toBe(false);
});

test('a service that never answers does not hold up the check', async () => {
  const url = await serve(() => {});
  const started = performance.now();
  expect((await check(url, 2_500).result).detail).toContain('no answer within 2s');
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('an endless body does not hold up the check', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200);
    response.write('x'.repeat(100_000));
  });
  expect((await check(url).result).ok).toBe(true);
});

test('a check that is cancelled ends at once', async () => {
  const cancel = new AbortController();
  const url = await serve((_, response) => response.writeHead(500).end());
  const { result } = check(url, 60_000, 200, cancel.signal);
  cancel.abort();
  expect((await result).detail).toContain('the check was cancelled');
});

test('what stands behind the path of its address is not repeated', async () => {
  const url = await serve((_, response) => response.end());
  expect((await check(`${url}?token=abc`).result).detail).toBe(`${url}?… answered 200 after 0s`);
});

test.each([
  [{ contains: 'all good' }, '{"state":"bad"}', 'its answer does not contain "all good"'],
  [
    { json: { 'checks.0.state': 'up' } },
    '{"checks":[{"state":"down"}]}',
    'checks.0.state is "down", not "up"',
  ],
  [{ json: { state: 'up' } }, '{}', 'state is missing, not "up"'],
  [{ json: { constructor: 'up' } }, '{}', 'constructor is missing, not "up"'],
  [{ json: { state: 'up' } }, 'ok', 'its answer is not JSON'],
])('an answer that lacks what is wanted does not hold: %j in %s', async (wanted, body, found) => {
  const http = await serve((_, response) => response.end(body));
  const { ok, detail } = await look([{ http, status: 200, within: 500, ...wanted }]).result;
  expect([ok, detail]).toEqual([false, `${http}: ${found}, 0s`]);
});

test('an answer that holds what is wanted is enough', async () => {
  const http = await serve((_, response) => response.end('{"checks":[{"state":"up"}],"n":2}'));
  const json = { 'checks.0.state': 'up', n: 2 };
  expect((await look([{ http, status: 200, within: 500, json, contains: 'up' }]).result).ok).toBe(
    true,
  );
});

test('a port that takes connections holds, and one that does not is told in words', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const tcp = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await look([{ tcp, within: 500 }]).result).toEqual({
    ok: true,
    detail: `${tcp} took a connection after 0s`,
  });
  await new Promise((resolve) => server.close(resolve));
  expect((await look([{ tcp, within: 500 }]).result).detail).toBe(`${tcp}: connection refused, 0s`);
});

test('a command holds when it ends with 0, and leaves no file behind', async () => {
  const dataDir = await temporaryFolder();
  const command = node('console.log("looked")');
  expect((await look([{ command, within: 10_000 }], { dataDir }).result).ok).toBe(true);
  expect(await readdir(dataDir)).toEqual([]);
});

test('a command that fails is asked again, and told with its end', async () => {
  const { result } = look([{ command: ['false'], within: 500 }]);
  expect(await result).toEqual({ ok: false, detail: '`false`: exit 1, 0s' });
});

test('a command has the secrets of the worker taken out of what is told', async () => {
  const command = ['no-such-program-hunter2-at-all'];
  const { result } = look([{ command, within: 500 }], {
    redactor: createRedactor({ values: ['hunter2-at-all'] }),
  });
  expect((await result).detail).not.toContain('hunter2');
});

test('a service that comes and goes holds only once it stays', async () => {
  const answers = [200, 503, 200, 200];
  let asked = 0;
  const http = await serve((_, response) => response.writeHead(answers[asked++] ?? 200).end());
  const { result, progress } = look([{ http, status: 200, within: 20_000, stable: 2 }]);
  expect((await result).ok).toBe(true);
  expect(asked).toBe(4);
  expect(progress[0]).toBe(`${http} answered 200, 1 of 2 times in a row, 0s of 20s`);
});

test('several checks are asked one after the other, and the first that fails is named', async () => {
  const http = await serve((_, response) => response.end());
  const checks: Check[] = [
    { http, status: 200, within: 500 },
    { command: ['false'], within: 500 },
    { command: ['true'], within: 500 },
  ];
  expect((await look(checks).result).detail).toBe('check 2 of 3: `false`: exit 1, 0s');
  const both = await look([checks[0]!, checks[2]!]).result;
  expect(both).toEqual({
    ok: true,
    detail: `${http} answered 200 after 0s; \`true\` ended with 0 after 0s`,
  });
});

test('a queue whose address the worker does not have is told with its variable', async () => {
  const queue = { bullmq: 'mails', url: 'MAILS_URL' };
  const { result } = look([{ queue, at_most: { waiting: 10 }, within: 500 }], { environment: {} });
  expect((await result).detail).toContain('the environment variable MAILS_URL is not set');
});
