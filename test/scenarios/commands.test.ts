import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot();
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const olive = () => bot.slack.as('U0ONCALL');
const says = (text: string, channel = 'general', user = 'U0ONCALL') =>
  bot.slack.as(user).types(channel, text);

test('with nothing open, the list, ack and on-call commands say so and what to do', async () => {
  await says('/incident list');
  await olive().isTold('No incident is open.');
  await says('/incident ack');
  await olive().isTold('No incident is open, so there is nothing to ack');
  await says('/incident status 99');
  await olive().isTold('There is no incident 99. `/incident list` shows the open ones.');
});

test('a command outside of its channel means the only incident that is open, and asks when there are more', async () => {
  await says('/incident declare p3 emailops replies are slow');
  await olive().isTold('Declared incident 1');
  await says('/incident ack');
  await olive().isTold('Acknowledged incident 1');
  await says('/incident declare p4 second thing');
  await olive().isTold('Declared incident 2');
  await says('/incident ack');
  await olive().isTold('2 incidents are open');
  await says('/incident ack #2', 'general', 'U0SENIOR');
  await bot.slack.as('U0SENIOR').isTold('Acknowledged incident 2');
  expect((await bot.incident(2)).incident.acknowledgedBy).toBe('U0SENIOR');
  await says('/incident list');
  const list = await olive().isTold('2 incidents are open');
  expect(list.text.indexOf('replies are slow')).toBeLessThan(list.text.indexOf('second thing'));
});

describe('the form', () => {
  test.each(['/incident', '/incident declare', '/incident new'])('%s opens it', async (typed) => {
    await says(typed, 'general', 'U0DEV');
    expect((await bot.slack.as('U0DEV').modal('Declare an incident')).submit?.text).toBe('Declare');
    await bot.slack.post('/_control/close-modal', { user: 'U0DEV', all: true });
  });

  test('opens from the global shortcut, keeps mistakes to itself, and anybody may declare with it', async () => {
    const dev = bot.slack.as('U0DEV');
    await dev.shortcut('declare_incident');
    await dev.modal('Declare an incident');
    await dev.submits({ title: '   ', severity: 'p1' });
    expect((await dev.modal('Declare an incident')).errors).toMatchObject({
      title: expect.stringContaining('what is broken'),
    });
    await dev.submits({ title: 'KindleSyncDown says my mother', severity: 'p2' });
    await eventually('the form closes', async () => (await dev.openModal()) === null);
    const open = await bot.bot.core.world.store.incidents.open();
    const incident = open.find(({ declaredBy }) => declaredBy === 'U0DEV');
    expect(incident).toMatchObject({ severity: 'p2', service: 'kindle-sync' });
    await bot.slack.incident(incident!.number).sees('# KindleSyncDown');
    await bot.slack.incident(incident!.number).sees('by @U0DEV');
  });

  test.each([
    [
      'declare huge checkout is down',
      '`huge` is not a severity',
      { title: 'huge checkout is down' },
    ],
    ['declare p1 newsletter', 'the title is missing', { severity: 'P1', service: 'newsletter' }],
    ['explode everything', '`explode` is not something', { title: 'explode everything' }],
    ['checkout & cart <down>', '`checkout` is not something', { title: 'checkout & cart <down>' }],
  ])(
    '/incident %s says what is wrong, and opens the form with what was typed',
    async (typed, problem, draft) => {
      await says(`/incident ${typed}`);
      const answer = await olive().isTold(problem);
      expect(answer.text).toContain('For example: `/incident declare p1');
      await answer.press('Open the form with what you typed');
      const modal = JSON.stringify((await olive().modal('Declare an incident')).blocks);
      if ('title' in draft) expect(modal).toContain(JSON.stringify(draft.title));
      else
        expect(modal).toMatch(
          new RegExp(`"initial_option":.*${draft.severity}.*"initial_option":.*${draft.service}`),
        );
      await bot.slack.post('/_control/close-modal', { user: 'U0ONCALL', all: true });
    },
  );
});

test.each([
  [
    'declare critical newsletter the database is gone & <lost>',
    'p1',
    'newsletter',
    'the database is gone & <lost>',
  ],
  ['declare P0 screen2deck nothing works', 'p1', 'screen2deck', 'nothing works'],
  [
    'create p3 something odd, ask <@U0SENIOR>',
    'p3',
    'kindle-sync',
    'something odd, ask @Samir Haddad',
  ],
])('/incident %s becomes %s of %s', async (typed, severity, service, title) => {
  await says(`/incident ${typed}`);
  const answer = await olive().isTold('Declared incident');
  const number = Number(/incident (\d+)/.exec(answer.text)?.[1]);
  expect((await bot.incident(number)).incident).toMatchObject({ severity, service, title });
});

