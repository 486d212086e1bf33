import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ContactRules, Contacts } from '../../src/oncall/contact.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { type Outside, outside } from '../harness/reach.ts';

const phone = '+4915112345678';
const publicUrl = 'https://runbell.example.com';

let world: Outside;
let bot: TestBot;
const directory = () => bot.bot.core.world.directory;
const contacts = Contacts.parse({ phone, email: 'olive@example.com' });

beforeAll(async () => {
  world = await outside(publicUrl);
  bot = await startTestBot({
    logLevel: 'silent',
    providers: world.providers,
    change: ({ policies }) => {
      for (const { levels } of Object.values(policies))
        for (const level of levels) level.wait = 3_600_000;
    },
  });
  bot.slack.anyMessage();
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await bot.advance('4h');
  Object.assign(directory().people.oncall!, { contacts });
  directory().contacts_trusted = true;
});

test('a reply to the text message acknowledges, and a stranger is not answered', async () => {
  const number = await page('Replied', 'sms');
  await sent('sms', 'Reply 4 to acknowledge');
  expect(await texts('+4900000000', '4')).not.toContain('Message');
  expect(await texts(phone, 'what is this?')).toContain('Reply 4 to acknowledge or 6 to escalate');
  expect(await texts(phone, 'ack 4711')).toContain('There is no incident 4711.');
  expect(await texts(phone, '4')).toContain(`Acknowledged incident ${number}.`);
  await bot.slack.incident(number).sees('Acknowledged by @U0ONCALL');
  expect(await texts(phone, `4 ${number}`)).toContain('You have acknowledged');
  await done(number);
});

test('key 4 on the call acknowledges, another key is asked again, and 6 escalates', async () => {
  const number = await page('Called', 'voice');
  const { text } = await sent('call', 'Called on kindle-sync');
  const path = new URL(/action="([^"]+)"/.exec(text)?.[1] ?? '').pathname;
  const press = (digits: string, to = phone) =>
    world.twilio.callback(bot.bot.url, path, { To: to, Digits: digits, CallSid: 'CA1' });
  expect((await press('5')).text).toContain('<Gather');
  expect((await press('4', '+4900000000')).text).toContain('not known');
  expect((await press('6')).text).toContain(`Escalated incident ${number}.`);
  await bot.slack.as('U0SENIOR').dm().sees('Called on kindle-sync');
  expect((await press('4')).text).toContain(`Acknowledged incident ${number}.`);
  await bot.slack.incident(number).sees('Acknowledged by @U0ONCALL');
  await done(number);
});

test('what Twilio did not sign is not read', async () => {
  const number = await page('Forged', 'sms');
  await sent('sms', 'Forged on kindle-sync');
  const fields = { From: phone, Body: '4' };
  const forged = await world.twilio.callback(bot.bot.url, '/twilio/sms', fields, 'another-token');
  expect(forged.status).toBe(403);
  const { incident } = await bot.incident(number);
  expect(incident.status).toBe('open');
  await done(number);
});

test('a call that nobody answers makes the next means due at once', async () => {
  const rules = { default: [{ by: 'voice' }, { by: 'email', after: '30m' }] };
  const number = await page('Unanswered', rules);
  const call = await sent('call', 'Unanswered on kindle-sync');
  const path = new URL(call.fields.StatusCallback ?? '').pathname;
  await eventually('it is written down', async () => (await rows(number))[0]?.ref === call.sid);
  await world.twilio.callback(bot.bot.url, path, { CallSid: call.sid, CallStatus: 'no-answer' });
  await bot.slack.incident(number).sees('could not be reached by phone: nobody answered.');
  await mailAbout('Unanswered');
  await done(number);
});

test('the link in the mail asks first, acknowledges once, and is worth nothing changed or late', async () => {
  const number = await page('Mailed', 'email');
  const link = await mailAbout('Mailed');
  const look = await fetch(link);
  const asked = await look.text();
  expect(look.status).toBe(200);
  expect(asked).toContain('You acknowledge it as Olive Marsh.');
  expect(asked).toContain('<form method="post">');
  expect((await bot.incident(number)).incident.status).toBe('open');

  const forged = await fetch(`${link.slice(0, -3)}abc`, { method: 'POST' });
  expect(forged.status).toBe(410);
  const used = await fetch(link, { method: 'POST' });
  expect(await used.text()).toContain(`You acknowledged incident ${number}.`);
  expect((await bot.incident(number)).incident.acknowledgedBy).toBe('U0ONCALL');
  const again = await fetch(link, { method: 'POST' });
  expect(await again.text()).toContain('was used already');
  await bot.advance('25h');
  expect(await (await fetch(link)).text()).toContain('over a day old');
  await done(number);
});

test('a contact is used once its code was typed; another address in the file has to be proved anew', async () => {
  directory().contacts_trusted = false;
  await olive().types('general', '/oncall verify');
  await olive().modal('Verify a contact');
  const { text } = await sent('sms', 'your code is');
  const code = /code is (\d{6})/.exec(text)?.[1] ?? '';
  await olive().types('general', `/oncall verify ${code === '000000' ? '111111' : '000000'}`);
  await olive().isTold('That is not the code. 4 tries are left.');
  await olive().submits({ code });
  const proved = async () =>
    (await bot.bot.core.world.store.contacts.of('U0ONCALL')).filter(
      ({ verifiedAt }) => verifiedAt !== null,
    );
  await eventually('it is proved', async () => (await proved()).length === 1);
  const number = await page('Proved', 'sms');
  await sent('sms', 'Proved on kindle-sync');
  await done(number);

  Object.assign(directory().people.oncall!, {
    contacts: Contacts.parse({ phone: '+4915199999999' }),
  });
  const other = await page('Moved', 'sms');
  await bot.slack.incident(other).sees('is not reached by SMS: the address is not verified.');
  await done(other);
});

const olive = () => bot.slack.as('U0ONCALL');

async function page(
  name: string,
  by: 'sms' | 'voice' | 'email' | Record<string, unknown>,
): Promise<number> {
  const rules = typeof by === 'string' ? { default: [{ by }] } : by;
  Object.assign(directory().people.oncall!, { rules: ContactRules.parse(rules) });
  const opened = await bot.alert(name);
  if (opened?.action !== 'opened') throw new Error(`${name} was ${opened?.action}`);
  return opened.number;
}

async function texts(from: string, body: string): Promise<string> {
  const { text } = await world.twilio.callback(bot.bot.url, '/twilio/sms', {
    From: from,
    To: '+15550001111',
    Body: body,
  });
  return text;
}

function sent(kind: 'sms' | 'call', words: string) {
  return eventually(`${kind} "${words}"`, async () =>
    world.twilio.sent.findLast((one) => one.kind === kind && one.text.includes(words)),
  );
}

/** The link of the mail, as it leads to the bot. */
async function mailAbout(name: string): Promise<string> {
  const mail = await eventually(`a mail about ${name}`, async () =>
    world.mail.mails.find(({ text }) => text.includes(`${name} on kindle-sync`)),
  );
  const unfolded = mail.text.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return (/Acknowledge: (\S+)/.exec(unfolded)?.[1] ?? '').replace(publicUrl, bot.bot.url);
}

async function rows(number: number) {
  const { store } = bot.bot.core.world;
  const { id = '' } = (await store.incidents.byNumber(number)) ?? {};
  return store.notifications.ofIncident(id);
}

async function done(number: number): Promise<void> {
  await olive().types('general', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
