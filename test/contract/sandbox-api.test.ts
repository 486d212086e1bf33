import { type LogLevel, WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { until, type Workspace, workspace } from './sandbox-harness.ts';

const channel = 'C0INCIDENTS';
const quiet = 'error' as LogLevel;
const off = { limits: 'off' } as const;

test('an unknown method is HTTP 200, or the SDK would try again for half an hour', async () => {
  await using space = await workspace();
  const response = await call(space, 'chat.shout');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ ok: false, error: 'unknown_method' });
});

test.each([
  ['no token', undefined, 'auth.test', 'not_authed'],
  ['a foreign token', 'xoxb-other', 'auth.test', 'invalid_auth'],
  [
    'the app token for a bot method',
    'xapp-sandbox-app-token',
    'auth.test',
    'not_allowed_token_type',
  ],
  [
    'the bot token for a socket',
    'xoxb-sandbox-bot-token',
    'apps.connections.open',
    'not_allowed_token_type',
  ],
])('%s is refused', async (_name, token, method, error) => {
  await using space = await workspace();
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(space.apiUrl + method, { method: 'POST', headers });
  expect(await response.json()).toMatchObject({ ok: false, error });
});

test('reads come by GET, as a form or as JSON; writes not by GET', async () => {
  await using space = await workspace();
  const headers = { authorization: `Bearer ${space.botToken}` };
  const url = `${space.apiUrl}users.info`;
  const json = { ...headers, 'content-type': 'application/json; charset=utf-8' };
  const answers = await Promise.all([
    fetch(`${url}?user=U0DEV`, { headers }),
    fetch(url, { method: 'POST', headers, body: new URLSearchParams({ user: 'U0DEV' }) }),
    fetch(url, { method: 'POST', headers: json, body: JSON.stringify({ user: 'U0DEV' }) }),
  ]);
  for (const answer of answers)
    expect(await answer.json()).toMatchObject({ user: { id: 'U0DEV' } });
  const write = await fetch(`${space.apiUrl}chat.postMessage?channel=${channel}&text=x`, {
    headers,
  });
  expect(await write.json()).toEqual({ ok: false, error: 'invalid_post_type' });
});

test('a scope that is missing is named, with those that are there', async () => {
  await using space = await workspace({ scopes: ['chat:write'] });
  await expect(space.web.users.info({ user: 'U0DEV' })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
  });
  await expect(space.web.chat.postMessage({ channel: 'general', text: 'x' })).rejects.toThrow(
    'not_in_channel',
  );
});

test('the sixth message in one burst gets 429 and says how long to wait', async () => {
  await using space = await workspace();
  const send = () => space.web.chat.postMessage({ channel, text: 'x' });
  for (let count = 0; count < 5; count += 1) await send();
  await expect(send()).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
    retryAfter: 1,
  });
  expect(await space.web.chat.postMessage({ channel: 'C0KINDLE', text: 'x' })).toMatchObject({
    ok: true,
  });
});

test('a method of the second tier takes 20 calls a minute', async () => {
  await using space = await workspace();
  for (let count = 0; count < 20; count += 1) await space.web.users.list({});
  await expect(space.web.users.list({})).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
  });
});

test('a client that waits out a 429 is served then', async () => {
  await using space = await workspace();
  await space.post('faults', {
    methods: [{ method: 'chat.postMessage', answer: 'ratelimited', retryAfter: 1, times: 1 }],
  });
  const patient = new WebClient(space.botToken, { slackApiUrl: space.apiUrl, logLevel: quiet });
  const from = Date.now();
  expect(await patient.chat.postMessage({ channel, text: 'x' })).toMatchObject({ ok: true });
  expect(Date.now() - from).toBeGreaterThan(900);
});

