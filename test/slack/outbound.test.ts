import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Fault } from '../../src/lib/fault.ts';
import { createLog } from '../../src/lib/log.ts';
import { createOutbound, type Outbound } from '../../src/slack/outbound/client.ts';
import { slackErrorOf } from '../../src/slack/outbound/fault.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A stand-in for Slack that answers the way each test says, and a client that speaks to it. */
async function slack(answer: RequestListener, timeoutMs = 2000) {
  const seen: string[] = [];
  const waits: number[] = [];
  const ends: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  let at = 0;
  const outbound = createOutbound({
    token: 'xoxb-secret-token',
    apiUrl: `http://127.0.0.1:${port}/api/`,
    log: createLog('silent', (line) => line),
    timeoutMs,
    clock: {
      now: () => at,
      wait: (ms) => {
        waits.push(ms);
        at += ms;
        return Promise.resolve();
      },
    },
    onCall: (method, outcome) => ends.push(`${method} ${outcome}`),
  });
  stops.push(() => {
    outbound.close();
    server.closeAllConnections();
    server.close();
  });
  return { outbound, seen, waits, ends };
}

const json =
  (body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

async function faultOfCall(outbound: Outbound, method = 'chat.postMessage'): Promise<Fault> {
  const error = await outbound
    .call('rest', method, { channel: 'C1', text: 'x' })
    .catch((caught: unknown) => caught);
  if (!(error instanceof Fault)) throw new Error('expected a fault', { cause: error });
  return error;
}

test('an answered call gives what Slack said', async () => {
  const { outbound, seen, ends } = await slack(json({ ok: true, ts: '1.2' }));

  const result = await outbound.call('page', 'chat.postMessage', { channel: 'D1', text: 'x' });

  expect(result.ts).toBe('1.2');
  expect(seen).toEqual(['/api/chat.postMessage']);
  expect(ends).toEqual(['chat.postMessage ok']);
});

test('a 429 is given back at once and pauses that method in its own lane only', async () => {
  let limited = true;
  const { outbound, seen, waits } = await slack((request, response) => {
    if (!limited) return json({ ok: true })(request, response);
    limited = false;
    response.writeHead(429, { 'retry-after': '7' });
    response.end('{"ok":false,"error":"ratelimited"}');
  });

  const fault = await faultOfCall(outbound);
  expect(fault).toMatchObject({ code: 'slack-rate-limited', retry: true, retryAfterMs: 7000 });
  expect(seen).toHaveLength(1);

  await outbound.call('page', 'chat.postMessage', { channel: 'C1', text: 'x' });
  await outbound.call('rest', 'chat.postMessage', { channel: 'C2', text: 'x' });
  expect(waits).toEqual([]);
  await outbound.call('rest', 'chat.postMessage', { channel: 'C1', text: 'x' });
  expect(waits).toEqual([7000]);
});

test('a message of the pages that Slack wants later is given back, so that it can be called off meanwhile', async () => {
  const { outbound, seen, waits } = await slack((_, response) => {
    response.writeHead(429, { 'retry-after': '7' }).end();
  });
  const page = () =>
    outbound.call('page', 'chat.postMessage', { channel: 'D1' }).catch((fault: unknown) => fault);

  expect(await page()).toMatchObject({ code: 'slack-rate-limited', retryAfterMs: 7000 });
  expect(await page()).toMatchObject({ code: 'slack-rate-limited', retryAfterMs: 7000 });
  expect(seen).toHaveLength(1);
  expect(waits).toEqual([]);
});

test('a 429 that does not say how long counts as half a minute', async () => {
  const { outbound } = await slack((_, response) => {
    response.writeHead(429);
    response.end();
  });

  expect(await faultOfCall(outbound)).toMatchObject({
    code: 'slack-rate-limited',
    retryAfterMs: 30_000,
  });
});

test.each<[string, RequestListener, RegExp]>([
  ['HTTP 500', (_, response) => response.writeHead(500).end('oops'), /HTTP 500/],
  ['its own trouble', json({ ok: false, error: 'internal_error' }), /internal_error/],
  ['a cut connection', (request) => request.socket.destroy(), /could not be reached/],
  ['silence', () => undefined, /could not be reached/],
])('%s is worth another try', async (_, answer, words) => {
  const { outbound, seen, ends } = await slack(answer, 100);

  const fault = await faultOfCall(outbound);

  expect(fault).toMatchObject({ code: 'slack-unreachable', retry: true, retryAfterMs: null });
  expect(fault.message).toMatch(words);
  expect(slackErrorOf(fault)).toBeNull();
  expect(seen).toHaveLength(1);
  expect(ends).toEqual(['chat.postMessage slack-unreachable']);
});

test.each([
  [
    'its word for it',
    { error: 'channel_not_found' },
    'Slack refused chat.postMessage: channel_not_found',
  ],
  [
    'the scope to add',
    { error: 'missing_scope', needed: 'chat:write' },
    'missing_scope (add the scope chat:write to the app',
  ],
  [
    'what is wrong with a block',
    { error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] too long'] } },
    'invalid_blocks ([ERROR] too long)',
  ],
])('a refusal is not tried again and carries %s', async (_, body, words) => {
  const { outbound, seen } = await slack(json({ ok: false, ...body }));

  const fault = await faultOfCall(outbound);

  expect(fault).toMatchObject({ code: 'slack-refused', retry: false });
  expect(fault.message).toContain(words);
  expect(slackErrorOf(fault)).toBe(body.error);
  expect(`${fault.message}${fault.stack}`).not.toContain('xoxb');
  expect(seen).toHaveLength(1);
});

test('a page does not wait behind a hanging message', async () => {
  let hang = true;
  const { outbound } = await slack((request, response) => {
    if (hang) hang = false;
    else json({ ok: true })(request, response);
  }, 5000);
  const stuck = outbound.call('rest', 'chat.postMessage', { channel: 'C1' }).catch(() => 'failed');

  const page = outbound.call('page', 'chat.postMessage', { channel: 'D1' });

  expect(await Promise.race([stuck, page])).toMatchObject({ ok: true });
});

test('stopping gives back what still waits for its turn', async () => {
  const outbound = createOutbound({
    token: 'xoxb-secret-token',
    apiUrl: 'http://127.0.0.1:9/api/',
    log: createLog('silent', (line) => line),
    timeoutMs: 100,
  });
  const calls = Array.from({ length: 9 }, () =>
    outbound.call('rest', 'chat.postMessage', { channel: 'C1' }).catch((error: unknown) => error),
  );
  outbound.close();

  const last = (await Promise.all(calls)).at(-1);

  expect(last).toMatchObject({ code: 'slack-unreachable', retry: true });
  expect((last as Fault).message).toContain('because the bot is stopping');
});
