import { expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';
import { redactingFetch } from '../../src/slack/outbound/redacting-fetch.ts';

const redactor = createRedactor({ mark: () => '3f2a' });

async function sent(body: string | FormData | undefined): Promise<unknown> {
  let seen: unknown;
  const send = redactingFetch(redactor, async (_url, init) => {
    seen = init?.body;
    return new Response('{"ok":true}');
  });
  await send(
    'https://slack.example/api',
    body === undefined ? undefined : { method: 'POST', body },
  );
  return seen;
}

const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text: 'got `password=hunter2`\nand more' } },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'v1:approve',
        value:
          '{"run":"3f2a9c81d04b7e6f","fingerprint":"3f2a9c81d04b7e6f","key":"9c81d04b7e6f3f2a"}',
      },
    ],
  },
];

test('no text of a call holds a secret, and what the bot finds its buttons by stays', async () => {
  const form = new URLSearchParams({
    token: 'xoxb-1234567890-abcdefghij',
    channel: 'C0INC0001',
    text: 'password=hunter2 & token=Ab12Cd34',
    blocks: JSON.stringify(blocks),
  });
  const fields = new URLSearchParams(String(await sent(form.toString())));

  expect(fields.get('token')).toBe('xoxb-1234567890-abcdefghij');
  expect(fields.get('text')).toBe('password=[redacted 3f2a] & token=[redacted 3f2a]');
  const [section, actions] = JSON.parse(fields.get('blocks') ?? '');
  expect(section.text.text).toBe('got `password=[redacted 3f2a]`\nand more');
  expect(actions).toEqual(blocks[1]);
});

test('a private answer is JSON, and stays it', async () => {
  const body = await sent(
    JSON.stringify({ response_type: 'ephemeral', text: 'password="hunter2"', n: 1 }),
  );

  expect(JSON.parse(String(body))).toEqual({
    response_type: 'ephemeral',
    text: 'password="[redacted 3f2a]"',
    n: 1,
  });
});

test('a title that somebody typed is taken out of what a button carries, too', async () => {
  const value = JSON.stringify({ title: 'password: hunter2 is wrong', service: 'shop' });
  const body = await sent(new URLSearchParams({ blocks: JSON.stringify([{ value }]) }).toString());

  expect(String(body)).not.toContain('hunter2');
  expect(
    JSON.parse(JSON.parse(new URLSearchParams(String(body)).get('blocks') ?? '')[0].value).service,
  ).toBe('shop');
});

test('files and empty calls pass', async () => {
  const form = new FormData();
  expect(await sent(form)).toBe(form);
  expect(await sent(undefined)).toBeUndefined();
});