describe('in its channel', () => {
  let number = 0;
  let room = '';
  const here = (text: string, user?: string) => says(text, room, user);

  beforeAll(async () => {
    number = (await bot.alert('CommandTour'))!.number;
    room = (await bot.slack.incident(number).find()).name;
  });

  test('every verb does what it says', async () => {
    const channel = bot.slack.incident(number);
    await here('/incident status');
    await olive().isTold('CommandTour on kindle-sync');
    await here('/incident note queue & co. is draining, says <@U0SENIOR>');
    await channel.sees('Note by @U0ONCALL: queue & co. is draining, says @U0SENIOR');
    await here('/incident lead @samir');
    await olive().isTold('Lead set for incident');
    await channel.sees('@U0SENIOR leads this incident now (set by @U0ONCALL).');
    await here('/incident escalate need <more> hands');
    await channel.sees('Escalated by @U0ONCALL: need <more> hands');
    await bot.slack.as('U0SENIOR').dm().sees('CommandTour');
    await here('/incident ack');
    await channel.sees('Acknowledged by @U0ONCALL. Paging has stopped.');
    await here('/incident mitigate');
    await channel.sees('Mitigated, says @U0ONCALL');
    await here('/incident severity p3');
    await channel.sees('Severity lowered from P1 to P3 by @U0ONCALL.');
    await here('/incident severity');
    await olive().modal('Change severity');
    await olive().submits({ severity: 'p4' });
    await channel.sees('Severity lowered from P3 to P4');
    await here('/incident resolve it was the cache & <its> size');
    await channel.sees('Resolved by @U0ONCALL: it was the cache & <its> size');
    await here('/incident reopen');
    const reopened = await channel.sees('Reopened by @U0ONCALL.');
    expect(reopened.text).not.toContain('Paging starts again');
    await channel.sees('P4 opens without paging');
  });

  test.each([
    ['/incident severity terrible', '`terrible` is not a severity', '/incident severity p2'],
    ['/incident lead the cat', 'names none', '/incident lead @ada'],
    ['/incident note', 'A note needs some words.', '/incident note the queue'],
    ['/incident ack now please', 'takes an incident', '/incident ack 12'],
  ])('%s says what is wrong and gives an example', async (typed, problem, example) => {
    await here(typed);
    expect((await olive().isTold(problem)).text).toContain(example);
  });

  test.each([
    'ack',
    'resolve done',
    'mitigate',
    'severity p1',
    'lead @dora',
    'note hello',
    'escalate',
  ])('a stranger may not /incident %s', async (verb) => {
    await here(`/incident ${verb}`, 'U0DEV');
    await bot.slack.as('U0DEV').isTold('You are not among the responders of kindle-sync');
  });

  test('a stranger may look: status, list, help, on-call and runbooks', async () => {
    const dev = bot.slack.as('U0DEV');
    await here('/incident status', 'U0DEV');
    await dev.isTold('CommandTour');
    await here('/incident help', 'U0DEV');
    await dev.isTold('What you can type');
    await here('/oncall', 'U0DEV');
    await dev.isTold('1. On-call engineer: @U0ONCALL');
    await here('/runbook show KindleSyncDown', 'U0DEV');
    await dev.isTold('# KindleSyncDown');
  });

  test('/oncall means the service of the channel', async () => {
    await here('/oncall');
    const answer = await olive().isTold('4. CTO: @U0CTO');
    expect(answer.text).not.toContain('newsletter');
  });
});

test('/oncall names each level of one service, of all, and says which services there are', async () => {
  await says('/oncall newsletter');
  const answer = await olive().isTold('pages for P1, P2 and P3 only');
  expect(answer.text).toMatch(/2\. Senior engineer \+ DBA: @U0SENIOR; @U0DBA · waits 15m/);
  await says('/oncall');
  await olive().isTold('screen2deck');
  await says('/oncall warehouse');
  await olive().isTold('No service is called `warehouse`');
});

test('/oncall simulate says who would be paged, and pages nobody', async () => {
  const before = (await bot.slack.calls('chat.postMessage')).length;
  await says('/oncall simulate kindle-sync p1 2026-10-25T02:30 Europe/Berlin ack 7m');
  const answer = await olive().isTold('Simulated: kindle-sync, P1');
  expect(answer.text).toMatch(/It opens at 02:30 \+02:00 in Europe\/Berlin/);
  expect(answer.text).toContain('show that time twice. Taken as the first, at +02:00');
  expect(answer.text).toMatch(/\+5m\W+02:35 \+02:00[\s\S]*2\. senior engineer \(waits 10m\)/);
  expect(answer.text).toContain('@U0SENIOR (schedule secondary): Slack at once');
  expect(answer.text).toContain('@U0SENIOR acknowledges, paging stops');
  expect(await bot.slack.calls('chat.postMessage')).toHaveLength(before);
});

test('/oncall simulate quotes what it does not understand, and says what would be', async () => {
  await says('/oncall simulate kindle-sync p1 whenever');
  await olive().isTold('`whenever` was not understood. Give a service, a severity, a time');
  await says('/oncall simulate');
  await olive().isTold('Service is missing: give one of');
});

test('the home page lists what is open and declares what is not', async () => {
  await bot.slack.post('/_control/open-home', { user: 'U0MANAGER' });
  await eventually('the home page is drawn', async () => {
    const published = await bot.slack.calls('views.publish');
    return JSON.stringify(published).includes('CommandTour');
  });
});
