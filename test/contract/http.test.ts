import { type IncomingMessage, request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import type { Alert } from '../../src/alert/types.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { type HttpOptions, startHttp } from '../../src/http/server.ts';
import { Fault } from '../../src/lib/fault.ts';

type Overrides = Partial<Omit<HttpOptions, 'hooks'>> & { hooks?: Partial<HttpOptions['hooks']> };

async function start(overrides: Overrides = {}) {
  const received: Alert[] = [];
  const lines: string[] = [];
  const metrics = createMetrics();
  const server = await startHttp({
    port: 0,
    host: '127.0.0.1',
    checks: {},
    metrics,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    ...overrides,
    hooks: {
      keys: () =>
        new Map([
          ['practice', 'try-out'],
          ['s3cret-key', 'prometheus'],
        ]),
      receive: async (alerts) => {
        received.push(...alerts);
        return [{ number: 1, action: 'opened' }];
      },
      ...overrides.hooks,
    },
  });
  const hook = `${server.url}/hooks/generic/practice`;
  const post = (body: string, init: RequestInit = {}, url = hook) =>
    fetch(url, { method: 'POST', body, ...init });
  return {
    ...server,
    server,
    hook,
    post,
    received,
    metrics,
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** A promise to be settled by hand. */
function gate<T>() {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Sends bytes as they are and returns everything that came back before the end. */
function raw(url: string, ...parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket
      .on('end', () => resolve(answer))
      .on('error', (e) => (answer ? resolve(answer) : reject(e)));
    for (const part of parts) socket.write(part);
  });
}

/** Writes chunks without a length until the server answers. */
function sendChunked(url: string, chunk: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = nodeRequest(url, { method: 'POST' });
    const timer = setInterval(() => request.write(chunk), 1);
    request.on('response', (response) => {
      clearInterval(timer);
      request.destroy();
      resolve(response);
    });
    request.on('error', reject);
  });
}

const alert = JSON.stringify({ title: 'Disk full' });

