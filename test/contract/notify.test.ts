import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery, PageMessage, Provider } from '../../src/flow/page/notify-ports.ts';
import { withBreaker } from '../../src/notify/breaker.ts';
import { emailProvider } from '../../src/notify/email.ts';
import { opsgenieProvider } from '../../src/notify/opsgenie.ts';
import { pagerdutyProvider } from '../../src/notify/pagerduty.ts';
import { openProviders } from '../../src/notify/providers.ts';
import { smsProvider } from '../../src/notify/sms.ts';
import { voiceProvider } from '../../src/notify/voice.ts';
import { webhookProvider } from '../../src/notify/webhook.ts';
import { type Heard, type Listening, listening, type Told } from '../harness/listening.ts';
import { type Mailbox, mailbox } from '../harness/smtp.ts';
import { numbers, type TwilioStandIn, twilioAccount, twilioStandIn } from '../harness/twilio.ts';

const publicUrl = 'https://runbell.example.com';

function messageTo(to: string, count = 1): PageMessage {
  const about = Array.from({ length: count }, (_, index) => ({
    incidentId: `i${index}`,
    pageId: `p${index}`,
    number: 12 + index,
    key: `incident${index}-1`,
    title: index === 0 ? 'Disk <full> & "hot"\non db-1' : `Other ${index}`,
    service: 'kindle-sync',
    severity: 'p1' as const,
    level: 'on-call engineer',
    openedAt: new Date('2026-03-01T02:30:00Z'),
    channelUrl: 'https://acme.slack.com/archives/C1',
    ackUrl: `${publicUrl}/ack/token${index}`,
  }));
  return { id: 'notification1', attempt: 1, to, about: about as unknown as PageMessage['about'] };
}

let twilio: TwilioStandIn;
let mail: Mailbox;
let web: Listening;
let next: (heard: Heard) => Told | null = () => ({ status: 202 });

