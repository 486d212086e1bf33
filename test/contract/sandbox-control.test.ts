import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { SandboxEvent } from '../../src/sandbox/contract.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { until, type Workspace, workspace } from './sandbox-harness.ts';

test('the event stream begins with everything and then tells changes', async () => {
  await using space = await workspace();
  await using stream = await events(space);
  const first = await stream.next('hello');
  expect(first.state.users.map(({ title }) => title)).toContain('Database administrator');
  expect(Object.keys(first.messages)).toContain('C0INCIDENTS');
  await space.post('message', { user: 'U0DEV', channel: 'general', text: 'a < b & @olive' });
  expect((await stream.next('message')).message).toMatchObject({
    user: 'U0DEV',
    text: 'a &lt; b &amp; <@U0ONCALL>',
  });
  await space.post('reset', {});
  await stream.next('reset');
  await until(() => stream.all.filter(({ type }) => type === 'hello').length === 2, 'a new hello');
});

test.each([
  ['a page of another site', { origin: 'http://evil.test' }, 403],
  ['a name that points here', { host: 'evil.test' }, 403],
  ['a form', { 'content-type': 'text/plain' }, 415],
])('%s cannot act in the workspace', async (_name, headers, status) => {
  await using space = await workspace();
  const body = JSON.stringify({ user: 'U0DEV', channel: 'general', text: 'x' });
  const all = { 'content-type': 'application/json', ...headers };
  expect(await rawPost(`${space.url}/_control/message`, all, body)).toBe(status);
  expect(await space.messages('general')).toEqual([]);
});

test('the own page may act', async () => {
  await using space = await workspace();
  const headers = { 'content-type': 'application/json', origin: space.url };
  const body = JSON.stringify({ user: 'U0DEV', channel: 'general', text: 'x' });
  expect(await rawPost(`${space.url}/_control/message`, headers, body)).toBe(200);
});

test.each([
  ['message', { user: 'U0NOPE', channel: 'general', text: 'x' }, 'user_not_found'],
  ['message', { user: 'U0DEV', channel: 'nowhere', text: 'x' }, 'channel_not_found'],
  ['message', { user: 'U0RUNBELL', channel: 'general', text: 'x' }, 'user_not_found'],
  ['message', { user: 'U0DEV', channel: 'general' }, /^text: /],
  ['command', { user: 'U0DEV', channel: 'general', command: '/nope' }, 'unknown_command'],
  ['submit', { user: 'U0DEV', values: {} }, 'no_modal'],
  ['interact', { user: 'U0DEV', view: true, action: { action_id: 'x' } }, 'no_view'],
  ['shortcut', { user: 'U0DEV', callback_id: 'nope' }, 'unknown_shortcut'],
  ['reaction', { user: 'U0DEV', channel: 'general', ts: '1.2', name: 'eyes' }, 'message_not_found'],
  ['mode', { requestUrl: 'http://example.com/slack' }, 'request_url_must_be_loopback'],
])('%s refuses what makes no sense', async (path, body, error) => {
  await using space = await workspace();
  const answer = await space.post(path, body);
  expect(answer.ok).toBe(false);
  expect(answer.error).toMatch(error);
});

test('a press is refused when the message has no such element or option', async () => {
  await using space = await workspace();
  const option = { text: { type: 'plain_text' as const, text: 'P1' }, value: 'p1' };
  const select = { type: 'static_select' as const, action_id: 'severity', options: [option] };
  const { ts } = await space.web.chat.postMessage({
    channel: 'C0INCIDENTS',
    text: 'x',
    blocks: [{ type: 'actions', elements: [select] }],
  });
  const press = { user: 'U0DEV', channel: 'incidents', messageTs: ts };
  const pick = (action: object) => space.post('interact', { ...press, action });
  expect(await pick({ action_id: 'other' })).toEqual({ ok: false, error: 'no_such_element' });
  expect(await pick({ action_id: 'severity', value: 'p9' })).toEqual({
    ok: false,
    error: 'no_such_option',
  });
  expect(await pick({ action_id: 'severity', value: 'p1' })).toEqual({
    ok: false,
    error: 'dispatch_failed',
  });
  const sent = (await space.log()).find(({ name }) => name === 'block_actions');
  expect(sent?.detail).toMatchObject({
    payload: {
      actions: [{ type: 'static_select', selected_option: option }],
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: 'C0INCIDENTS',
        is_ephemeral: false,
      },
    },
  });
});

