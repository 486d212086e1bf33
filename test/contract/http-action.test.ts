import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Action } from '../../src/action/catalogue.ts';
import { commandLineOf } from '../../src/action/plan.ts';
import { planAction } from '../../src/action/plan-action.ts';
import { settleAction } from '../../src/action/settle-action.ts';
import { run, runOf } from '../runner/plans.ts';

interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Makes a certificate that nobody vouches for. */
const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

let base: string;
const received: Received[] = [];
let stop: () => Promise<void>;
let release: () => void = () => {};

beforeAll(async () => {
  const app = new Hono();
  const pausing = new Promise<void>((resolve) => {
    release = resolve;
  });
  app.use(async (context, next) => {
    const url = new URL(context.req.url);
    received.push({
      method: context.req.method,
      path: url.pathname + url.search,
      headers: context.req.header(),
      body: await context.req.text(),
    });
    await next();
  });
  app.all('/ok/*', (context) => context.json({ done: true, token: 'api_key=hunter2-hunter2' }));
  app.all('/status/:status', (context) =>
    context.text('it is so', Number(context.req.param('status')) as 200),
  );
  app.all('/to', (context) => context.redirect(context.req.query('where') ?? '', 302));
  app.all('/again', (context) => context.redirect('/ok/moved', 307));
  app.all('/loop', (context) => context.redirect('/loop', 307));
  app.get('/huge', () => {
    const block = new Uint8Array(65_536).fill(120);
    return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(block) }), {
      headers: { 'content-type': 'text/plain' },
    });
  });
  app.all(
    '/slow',
    () =>
      new Response(
        new ReadableStream({
          start: async (controller) => {
            controller.enqueue(new TextEncoder().encode('beginning\n'));
            await pausing;
            controller.close();
          },
        }),
        { headers: { 'content-type': 'text/plain' } },
      ),
  );
  app.all('/silent', async (context) => {
    await pausing;
    return context.text('late');
  });
  app.get('/picture', () => new Response('\x00\x01', { headers: { 'content-type': 'image/png' } }));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => {
    release();
    return new Promise((resolve) => server.close(() => resolve()));
  };
});

afterAll(() => stop());

interface Call {
  http: object;
  parameters?: object;
}

/** The plan of a call as service.yaml states it, with these values. */
function planned({ http, parameters }: Call, values: Record<string, string> = {}) {
  const action = Action.parse({ http, ...(parameters && { parameters }) });
  const settled = settleAction(action, values);
  if ('problems' in settled) throw new Error(JSON.stringify(settled.problems));
  return planAction(action, settled.pieces, (secret) => Buffer.from(secret).toString('base64'));
}

