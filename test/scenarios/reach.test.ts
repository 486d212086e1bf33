import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ContactRules, Contacts, Quiet } from '../../src/oncall/contact.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { listening } from '../harness/listening.ts';
import { withClient } from '../harness/pg.ts';
import { type Outside, outside } from '../harness/reach.ts';
import { numbers } from '../harness/twilio.ts';

const phone = '+4915112345678';
const usual = ContactRules.parse({
  default: [{ by: 'slack' }, { by: 'sms', after: '2m' }, { by: 'voice', after: '5m' }],
});

let world: Outside;
let bot: TestBot;
const olive = () => bot.bot.core.world.directory.people.oncall!;

beforeAll(async () => {
  world = await outside();
  bot = await startTestBot({
    logLevel: 'silent',
    providers: world.providers,
    change: (directory) => {
      directory.contacts_trusted = true;
      // One level that waits longer than any rule.
      for (const policy of Object.values(directory.policies))
        for (const level of policy.levels) level.wait = 3_600_000;
    },
  });
  bot.slack.anyMessage();
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  // Nothing of an earlier story counts for what comes together, or is too much.
  await bot.advance('4h');
  await bot.slack.faults();
  world.twilio.trouble = null;
  world.twilio.sent.length = 0;
  Object.assign(olive(), {
    contacts: Contacts.parse({ phone, email: 'olive@example.com' }),
    rules: usual,
    quiet: undefined,
  });
  bot.bot.core.world.directory.contacts_trusted = true;
});

test('a page is a direct message at once, a text message after two minutes and a call after five', async () => {
  const number = await page('Ladder');
  await dm('Ladder');
  expect(world.twilio.sent).toEqual([]);
  await bot.advance('2m');
  await sent('sms', 'Runbell: P1 #');
  await bot.advance('2m');
  await bot.settled();
  expect(world.twilio.sent).toHaveLength(1);
  await bot.advance('1m');
  await sent('call', `Incident ${number}. Ladder on kindle-sync.`);
  expect(await means(number)).toEqual(['slack delivered', 'sms delivered', 'voice delivered']);
  await done(number);
});

test('an acknowledgement takes back what was not sent yet', async () => {
  const number = await page('Acked');
  await dm('Acked');
  await acknowledge(number);
  expect(await means(number)).toEqual(['slack delivered', 'sms cancelled', 'voice cancelled']);
  await bot.advance('10m');
  await bot.settled();
  expect(world.twilio.sent).toEqual([]);
  await done(number);
});

test('a means that fails for good gives way to the next one at once, and the channel is told', async () => {
  olive().contacts = Contacts.parse({ phone: numbers.invalid, voice: phone });
  const number = await page('Invalid');
  await bot.advance('2m');
  await sent('call', 'Invalid on kindle-sync');
  await bot.slack.incident(number).sees('@U0ONCALL could not be reached by SMS: Twilio says 21211');
  await bot.slack.incident(number).sees('Trying phone at once.');
  expect(await means(number)).toEqual(['slack delivered', 'sms failed', 'voice delivered']);
  await done(number);
});

test('a means in trouble is tried again, and after three failures the next one is used as well', async () => {
  olive().rules = ContactRules.parse({
    p1: [{ by: 'sms' }, { by: 'email', after: '30m' }],
  });
  world.twilio.trouble = { status: 503 };
  const number = await page('Trouble');
  const mailed = () => world.mail.mails.some(({ text }) => text.includes('Trouble on kindle-sync'));
  await eventually('a mail is there', async () => mailed(), 20_000);
  expect(await means(number)).toEqual(['sms pending', 'email delivered']);
  await bot.slack.incident(number).sees('is not reached by SMS yet: Twilio says HTTP 503');
  world.twilio.trouble = null;
  await sent('sms', 'Trouble on kindle-sync', 30_000);
  await done(number);
});