beforeAll(async () => {
  [twilio, mail, web] = await Promise.all([
    twilioStandIn(),
    mailbox(),
    listening((heard) => next(heard)),
  ]);
});
afterAll(async () => {
  await twilio[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
  await web[Symbol.asyncDispose]();
});

const account = () => ({ ...twilioAccount, apiUrl: twilio.url });
const sms = (over = {}) =>
  smsProvider({ account: { ...account(), ...over }, from: '+15550001111', publicUrl });
const voice = () => voiceProvider({ account: account(), from: '+15550001111', publicUrl });
const email = (smtpUrl = mail.url) =>
  emailProvider({ smtpUrl, from: 'Runbell <runbell@example.com>' });
const hook = () =>
  webhookProvider({
    target: (name) => (name === 'pager' ? { url: `${web.url}/in`, secret: 'shared-secret' } : null),
    now: () => 1_772_332_200,
  });
const nowhere = 'http://127.0.0.1:2';

/** `failed: 21211` holds when a delivery failed with these words in its reason. */
const cases: [name: string, ask: () => Promise<Delivery>, expected: string][] = [
  ['a text message', () => sms().deliver(messageTo('+4915112345678')), 'delivered: SM0'],
  ['a number that is none', () => sms().deliver(messageTo(numbers.invalid)), 'failed: 21211'],
  ['somebody who sent STOP', () => sms().deliver(messageTo(numbers.unsubscribed)), 'failed: 21610'],
  ['too many at once', () => sms().deliver(messageTo(numbers.flooded)), 'retry: 20429'],
  [
    'a wrong token',
    () => sms({ token: 'wrong' }).deliver(messageTo('+4915112345678')),
    'failed: 20003',
  ],
  [
    'Twilio out of reach',
    () => sms({ apiUrl: nowhere }).deliver(messageTo('+4915112345678')),
    'retry: ECONNREFUSED',
  ],
  ['a call', () => voice().deliver(messageTo('+4915112345678')), 'delivered: CA0'],
  ['a call to nobody', () => voice().deliver(messageTo('12')), 'failed: 21211'],
  ['a mail', () => email().deliver(messageTo('olive@example.com')), 'delivered: <notification1@'],
  ['an unknown mailbox', () => email().deliver(messageTo('nobody@example.com')), 'failed: 550'],
  ['a full mailbox', () => email().deliver(messageTo('full@example.com')), 'retry: 452'],
  [
    'a mail server out of reach',
    () => email('smtp://127.0.0.1:1').deliver(messageTo('olive@example.com')),
    'retry: cannot be reached',
  ],
  ['a webhook', () => answering(hook(), 'pager', { status: 204 }), 'delivered: null'],
  ['a webhook that is gone', () => answering(hook(), 'pager', { status: 410 }), 'failed: 410'],
  ['a webhook that leads on', () => answering(hook(), 'pager', { status: 302 }), 'failed: 302'],
  ['a webhook in trouble', () => answering(hook(), 'pager', { status: 503 }), 'retry: 503'],
  ['a webhook that hangs up', () => answering(hook(), 'pager', null), 'retry unsure: reached'],
  [
    'a webhook of no name',
    () => hook().deliver(messageTo('other')),
    'failed: no webhook is called',
  ],
  [
    'PagerDuty',
    () =>
      answering(pagerdutyProvider(web.url), 'R'.repeat(32), {
        status: 202,
        json: { status: 'success', message: 'Event processed', dedup_key: 'runbell-incident0-1' },
      }),
    'delivered: runbell-incident0-1',
  ],
  [
    'PagerDuty without such a key',
    () =>
      answering(pagerdutyProvider(web.url), 'x', {
        status: 400,
        json: { status: 'invalid event', errors: ["'routing_key' is invalid"] },
      }),
    "failed: 'routing_key' is invalid",
  ],
  [
    'PagerDuty that asks to wait',
    () =>
      answering(pagerdutyProvider(web.url), 'x', { status: 429, headers: { 'retry-after': '7' } }),
    'retry after 7000: 429',
  ],
  [
    'Opsgenie',
    () =>
      answering(opsgenie(), 'olive@example.com', {
        status: 202,
        json: { result: 'Request will be processed', requestId: '43a29c5c' },
      }),
    'delivered: 43a29c5c',
  ],
  [
    'Opsgenie with a wrong key',
    () =>
      answering(opsgenie(), 'olive@example.com', {
        status: 401,
        json: { message: 'Could not authenticate' },
      }),
    'failed: Could not authenticate',
  ],
];

const opsgenie = () => opsgenieProvider({ apiUrl: web.url, key: 'genie' });

function answering(provider: Provider, to: string, told: Told | null): Promise<Delivery> {
  next = () => told;
  return provider.deliver(messageTo(to));
}

describe('a provider says delivered, retry or failed', () => {
  test.each(cases)('%s', async (_name, ask, expected) => {
    const delivery = await ask();
    const [wanted = '', words = ''] = expected.split(/: (.*)/);
    const { state } = delivery;
    const how =
      state === 'retry'
        ? `retry${delivery.afterMs === null ? '' : ` after ${delivery.afterMs}`}${delivery.unsure ? ' unsure' : ''}`
        : state;
    expect(how).toBe(wanted);
    expect(state === 'delivered' ? String(delivery.ref) : delivery.why).toContain(words);
  });
});

test('a text message says what it is about and how to answer; several pages are one', async () => {
  await sms().deliver(messageTo('+4915100000001', 3));
  const { text, fields } = twilio.sent.at(-1)!;
  expect(text).toBe(
    'Runbell: 3 incidents: P1 #12: Disk <full> & "hot" on db-1 (kindle-sync); P1 #13: Other 1 (kindle-sync); P1 #14: Other 2 (kindle-sync). Reply 4 to acknowledge all, 6 to escalate.',
  );
  expect(fields.StatusCallback).toBe(`${publicUrl}/twilio/status/notification1`);
});

test('a call reads foreign text aloud as text, and takes a key', async () => {
  await voice().deliver(messageTo('+4915100000001'));
  const { text } = twilio.sent.at(-1)!;
  expect(text).toContain(`<Gather numDigits="1"`);
  expect(text).toContain(`action="${publicUrl}/twilio/voice/notification1"`);
  expect(text).toContain('Incident 12. Disk &lt;full&gt; &amp; &quot;hot&quot; on db-1.');
  expect(text).toContain('Press 4 to acknowledge');
});

test('a mail keeps its Message-ID at each attempt, and has the link to acknowledge', async () => {
  const before = mail.mails.length;
  await email().deliver(messageTo('olive@example.com'));
  await email().deliver(messageTo('olive@example.com'));
  const sent = mail.mails.slice(before);
  expect(sent.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1])).toEqual([
    '<notification1@example.com>',
    '<notification1@example.com>',
  ]);
  expect(sent[0]?.text).toContain('P1 #12: Disk <full> & "hot" on db-1 (kindle-sync)');
  expect(sent[0]?.text).toContain(`${publicUrl}/ack/token0`);
});