async function send(
  call: Call,
  values: Record<string, string> = {},
  more: { timeoutMs?: number; environment?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const { timeoutMs = 20_000, ...options } = more;
  return run(runOf(planned(call, values), { timeoutMs }), {
    open: (sealed) => Buffer.from(sealed, 'base64').toString(),
    environment: {},
    ...options,
  });
}

describe('what is sent', () => {
  test('is the method, the address, the headers and the body of the file, once', async () => {
    received.length = 0;
    const http = {
      method: 'POST',
      url: `${base}/ok/restart?now=yes`,
      headers: { Authorization: 'Bearer $ADMIN_TOKEN', 'X-Reason': 'because' },
      json: { deep: [{ on: true, n: null }], text: 'a "b"' },
    };
    const ended = await send({ http }, {}, { environment: { ADMIN_TOKEN: 'hunter2-secret' } });
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: `POST ${base}/ok/restart answered 200`,
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: 'POST',
      path: '/ok/restart?now=yes',
      headers: { authorization: 'Bearer hunter2-secret', 'content-type': 'application/json' },
    });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(http.json);
    expect(ended.output).toContain('HTTP 200\ncontent-type: application/json');
    expect(ended.output).toContain('"done":true');
    expect(JSON.stringify(ended)).not.toContain('hunter2');
    expect(commandLineOf(planned({ http }))).toBe(
      `POST ${base}/ok/restart?now=yes\ncontent-type: application/json\nAuthorization: Bearer $ADMIN_TOKEN\nX-Reason: because\n\n{"deep":[{"on":true,"n":null}],"text":"a \\"b\\""}`,
    );
  });

  const nasty = 'a&b=c?d#e "f" \\ $TOKEN {{g}} é %2F; \' | `x`';

  test('keeps each value in its place, whatever it holds', async () => {
    received.length = 0;
    const parameters = { v: { max: 500 }, n: { type: 'number' }, s: { secret: true } };
    await send(
      {
        http: {
          method: 'PUT',
          url: `${base}/ok/one?q={{v}}&n={{n}}`,
          json: { '{{v}}': '{{v}}', n: '{{n}}', both: '{{n}} {{v}}', s: '{{s}}' },
        },
        parameters,
      },
      { v: nasty, n: '5', s: '"quoted" \\ secret' },
    );
    const query = new URL(received[0]?.path ?? '', base).searchParams;
    expect([...query]).toEqual([
      ['q', nasty],
      ['n', '5'],
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      '{{v}}': nasty,
      n: 5,
      both: `5 ${nasty}`,
      s: '"quoted" \\ secret',
    });
    await send(
      {
        http: {
          method: 'POST',
          url: `${base}/ok/form`,
          form: { v: '{{v}}', s: 'x{{s}}', n: '{{n}}' },
        },
        parameters,
      },
      { v: nasty, n: '5', s: '&s=' },
    );
    expect([...new URLSearchParams(received[1]?.body)]).toEqual([
      ['v', nasty],
      ['s', 'x&s='],
      ['n', '5'],
    ]);
    await send(
      {
        http: { url: `${base}/ok/{{v}}/end`, headers: { 'x-v': '<{{v}}>' } },
        parameters: { v: {} },
      },
      { v: 'a b$TOKEN?x' },
    );
    expect(received[2]).toMatchObject({
      path: '/ok/a%20b%24TOKEN%3Fx/end',
      headers: { 'x-v': '<a b$TOKEN?x>' },
    });
  });

  test.each([
    ['{{v}}/x', '..', 'is a dot, which would lead elsewhere'],
    ['{{v}}', '%2e%2E', 'is a dot, which would lead elsewhere'],
    ['a{{v}}', '.', null],
    ['.{{v}}', '.', 'is a dot, which would lead elsewhere'],
    ['{{v}}', 'a/b', 'holds a slash, which would lead elsewhere'],
    ['{{v}}', 'a\\b', 'holds a slash, which would lead elsewhere'],
  ])('in the path %s the value %j: %s', (path, value, problem) => {
    const action = Action.parse({ http: { url: `http://a/${path}` }, parameters: { v: {} } });
    const settled = settleAction(action, { v: value });
    expect('problems' in settled ? settled.problems.v : null).toBe(problem);
  });

  test('a header that would be two, or a variable that is not set, is not sent', async () => {
    const http = { url: `${base}/ok/x`, headers: { 'x-v': '$LINES' } };
    const before = received.length;
    const two = await send({ http }, {}, { environment: { LINES: 'a\r\nx-admin: 1' } });
    expect(two.summary).toContain('the header x-v would hold a line break');
    const unset = await send({ http });
    expect(unset.summary).toBe('`$LINES` is not set: set it for the worker');
    expect(received).toHaveLength(before);
    const action = Action.parse({
      http: { ...http, headers: { 'x-v': '{{v}}' } },
      parameters: { v: {} },
    });
    expect(settleAction(action, { v: 'a\nb' })).toMatchObject({
      problems: { v: 'holds a character that a header cannot: use plain letters' },
    });
  });
});

describe('what service.yaml may say', () => {
  test.each<[object, string]>([
    [{ url: 'http://{{v}}/x' }, 'a parameter may fill path and query only'],
    [{ url: 'http://a.{{v}}:80/x' }, 'a parameter may fill path and query only'],
    [{ url: 'http://u:p@a/x' }, 'an address without a password'],
    [{ url: 'file:///etc/passwd' }, 'begins with http:// or https://'],
    [{ url: 'http://a/#x' }, 'an address without `#`'],
    [{ url: 'http://a', headers: { Host: 'b' } }, 'another header'],
    [{ url: 'http://a', headers: { 'x y': 'b' } }, 'the name of a header'],
    [{ url: 'http://a', method: 'GET', json: {} }, 'GET takes no json'],
    [{ url: 'http://a', method: 'POST', json: {}, form: {} }, 'there is json already'],
    [{ url: 'http://a', method: 'POST', body: '{{v}}' }, 'json or form where a parameter'],
  ])('%j is a mistake', (http, message) => {
    const read = Action.safeParse({ http, parameters: { v: {} } });
    expect(JSON.stringify(read.error?.issues)).toContain(message);
  });
});