test('an address that is not verified is passed over, which is said once', async () => {
  bot.bot.core.world.directory.contacts_trusted = false;
  const number = await page('Unverified');
  await bot.slack
    .incident(number)
    .sees('@U0ONCALL is not reached by SMS and phone: the address is not verified.');
  expect(await means(number)).toEqual(['slack delivered', 'sms unverified', 'voice unverified']);
  const told = (await bot.incident(number)).timeline.filter(
    ({ kind }) => kind === 'contact-skipped',
  );
  expect(told).toHaveLength(1);
  await done(number);
});

test('several pages within a minute are one text message', async () => {
  olive().rules = ContactRules.parse({ default: [{ by: 'sms' }] });
  const first = await page('Storm1');
  await sent('sms', 'Storm1');
  const others = [await page('Storm2'), await page('Storm3')];
  await bot.settled();
  expect(world.twilio.sent).toHaveLength(1);
  await bot.advance('1m');
  const { text } = await sent('sms', '2 incidents');
  expect(text).toContain('Storm2');
  expect(text).toContain('Storm3');
  await bot.settled();
  expect(world.twilio.sent).toHaveLength(2);
  for (const number of [first, ...others]) await done(number);
});

test('a page that goes out late says in the channel how late and why', async () => {
  const number = await page('Late');
  await dm('Late');
  // As after an outage: the clock is past the timer, and nobody was there when it was due.
  const { clock } = bot.bot.core;
  clock.advanceTo(new Date(clock.now().getTime() + 16 * 60_000));
  await sent('call', 'Late on kindle-sync', 20_000);
  await bot.slack.incident(number).sees('The page to @U0ONCALL by SMS went out 14m', 20_000);
  await bot.slack.incident(number).sees('late: Runbell was not running when it fell due.');
  await done(number);
});

test('a provider that is down is said in the digest channel until it works again, and nobody else waits', async () => {
  const { policies, webhooks } = bot.bot.core.world.directory;
  let status = 500;
  await using web = await listening(() => ({ status }));
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) webhooks[name] = { url: web.url, secret: 'shared-secret' };
  const level = policies['kindle-sync']!.levels[0]!;
  const before = level.page;
  level.page = [...names.map((name) => `webhook:${name}`), ...before];
  olive().rules = ContactRules.parse({ default: [{ by: 'email' }] });
  const number = await page('Down');
  level.page = before;
  const digest = bot.slack.channel('incidents');
  await digest.sees('Pages do not go out by webhook', 20_000);
  await digest.sees('webhook failed 5 times in a row (it answered HTTP 500).');
  await eventually('the mail is there', async () =>
    world.mail.mails.some(({ text }) => text.includes('Down on kindle-sync')),
  );
  const metrics = await (await fetch(`${bot.bot.url}/metrics`)).text();
  expect(metrics).toContain('runbell_providers_tripped 1');
  status = 200;
  await digest.sees('Pages go out by webhook again', 20_000);
  await done(number);
});

test('in quiet hours what rings waits until they end, and is used at once when nothing else works', async () => {
  const { directory } = bot.bot.core.world;
  directory.quiet_broken_by = [];
  const now = bot.bot.core.clock.now().getTime();
  const time = (hours: number) => new Date(now + hours * 3_600_000).toISOString().slice(11, 16);
  olive().quiet = Quiet.parse({ from: time(-1), to: time(1), zone: 'UTC' });
  olive().rules = ContactRules.parse({ default: [{ by: 'slack' }, { by: 'sms' }] });
  const quiet = await page('Quiet');
  await dm('Quiet');
  await bot.settled();
  expect(await means(quiet)).toEqual(['slack delivered', 'sms pending']);
  await bot.advance('70m');
  await sent('sms', 'Quiet on kindle-sync');
  await done(quiet);

  // What comes within a minute would wait, to be one text message with the last.
  await bot.advance('2m');
  const later = bot.bot.core.clock.now().getTime() - now;
  const at = (hours: number) => time(hours + later / 3_600_000);
  olive().quiet = Quiet.parse({ from: at(-1), to: at(1), zone: 'UTC' });
  await bot.slack.faults({
    methods: [{ method: 'chat.postMessage', answer: 'restricted_action' }],
  });
  const loud = await page('Loud');
  await sent('sms', 'Loud on kindle-sync');
  await bot.slack.faults();
  expect(await means(loud)).toEqual(['slack failed', 'sms delivered']);
  directory.quiet_broken_by = ['p1'];
  await done(loud);
});