describe('alerts in', () => {
  test('a good payload is handed over and answered with its incidents', async () => {
    await using bot = await start();
    const answer = await bot.post(alert);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ ok: true, incidents: [{ number: 1, action: 'opened' }] });
    expect(bot.received.map(({ title }) => title)).toEqual(['Disk full']);
  });

  test('an Alertmanager payload goes to its own reader', async () => {
    await using bot = await start();
    const body = JSON.stringify({ version: '4', alerts: [{ labels: { alertname: 'A' } }] });
    const answer = await bot.post(body, {}, `${bot.url}/hooks/alertmanager/s3cret-key`);
    expect(answer.status).toBe(202);
    expect(bot.received[0]!.source).toBe('alertmanager');
  });

  test.each(['text/plain; charset=UTF-8', 'application/json', 'application/octet-stream'])(
    'JSON is read when it says it is %s',
    async (type) => {
      await using bot = await start();
      const answer = await bot.post(alert, { headers: { 'content-type': type } });
      expect(answer.status).toBe(202);
    },
  );

  test('what was dropped is told to the sender and handed on', async () => {
    const notes: string[] = [];
    await using bot = await start({
      hooks: {
        receive: async (_alerts, given) => {
          notes.push(...given);
          return [];
        },
      },
    });
    const answer = await bot.post(JSON.stringify([{ title: 'A' }, {}]));
    expect(notes).toEqual(['alert 2 was left out: `title` is missing or empty']);
    expect(await answer.json()).toMatchObject({ notes });
  });

  test.each([
    ['nothing', ''],
    ['half an object', '{"title":'],
    ['a form', 'title=A'],
  ])('%s is not JSON: 400', async (_name, body) => {
    await using bot = await start();
    const answer = await bot.post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ ok: false, error: 'the body is not valid JSON' });
  });

  test('JSON without an alert is 400 and says what was expected', async () => {
    await using bot = await start();
    const answer = await bot.post('{"service":"newsletter"}');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining('`title`') });
    expect(bot.received).toEqual([]);
  });

  test('JSON nested a hundred thousand deep does no harm', async () => {
    await using bot = await start();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await bot.post(`{"title":"T","labels":{"a":${deep}}}`)).status).toBe(202);
    expect(bot.received[0]!.labels).toEqual({});
  });

  test('every wrong key gets the same 401, before the body is read, and stays out of the log', async () => {
    await using bot = await start();
    const answers = await Promise.all(
      ['practic', 'practice1', 'PRACTICE', 'constructor', '%00', 'x'.repeat(2000)].map(
        async (key) => {
          const answer = await bot.post('not even JSON', {}, `${bot.url}/hooks/generic/${key}`);
          return `${answer.status} ${await answer.text()}`;
        },
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^401 /);
    await bot.post('{', {}, `${bot.url}/hooks/generic/s3cret-key`);
    expect(bot.logged()).not.toMatch(/s3cret-key|practic/);
  });

  test('an unknown source is 404 and names the known ones', async () => {
    await using bot = await start();
    const answer = await bot.post(alert, {}, `${bot.url}/hooks/nagios/practice`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: 'unknown source "nagios"; known are alertmanager, generic',
    });
  });

  test('a hook opened in a browser says that alerts come by POST', async () => {
    await using bot = await start();
    const answer = await fetch(bot.hook);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('limits', () => {
  test('a body over the cap that says so is refused unread', async () => {
    await using bot = await start();
    const answer = await bot.post('x'.repeat(1_000_001));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining('1000000 bytes') });
  });

  test('a body at the cap is read', async () => {
    await using bot = await start({ hooks: { maxBytes: alert.length } });
    expect((await bot.post(alert)).status).toBe(202);
    expect((await bot.post(`${alert} `)).status).toBe(413);
  });

  test('a chunked body is cut off at the cap', async () => {
    await using bot = await start({ hooks: { maxBytes: 100_000 } });
    const answer = await sendChunked(bot.hook, Buffer.alloc(20_000, ' '));
    expect(answer.statusCode).toBe(413);
    expect(bot.received).toEqual([]);
  });

  test('a length that promises less than it sends brings no more than it promised', async () => {
    await using bot = await start();
    const head = `POST /hooks/generic/practice HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${alert.length}\r\n\r\n`;
    expect(await raw(bot.url, head, `${alert}${'x'.repeat(5_000)}`)).toMatch(
      /^HTTP\/1.1 (202|400)/,
    );
    expect(bot.received.map(({ title }) => title).join()).toMatch(/^(Disk full)?$/);
  });

  test('a body that never comes to its end is answered 503 in time', async () => {
    await using bot = await start({ hooks: { bodyTimeoutMs: 50 } });
    const head =
      'POST /hooks/generic/practice HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{"title"';
    expect(await raw(bot.url, head)).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 5/i);
  });

  test('a sender that hangs up in the middle of its body hurts nobody', async () => {
    await using bot = await start({ hooks: { maxInFlight: 1 } });
    const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
    socket.write(
      'POST /hooks/generic/practice HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{',
    );
    await vi.waitFor(async () => expect((await bot.post(alert)).status).toBe(503));
    socket.destroy();
    await vi.waitFor(async () => expect((await bot.post(alert)).status).toBe(202));
  });

  test('beyond the requests it may have at work it answers 503, and recovers', async () => {
    const { passed, open } = gate<[]>();
    await using bot = await start({ hooks: { maxInFlight: 2, receive: () => passed } });
    const first = [bot.post(alert), bot.post(alert)];
    await vi.waitFor(async () => expect((await bot.post('not JSON')).status).toBe(503));
    const refused = await bot.post(alert);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    open([]);
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([202, 202]);
    expect((await bot.post(alert)).status).toBe(202);
  });
});

describe('when storing fails', () => {
  test('a fault asks the sender to try again', async () => {
    await using bot = await start({
      hooks: {
        receive: async () => {
          throw new Fault('database-unreachable', 'no route to db.internal', {
            retryAfterMs: 1500,
          });
        },
      },
    });
    const answer = await bot.post(alert);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.text()).not.toContain('db.internal');
    expect(bot.logged()).toContain('db.internal');
  });

  test('a bug is 500 without a trace of the inside, and is logged', async () => {
    await using bot = await start({
      hooks: {
        receive: async () => {
          throw new TypeError('cannot read x of undefined');
        },
      },
    });
    const answer = await bot.post(alert);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/cannot read|\.ts|at /);
    expect(bot.logged()).toContain('cannot read x of undefined');
  });
});

describe('health', () => {
  test('the process is alive whatever is down', async () => {
    await using bot = await start({ checks: { database: async () => false } });
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });

  test('it is ready when every check passes', async () => {
    await using bot = await start({
      checks: { database: async () => true, queue: async () => true },
    });
    const answer = await fetch(`${bot.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, down: [] }]);
  });

  test('what is down is named, also when it throws or never answers', async () => {
    await using bot = await start({
      checks: {
        database: () => new Promise(() => {}),
        queue: async () => {
          throw new Error('gone');
        },
        slack: async () => true,
        worker: async () => false,
      },
    });
    const answer = await fetch(`${bot.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { ok: false, down: ['database', 'queue', 'worker'] },
    ]);
  });

  test('many who ask at once share one round of checks', async () => {
    let asked = 0;
    const { passed, open } = gate<boolean>();
    await using bot = await start({
      checks: {
        database: () => {
          asked += 1;
          return passed;
        },
      },
    });
    const get = 'GET /readyz HTTP/1.1\r\nhost: x\r\n';
    const answers = raw(bot.url, `${`${get}\r\n`.repeat(4)}${get}connection: close\r\n\r\n`);
    await vi.waitFor(() => expect(asked).toBe(1));
    open(true);
    expect((await answers).match(/HTTP\/1.1 200/g)).toHaveLength(5);
    expect(asked).toBe(1);
  });
});

