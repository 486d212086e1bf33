import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { verify } from '../../src/runner/verify.ts';

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
  const progress: string[] = [];
  const result = verify({ http, status, within }, signal, (text) => progress.push(text));
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