test('a level may page a webhook, which gets a signed call', async () => {
  const { policies, webhooks } = bot.bot.core.world.directory;
  await using web = await listening(() => ({ status: 200 }));
  webhooks.pager = { url: `${web.url}/in`, secret: 'shared-secret' };
  const level = policies['kindle-sync']!.levels[0]!;
  const before = level.page;
  level.page = ['webhook:pager'];
  const number = await page('Hooked');
  const heard = await eventually('the webhook is called', async () => web.heard[0]);
  level.page = before;
  expect(JSON.parse(heard.body)).toMatchObject({ type: 'page', incidents: [{ number }] });
  const { 'x-runbell-timestamp': at, 'x-runbell-signature': signature } = heard.headers;
  const hex = createHmac('sha256', 'shared-secret').update(`v1:${at}:${heard.body}`).digest('hex');
  expect(signature).toBe(`v1=${hex}`);
  expect(await means(number)).toEqual(['webhook delivered']);
  await done(number);
});

test('nothing delays a page: neither a rate limit on edits nor ten thousand card updates', async () => {
  const before = await page('Before');
  await dm('Before');
  const { incident } = await bot.incident(before);
  await bot.slack.faults({
    methods: [{ method: 'chat.update', answer: 'ratelimited', retryAfter: 120 }],
  });
  await withClient(bot.databaseUrl, async (client) => {
    await client.query(
      `insert into outbox (lane, kind, key, payload) select 'slack', 'sync-incident', 'storm ' || n,
         jsonb_build_object('kind', 'sync-incident', 'incidentId', $1::text)
       from generate_series(1, 10000) as n`,
      [incident.id],
    );
    await page('Ahead');
    await dm('Ahead');
    const { slack } = await bot.bot.core.world.store.outbox.stats();
    expect(slack.depth).toBeGreaterThan(9000);
    await client.query(`delete from outbox where key like 'storm %'`);
  });
  await bot.slack.faults();
});

async function page(name: string): Promise<number> {
  const opened = await bot.alert(name);
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  return opened.number;
}

async function dm(name: string) {
  return bot.slack.as('U0ONCALL').dm().sees(`${name} on kindle-sync`);
}

function sent(kind: 'sms' | 'call', words: string, withinMs?: number) {
  return eventually(
    `${kind} "${words}"`,
    async () => world.twilio.sent.findLast((one) => one.kind === kind && one.text.includes(words)),
    withinMs,
  );
}

async function means(number: number): Promise<string[]> {
  await eventually('nothing is on its way', async () =>
    (await rows(number)).every(({ state }) => state !== 'sending'),
  );
  return (await rows(number)).map((one) => `${one.means} ${one.state}`);
}

async function rows(number: number) {
  const { store } = bot.bot.core.world;
  const { id = '' } = (await store.incidents.byNumber(number)) ?? {};
  const all = await store.notifications.ofIncident(id);
  return all.toSorted((a, b) => a.step - b.step);
}

async function acknowledge(number: number): Promise<void> {
  await bot.slack.as('U0ONCALL').types('general', `/incident ack ${number}`);
  await eventually(
    'it is acknowledged',
    async () => (await bot.incident(number)).incident.status === 'acknowledged',
  );
}

async function done(number: number): Promise<void> {
  await bot.slack.as('U0ONCALL').types('general', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