describe('metrics', () => {
  test('requests and alerts are counted, without keys or foreign paths as labels', async () => {
    await using bot = await start();
    await bot.post(alert);
    await fetch(`${bot.url}/s3cret-path`);
    const answer = await fetch(`${bot.url}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toContain('runbell_alerts_received_total{source="generic",outcome="accepted"} 1');
    expect(text).toContain('runbell_http_requests_total{route="/hooks",status="202"} 1');
    expect(text).toContain('runbell_http_requests_total{route="other",status="404"} 1');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toMatch(/practice|s3cret/);
  });

  test('gauges ask when scraped, and one that fails does not hide the others', async () => {
    await using bot = await start();
    bot.metrics.watch({
      openIncidents: async () => 3,
      outbox: async () => {
        throw new Error('database gone');
      },
    });
    const text = await (await fetch(`${bot.url}/metrics`)).text();
    expect(text).toContain('runbell_incidents_open 3');
    expect(text).toMatch(/runbell_outbox_depth Nan/i);
  });

  test('times are told in milliseconds and exported in seconds', async () => {
    const metrics = createMetrics();
    metrics.pageSent(1500);
    metrics.pageSent(-20);
    metrics.jobStarted('run.kindle-host', 250);
    metrics.runEntered('lost');
    const text = await metrics.registry.metrics();
    expect(text).toContain('runbell_page_lateness_seconds_sum 1.5');
    expect(text).toContain('runbell_page_lateness_seconds_bucket{le="0.1"} 1');
    expect(text).toContain('runbell_queue_wait_seconds_sum{queue="run.kindle-host"} 0.25');
    expect(text).toContain('runbell_runs_total{state="lost"} 1');
  });

  test('labels stay bounded', async () => {
    const metrics = createMetrics();
    for (let n = 0; n < 500; n += 1) metrics.slackCalled(`method.${n}`, 'ok');
    const text = await metrics.registry.getSingleMetricAsString('runbell_slack_calls_total');
    expect(text.split('\n').length).toBeLessThan(70);
    expect(text).toContain('method="other",outcome="ok"} 440');
  });
});

describe('the rest', () => {
  test('an unknown path is 404 in one line, with headers that keep browsers calm', async () => {
    await using bot = await start();
    const answer = await fetch(`${bot.url}/wp-admin`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('\n');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test("Slack's requests reach their listener with the body unread", async () => {
    let seen = '';
    await using bot = await start({
      slack: async (request, response) => {
        for await (const chunk of request) seen += chunk;
        response.end('from bolt');
      },
    });
    const answer = await bot.post('payload=%7B%7D', {}, `${bot.url}/slack/events?a=b`);
    expect([await answer.text(), seen]).toEqual(['from bolt', 'payload=%7B%7D']);
  });

  test('without Slack over HTTP its address is 404', async () => {
    await using bot = await start();
    expect((await bot.post('', {}, `${bot.url}/slack/events`)).status).toBe(404);
  });

  test('further routes can be mounted', async () => {
    await using bot = await start({
      mount: (app) => void app.get('/practice', (c) => c.text('hi')),
    });
    expect(await (await fetch(`${bot.url}/practice`)).text()).toBe('hi');
  });

  test('a port in use is a fault that says what to do', async () => {
    await using bot = await start();
    const port = Number(new URL(bot.url).port);
    const error = await start({ port }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(new RegExp(`Port ${port} .*PORT=`)),
    });
  });
});

describe('closing', () => {
  test('a request in flight is finished, new ones are not taken', { timeout: 3000 }, async () => {
    const { passed, open } = gate<[]>();
    const entered = gate<void>();
    await using bot = await start({
      hooks: {
        receive: () => {
          entered.open();
          return passed;
        },
      },
    });
    await fetch(`${bot.url}/healthz`);
    const inFlight = bot.post(alert);
    await entered.passed;
    const closed = bot.close();
    await expect(raw(bot.url, 'GET /healthz HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
    open([]);
    expect((await inFlight).status).toBe(202);
    await closed;
  });

  test('idle connections do not hold it up', { timeout: 3000 }, async () => {
    await using bot = await start({ closeWithinMs: 60_000 });
    const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await bot.close();
    await ended;
  });

  test('a request that never ends is given up in time', async () => {
    const entered = gate<void>();
    await using bot = await start({
      closeWithinMs: 50,
      hooks: {
        receive: () => {
          entered.open();
          return new Promise(() => {});
        },
      },
    });
    const lost = bot.post(alert).catch((error: unknown) => error);
    await entered.passed;
    await bot.close();
    expect(await lost).toBeInstanceOf(Error);
  });
});