test('a webhook is signed over time and body', async () => {
  await answering(hook(), 'pager', { status: 200 });
  const { headers, body } = web.heard.at(-1)!;
  const hex = createHmac('sha256', 'shared-secret').update(`v1:1772332200:${body}`).digest('hex');
  expect(headers['x-runbell-signature']).toBe(`v1=${hex}`);
  expect(JSON.parse(body)).toMatchObject({ type: 'page', incidents: [{ number: 12 }] });
});

test('PagerDuty and Opsgenie get a key by which a second event is the first one', async () => {
  await answering(pagerdutyProvider(web.url), 'R'.repeat(32), { status: 202, json: {} });
  expect(JSON.parse(web.heard.at(-1)!.body)).toMatchObject({
    routing_key: 'R'.repeat(32),
    event_action: 'trigger',
    dedup_key: 'runbell-incident0-1',
    payload: { severity: 'critical', source: 'kindle-sync' },
  });
  await answering(opsgenie(), 'olive@example.com', { status: 202, json: {} });
  const { headers, body } = web.heard.at(-1)!;
  expect(headers.authorization).toBe('GenieKey genie');
  expect(JSON.parse(body)).toMatchObject({
    alias: 'runbell-incident0-1-olive@example.com',
    priority: 'P1',
    responders: [{ type: 'user', username: 'olive@example.com' }],
  });
});

test('who pages on their own is told that somebody took it, and that it is over', async () => {
  next = () => ({ status: 202, json: {} });
  const taken = messageTo('olive@example.com');
  await pagerdutyProvider(web.url).end?.(messageTo('R'.repeat(32)), 'acknowledge');
  expect(JSON.parse(web.heard.at(-1)!.body)).toEqual({
    routing_key: 'R'.repeat(32),
    dedup_key: 'runbell-incident0-1',
    event_action: 'acknowledge',
  });
  await withBreaker(opsgenie()).end?.(taken, 'resolve');
  expect(web.heard.at(-1)!.path).toBe(
    '/v2/alerts/runbell-incident0-1-olive%40example.com/close?identifierType=alias',
  );
});

test('only what has an account is a way to reach somebody', () => {
  const none = {
    publicUrl: null,
    smtp: null,
    twilio: null,
    pagerdutyUrl: 'https://events.pagerduty.com',
    opsgenie: null,
  };
  expect(Object.keys(openProviders(none, () => null).providers)).toEqual(['webhook', 'pagerduty']);
  const service = { ...twilioAccount, apiUrl: nowhere, from: `MG${'0'.repeat(32)}` };
  const texts = openProviders({ ...none, twilio: { ...service, voiceFrom: null } }, () => null);
  expect(Object.keys(texts.providers)).toEqual(['sms', 'webhook', 'pagerduty']);
  expect(texts.tripped()).toEqual([]);
});

test('a provider that is down is left alone, then asked once, and opened again when that works', async () => {
  let now = 0;
  let asked = 0;
  let answer: Delivery = { state: 'retry', afterMs: null, why: 'HTTP 500' };
  const breaker = withBreaker(
    {
      name: 'Pager',
      deliver: async () => {
        asked += 1;
        return answer;
      },
    },
    { now: () => now, after: 3, restMs: 1000 },
  );
  const message = messageTo('x');
  for (let turn = 0; turn < 5; turn += 1) await breaker.deliver(message);
  expect(asked).toBe(3);
  expect(breaker.tripped()).toBe('Pager failed 3 times in a row (HTTP 500)');
  expect(await breaker.deliver(message)).toMatchObject({ state: 'retry', afterMs: 1000 });

  now = 1000;
  await Promise.all([breaker.deliver(message), breaker.deliver(message)]);
  expect(asked).toBe(4);
  now = 2000;
  answer = { state: 'delivered', ref: null };
  await breaker.deliver(message);
  expect(breaker.tripped()).toBeNull();
});

test('a provider that hangs takes no more than its share of what is under way', async () => {
  let open: (delivery: Delivery) => void = () => {};
  const hanging = new Promise<Delivery>((resolve) => {
    open = resolve;
  });
  const breaker = withBreaker({ name: 'Pager', deliver: () => hanging }, { atOnce: 2 });
  const first = [breaker.deliver(messageTo('x')), breaker.deliver(messageTo('x'))];
  expect(await breaker.deliver(messageTo('x'))).toMatchObject({ state: 'retry', untried: true });
  open({ state: 'delivered', ref: null });
  await Promise.all(first);
  expect(await breaker.deliver(messageTo('x'))).toMatchObject({ state: 'delivered' });
});