test.each([
  ['http_500', 'slack_webapi_http_error'],
  ['is_archived', 'slack_webapi_platform_error'],
  ['timeout', 'slack_webapi_request_error'],
])('the fault %s reaches the client once and then no more', async (answer, code) => {
  await using space = await workspace();
  const web = new WebClient(space.botToken, {
    slackApiUrl: space.apiUrl,
    retryConfig: { retries: 0 },
    timeout: 1500,
    logLevel: quiet,
  });
  await space.post('faults', { methods: [{ method: '*', answer, times: 1 }] });
  await expect(web.chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({ code });
  expect(await web.chat.postMessage({ channel, text: 'x' })).toMatchObject({ ok: true });
  expect(await space.messages('incidents')).toHaveLength(1);
});

test.each<[string, (space: Workspace) => Promise<unknown>]>([
  ['no_text', ({ web }) => web.chat.postMessage({ channel } as never)],
  ['channel_not_found', ({ web }) => web.chat.postMessage({ channel: 'C0NOPE', text: 'x' })],
  [
    'cannot_reply_to_message',
    ({ web }) => web.chat.postMessage({ channel, text: 'x', thread_ts: '1.2' }),
  ],
  ['message_not_found', ({ web }) => web.chat.update({ channel, ts: '1.2', text: 'x' })],
  [
    'user_not_in_channel',
    ({ web }) => web.chat.postEphemeral({ channel, user: 'U0NOPE', text: 'x' }),
  ],
  ['name_taken', ({ web }) => web.conversations.create({ name: 'general' })],
  ['invalid_name_specials', ({ web }) => web.conversations.create({ name: 'Inc 1' })],
  ['invalid_name_punctuation', ({ web }) => web.conversations.create({ name: '--' })],
  ['invalid_name_maxlength', ({ web }) => web.conversations.create({ name: 'x'.repeat(81) })],
  ['invalid_name_required', ({ web }) => web.conversations.create({ name: '' })],
  ['too_long', ({ web }) => web.conversations.setTopic({ channel, topic: 'x'.repeat(251) })],
  ['not_in_channel', ({ web }) => web.conversations.setTopic({ channel: 'C0GENERAL', topic: 'x' })],
  ['already_in_channel', ({ web }) => web.conversations.invite({ channel, users: 'U0DEV' })],
  ['user_not_found', ({ web }) => web.conversations.invite({ channel, users: 'U0NOPE' })],
  ['cant_invite_self', ({ web }) => web.conversations.invite({ channel, users: 'U0RUNBELL' })],
  ['not_archived', ({ web }) => web.conversations.unarchive({ channel })],
  ['users_not_found', ({ web }) => web.users.lookupByEmail({ email: 'nobody@sandbox.example' })],
  [
    'invalid_link',
    ({ web }) =>
      web.bookmarks.add({ channel_id: channel, title: 'x', type: 'link', link: 'ftp://x' }),
  ],
  ['no_item_specified', ({ web }) => web.pins.add({ channel } as never)],
  ['invalid_cursor', ({ web }) => web.conversations.list({ cursor: 'nonsense' })],
  [
    'file_not_found',
    ({ web }) => web.files.completeUploadExternal({ files: [{ id: 'F1', title: 'x' }] }),
  ],
])('refuses with %s', async (error, attempt) => {
  await using space = await workspace(off);
  await expect(attempt(space)).rejects.toMatchObject({ data: { ok: false, error } });
});

test('a block that Slack would refuse is refused with a pointer to what is wrong', async () => {
  await using space = await workspace();
  const text = { type: 'mrkdwn' as const, text: 'x'.repeat(3001) };
  const attempt = space.web.chat.postMessage({
    channel,
    text: 'x',
    blocks: [{ type: 'section', text }],
  });
  await expect(attempt).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    },
  });
});

test('an archived channel takes nothing more, and its name stays taken', async () => {
  await using space = await workspace(off);
  const created = await space.web.conversations.create({ name: 'inc-1' });
  const id = created.channel?.id ?? '';
  const { ts = '' } = await space.web.chat.postMessage({ channel: id, text: 'x' });
  await space.web.conversations.archive({ channel: id });
  const refused = (attempt: Promise<unknown>, error: string) =>
    expect(attempt).rejects.toThrow(error);
  await refused(space.web.chat.postMessage({ channel: id, text: 'x' }), 'is_archived');
  await refused(space.web.chat.update({ channel: id, ts, text: 'y' }), 'is_inactive');
  await refused(space.web.conversations.setTopic({ channel: id, topic: 'y' }), 'is_archived');
  await refused(space.web.conversations.archive({ channel: id }), 'already_archived');
  await refused(space.web.conversations.create({ name: 'inc-1' }), 'name_taken');
});

test('one bad id fails a whole invitation unless it is forced', async () => {
  await using space = await workspace(off);
  const created = await space.web.conversations.create({ name: 'inc-1' });
  const id = created.channel?.id ?? '';
  const users = 'U0DEV,U0NOPE';
  await expect(space.web.conversations.invite({ channel: id, users })).rejects.toMatchObject({
    data: { errors: [{ ok: false, error: 'user_not_found', user: 'U0NOPE' }] },
  });
  expect((await space.web.conversations.members({ channel: id })).members).not.toContain('U0DEV');
  await space.web.conversations.invite({ channel: id, users, force: true });
  expect((await space.web.conversations.members({ channel: id })).members).toContain('U0DEV');
});

test('updating with blocks leaves no mark, with text alone it marks and drops the blocks', async () => {
  await using space = await workspace();
  const blocks = [{ type: 'divider' as const }];
  const { ts = '' } = await space.web.chat.postMessage({ channel, text: 'one', blocks });
  await space.web.chat.update({ channel, ts, text: 'two', blocks });
  expect((await space.messages(channel))[0]).toMatchObject({
    text: 'two',
    blocks: [{ type: 'divider' }],
  });
  expect((await space.messages(channel))[0]?.edited).toBeUndefined();
  await space.web.chat.update({ channel, ts, text: 'three' });
  const [message] = await space.messages(channel);
  expect(message?.blocks).toBeUndefined();
  expect(message?.edited?.user).toBe('U0RUNBELL');
});