test('whoever acts in a public channel joins it first, and a private one stays shut', async () => {
  await using space = await workspace();
  const open = await space.web.conversations.create({ name: 'inc-1' });
  const shut = await space.web.conversations.create({ name: 'inc-2', is_private: true });
  const say = (channel: string | undefined) =>
    space.post('message', { user: 'U0DEV', channel, text: 'x' });
  expect(await say(open.channel?.id)).toMatchObject({ ok: true });
  expect((await space.messages('inc-1')).map(({ subtype }) => subtype)).toEqual([
    'channel_join',
    undefined,
  ]);
  expect(await say(shut.channel?.id)).toEqual({ ok: false, error: 'not_in_channel' });
});

test('a slash that begins no known command is not sent as a message', async () => {
  await using space = await workspace();
  const answer = await space.post('message', {
    user: 'U0DEV',
    channel: 'general',
    text: '/incidnet list',
  });
  expect(answer).toEqual({ ok: false, error: 'unknown_command' });
  expect(await space.messages('general')).toEqual([]);
  expect((await space.ephemerals('U0DEV'))[0]?.text).toMatch('/incidnet is not a valid command');
});

test('only its author edits or deletes a message', async () => {
  await using space = await workspace();
  const { message } = await space.post('message', { user: 'U0DEV', channel: 'general', text: 'x' });
  const at = { channel: 'general', ts: message?.ts };
  expect(await space.post('edit-message', { ...at, user: 'U0CTO', text: 'y' })).toMatchObject({
    ok: false,
  });
  expect(await space.post('edit-message', { ...at, user: 'U0DEV', text: 'y' })).toMatchObject({
    ok: true,
  });
  expect(await space.messages('general')).toMatchObject([{ text: 'y', edited: { user: 'U0DEV' } }]);
  await space.post('delete-message', { ...at, user: 'U0DEV' });
  expect(await space.messages('general')).toEqual([]);
});

test('a command in a thread is not run, and the member is told so', async () => {
  await using space = await workspace();
  const { message } = await space.post('message', { user: 'U0DEV', channel: 'general', text: 'x' });
  const body = {
    user: 'U0DEV',
    channel: 'general',
    text: '/incident list',
    thread_ts: message?.ts,
  };
  expect(await space.post('message', body)).toMatchObject({ ok: false });
  expect(await space.ephemerals('U0DEV')).toMatchObject([
    { text: '/incident is not supported in threads. Sorry!' },
  ]);
});

test('a port in use is said with its number and the variable that changes it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await until(() => other.listening);
  const { port } = other.address() as AddressInfo;
  await expect(startSandbox({ port })).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringMatching(new RegExp(`${port}.*SANDBOX_PORT`)),
  });
  other.close();
});

test('the page allows nothing from elsewhere', async () => {
  await using space = await workspace();
  const response = await fetch(`${space.url}/archives/C0GENERAL/p1`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('content-type')).toContain('text/html');
  expect((await fetch(`${space.url}/..%2f..%2fpackage.json`)).status).toBe(404);
});

/** fetch would not let a test choose its Host. */
function rawPost(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function events(space: Workspace) {
  const abort = new AbortController();
  const response = await fetch(`${space.url}/_control/events`, { signal: abort.signal });
  const all: SandboxEvent[] = [];
  const reading = read(response, all).catch(() => {});
  return {
    all,
    next: async <Type extends SandboxEvent['type']>(type: Type) =>
      (await until(() => all.find((event) => event.type === type), type)) as Extract<
        SandboxEvent,
        { type: Type }
      >,
    [Symbol.asyncDispose]: async () => {
      abort.abort();
      await reading;
    },
  };
}

async function read(response: Response, all: SandboxEvent[]): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith('data: ')) all.push(JSON.parse(part.slice(6)));
    }
  }
}