describe('what is answered', () => {
  test('is judged by its status', async () => {
    expect(await send({ http: { url: `${base}/status/500` } })).toMatchObject({
      state: 'failed',
      summary: `GET ${base}/status/500 answered 500, not 200 to 299`,
      output: expect.stringContaining('it is so'),
    });
    expect(await send({ http: { url: `${base}/status/409`, expect: [202, 409] } })).toMatchObject({
      state: 'succeeded',
    });
    expect((await send({ http: { url: `${base}/status/200`, expect: [202, 409] } })).summary).toBe(
      `GET ${base}/status/200 answered 200, not 202 or 409`,
    );
  });

  test('a redirect is not followed, or within the same host only, and never for ever', async () => {
    received.length = 0;
    const to = (where: string, redirects = 0) =>
      send({
        http: { method: 'POST', url: `${base}/to?where=${where}`, form: { a: 'b' }, redirects },
      });
    expect((await to('/ok/next')).summary).toBe(
      `POST ${base}/to answered 302, not 200 to 299, on to ${base}/ok/next, which is not followed`,
    );
    expect((await to('http://localhost:1/x', 3)).summary).toContain(
      'on to http://localhost:1/x, which is another host than the configured one',
    );
    expect((await to('https://127.0.0.1/x', 3)).summary).toContain('another host');
    expect(received.map(({ path }) => path.split('?')[0])).toEqual(['/to', '/to', '/to']);
    expect(await to('/ok/next', 1)).toMatchObject({
      state: 'succeeded',
      summary: `GET ${base}/ok/next answered 200`,
    });
    expect(received.at(-1)).toMatchObject({ method: 'GET', body: '' });
    await send({ http: { method: 'POST', url: `${base}/again`, body: 'kept', redirects: 1 } });
    expect(received.at(-1)).toMatchObject({ method: 'POST', path: '/ok/moved', body: 'kept' });
    const before = received.length;
    const loop = await send({ http: { url: `${base}/loop`, redirects: 5 } });
    expect(loop.summary).toContain('which is not followed');
    expect(received).toHaveLength(before + 6);
  });

  test('of a huge answer the head is kept, and the rest is not read', async () => {
    const ended = await send({ http: { url: `${base}/huge` } });
    expect(ended.state).toBe('succeeded');
    expect(ended.outputBytes).toBeLessThan(70_000);
    expect(ended.output).toContain('[there is more, which was not read]');
    expect((await send({ http: { url: `${base}/picture` } })).output).toContain(
      '[not a text, and not kept]',
    );
  });

  test('that does not end is given up at the time limit, with what came', async () => {
    const limit = { timeoutMs: 1_000 };
    const slow = await send({ http: { method: 'POST', url: `${base}/slow` } }, {}, limit);
    expect(slow).toMatchObject({ state: 'failed', timedOut: true });
    expect(slow.summary).toBe(
      'stopped at its time limit of 1s: 200 came, but not all of the answer; it may have been carried out: look before you send it again',
    );
    expect(slow.output).toContain('beginning');
    const silent = await send({ http: { method: 'POST', url: `${base}/silent` } }, {}, limit);
    expect(silent.summary).toContain('there was no answer; it may have been carried out');
    const reading = await send({ http: { url: `${base}/silent` } }, {}, limit);
    expect(reading.summary).toBe('stopped at its time limit of 1s: there was no answer');
  });

  test('a call can be cancelled while it waits', async () => {
    const abort = new AbortController();
    const before = received.length;
    const sending = send(
      { http: { method: 'POST', url: `${base}/silent` } },
      {},
      { signal: abort.signal },
    );
    while (received.length === before) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await sending).toMatchObject({
      state: 'cancelled',
      summary: expect.stringContaining('look before you send it again'),
    });
  });
});

describe('a service that cannot be reached', () => {
  test.each([
    ['http://127.0.0.1:1/x', 'connection refused'],
    ['http://nobody.invalid/x', 'no such host'],
  ])('at %s: %s, and nothing was sent', async (url, why) => {
    const ended = await send({ http: { method: 'POST', url } });
    expect(ended.state).toBe('failed');
    expect(ended.summary).toMatch(
      new RegExp(`^POST ${url}: (${why}|the host name could not be looked up)$`),
    );
  });

  test.skipIf(!hasOpenssl)(
    'whose certificate nobody vouches for is told in its own words, and nothing was sent',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'runbell-tls-'));
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-keyout',
          key,
          '-out',
          cert,
          '-days',
          '1',
          '-subj',
          '/CN=127.0.0.1',
        ],
        { stdio: 'ignore' },
      );
      const server = createSecureServer({ key: await readFile(key), cert: await readFile(cert) });
      server.listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const ended = await send({ http: { method: 'POST', url: `https://127.0.0.1:${port}/x` } });
      expect(ended.summary).toBe(`POST https://127.0.0.1:${port}/x: self-signed certificate`);
      const plain = await send({ http: { url: `${base.replace('http', 'https')}/ok/x` } });
      expect(plain.state).toBe('failed');
      expect(plain.summary).not.toContain('look before');
      await new Promise((resolve) => server.close(resolve));
    },
  );
});