test('history and threads come in pages, with metadata for whoever asks', async () => {
  await using space = await workspace(off);
  const metadata = { event_type: 'incident', event_payload: { id: '7' } };
  const first = await space.web.chat.postMessage({ channel, text: '0', metadata });
  const thread_ts = first.ts ?? '';
  for (const text of ['1', '2', '3']) await space.web.chat.postMessage({ channel, text });
  for (const text of ['a', 'b']) await space.web.chat.postMessage({ channel, text, thread_ts });
  const seen: (string | undefined)[] = [];
  for await (const page of space.web.paginate('conversations.history', { channel, limit: 3 })) {
    seen.push(
      ...((page as { messages?: { text: string }[] }).messages ?? []).map(({ text }) => text),
    );
  }
  expect(seen).toEqual(['3', '2', '1', '0']);
  const all = await space.web.conversations.history({ channel, include_all_metadata: true });
  expect(all.messages?.at(-1)).toMatchObject({ metadata, reply_count: 2 });
  const plain = await space.web.conversations.history({ channel });
  expect(plain.messages?.at(-1)).not.toHaveProperty('metadata');
  const replies = await space.web.conversations.replies({ channel, ts: thread_ts });
  expect(replies.messages?.map(({ text }) => text)).toEqual(['0', 'a', 'b']);
  const link = await space.web.chat.getPermalink({
    channel,
    message_ts: replies.messages?.[1]?.ts ?? '',
  });
  expect(link.permalink).toMatch(
    /\/archives\/C0INCIDENTS\/p\d+\?thread_ts=[\d.]+&cid=C0INCIDENTS$/,
  );
});

test('a file goes up in two steps, is shared in the channel and can be fetched', async () => {
  await using space = await workspace();
  await space.web.filesUploadV2({
    channel_id: channel,
    filename: 'output.txt',
    content: 'all of it',
    initial_comment: 'The full output',
  });
  const [message] = await space.messages(channel);
  expect(message).toMatchObject({
    text: 'The full output',
    files: [{ name: 'output.txt', size: 9 }],
  });
  const file = await fetch(message?.files?.[0]?.url ?? '');
  expect(await file.text()).toBe('all of it');
  expect(file.headers.get('content-disposition')).toContain('attachment');
});

test('a direct message opens once for the same two and takes messages by member id', async () => {
  await using space = await workspace();
  const one = await space.web.conversations.open({ users: 'U0DEV' });
  const posted = await space.web.chat.postMessage({ channel: 'U0DEV', text: 'You are paged' });
  expect(posted.channel).toBe(one.channel?.id);
  expect(await space.messages('U0DEV')).toMatchObject([{ text: 'You are paged' }]);
});

test('pins, bookmarks and reactions stand on the channel and its messages', async () => {
  await using space = await workspace();
  const { ts: timestamp = '' } = await space.web.chat.postMessage({ channel, text: 'card' });
  await space.web.pins.add({ channel, timestamp });
  await expect(space.web.pins.add({ channel, timestamp })).rejects.toThrow('already_pinned');
  await space.web.reactions.add({ channel, timestamp, name: 'eyes' });
  await expect(space.web.reactions.add({ channel, timestamp, name: 'eyes' })).rejects.toThrow(
    'already_reacted',
  );
  const link = 'https://runbooks.test/1';
  await space.web.bookmarks.add({ channel_id: channel, title: 'Runbook', type: 'link', link });
  const { channels } = await space.get<{ channels: { id: string }[] }>('state');
  expect(channels.find(({ id }) => id === channel)).toMatchObject({
    pins: [timestamp],
    bookmarks: [{ title: 'Runbook', link }],
  });
});

test('a response_url takes five answers and then says that it is used up', async () => {
  await using space = await workspace({ timing: { responseUrlMs: 60_000 } });
  void space.post('command', { user: 'U0DEV', channel: 'general', command: '/oncall' });
  const url = await until(async () => responseUrl(await space.log()), 'a response_url');
  const answer = () => fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
  for (let count = 0; count < 5; count += 1) expect((await answer()).status).toBe(200);
  const sixth = await answer();
  expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
});

test('blocks.validate answers in its own shape', async () => {
  await using space = await workspace();
  const response = await call(space, 'blocks.validate', { blocks: [{ type: 'header' }] });
  expect(await response.json()).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: [{ pointer: '/0', code: 'missing_field', message: 'missing required field: text' }],
  });
});

function responseUrl(log: { detail: unknown }[]): string | undefined {
  const found = log.flatMap(({ detail }) => {
    const payload = (detail as { payload?: { response_url?: string } }).payload;
    return payload?.response_url ?? [];
  });
  return found[0];
}

function call(space: Workspace, method: string, body: unknown = {}): Promise<Response> {
  return fetch(space.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${space.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
