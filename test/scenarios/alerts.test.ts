import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBot, type TestBot, webhook } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({
    change: ({ services }) => {
      const emailops = services.get('emailops');
      if (emailops) emailops.when_alerts_resolve = 'resolve';
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const hook = '/hooks/alertmanager/practice';

test('the same alert again joins its incident and pages nobody a second time', async () => {
  const first = await bot.alert('SameAgain');
  await bot.settled();
  expect(await bot.alert('SameAgain')).toEqual({ number: first!.number, action: 'attached' });
  expect(await bot.alert('SameAgain', { instance: 'b' })).toMatchObject({ action: 'attached' });
  await bot.settled();
  const { alerts, pages } = await bot.incident(first!.number);
  expect(alerts.map(({ count }) => count)).toEqual([2, 1]);
  expect(pages.map(({ user }) => user)).toEqual(['U0ONCALL']);
  await bot.slack.incident(first!.number).sees('Alerts: 2 firing, 0 resolved');
});

test('forty alerts of three rules and two services in one payload become four incidents', async () => {
  const alerts = Array.from({ length: 40 }, (_, index) => {
    const job = index % 2 === 0 ? 'newsletter' : 'screen2deck';
    const alertname = ['RuleA', 'RuleB', 'RuleC'][index % 3] ?? '';
    const labels = { alertname, job, severity: 'warning', instance: `host-${index}` };
    return { ...webhook(labels).alerts[0]!, fingerprint: `many-${index}` };
  }).filter(({ labels }) => labels.job === 'newsletter' || labels.alertname === 'RuleA');
  const more = Array.from({ length: 40 - alerts.length }, (_, index) => ({
    ...alerts[0]!,
    fingerprint: `more-${index}`,
  }));
  const sent = [...alerts, ...more];
  const { status, json } = await bot.post(hook, { ...webhook({}), alerts: sent });
  expect(status).toBe(202);
  const incidents = json.incidents as { number: number; action: string }[];
  expect(incidents.map(({ action }) => action)).toEqual(Array(4).fill('opened'));
  const views = await Promise.all(incidents.map(({ number }) => bot.incident(number)));
  expect(views.map(({ incident }) => incident.service).toSorted()).toEqual([
    'newsletter',
    'newsletter',
    'newsletter',
    'screen2deck',
  ]);
  expect(views.reduce((sum, view) => sum + view.alerts.length, 0)).toBe(40);
  await bot.settled();
});

test('when all alerts have resolved the channel is asked; No keeps it open and Yes asks what fixed it', async () => {
  const { number } = (await bot.alert('GoesAway'))!;
  await bot.alert('GoesAway', { instance: 'b' });
  await bot.alert('GoesAway', {}, 'resolved');
  const room = bot.slack.as('U0ONCALL').incident(number);
  await room.sees('Alerts: 1 firing, 1 resolved');
  expect(await room.texts()).not.toContainEqual(expect.stringContaining('Is the incident over?'));
  await bot.alert('GoesAway', { instance: 'b' }, 'resolved');
  await room.sees('Is the incident over?').press('No, keep it open');
  await room.sees('Kept open by @U0ONCALL');
  await bot.alert('GoesAway');
  await bot.alert('GoesAway', {}, 'resolved');
  await eventually('only the newest question can be answered', async () => {
    const asked = (await room.texts()).filter((text) => text.includes('Is the incident over?'));
    return asked.length === 2 && asked.filter((text) => text.includes('[Yes')).length === 1;
  });
  await bot.slack.as('U0DEV').incident(number).sees('Is the incident over?').press('Yes, resolve');
  await bot.slack.as('U0DEV').modal('Resolve');
  await bot.slack.as('U0DEV').submits({ summary: 'nothing' });
  expect((await bot.slack.as('U0DEV').modal()).errors).toMatchObject({
    summary: expect.stringContaining('not among the responders'),
  });
  await room.sees('Is the incident over?').press('Yes, resolve');
  await bot.slack.as('U0ONCALL').modal('Resolve');
  await bot.slack.as('U0ONCALL').submits({ summary: 'the disk was full' });
  await room.sees('Resolved by @U0ONCALL: the disk was full');
  const again = await bot.alert('GoesAway');
  expect(again!.action).toBe('opened');
  expect(again!.number).toBeGreaterThan(number);
});

test('an alert that fires again while its incident is open is marked as firing, and the channel is told', async () => {
  const { number } = (await bot.alert('Flaps'))!;
  await bot.alert('Flaps', {}, 'resolved');
  const room = bot.slack.incident(number);
  await room.sees('Alerts: 0 firing, 1 resolved');
  expect(await bot.alert('Flaps')).toEqual({ number, action: 'attached' });
  await room.sees('Firing again: Flaps on kindle-sync');
  await room.sees('Alerts: 1 firing, 0 resolved');
  await eventually('the question is withdrawn', async () => {
    const question = await room.sees('Is the incident over?');
    return !question.buttons.includes('Yes, resolve');
  });
});

test('a service that says so is resolved by its alerts, and paging ends with it', async () => {
  const labels = { job: 'emailops', severity: 'critical' };
  const { number } = (await bot.alert('ContainerUnhealthy', labels))!;
  await bot.settled();
  await bot.alert('ContainerUnhealthy', labels, 'resolved');
  await bot.slack.incident(number).sees('Resolved by Runbell: all its alerts have resolved.');
  await bot.advance('1h');
  expect((await bot.incident(number)).pages).toHaveLength(1);
});

test('an alert of an unknown service opens an incident for the default service, with a note', async () => {
  const { number } = (await bot.alert('Mystery', { job: 'warehouse' }))!;
  const { incident } = await bot.incident(number);
  expect(incident.service).toBe('kindle-sync');
  await bot.slack.incident(number).sees('unknown service `warehouse`: filed under `kindle-sync`');
});

test('an alert without a fitting procedure says so and how to find one', async () => {
  const { number } = (await bot.alert('Zzyzx'))!;
  await bot.slack.incident(number).sees('No procedure in the runbooks of kindle-sync fits this');
});

test.each([
  ['bad JSON', hook, '{"alerts": [', 400],
  ['JSON that holds no alert', hook, '{"hello": 1}', 400],
  ['a wrong key', '/hooks/alertmanager/guessed', '{}', 401],
  ['a body over 1 MB', hook, `{"pad": "${'x'.repeat(1_100_000)}"}`, 413],
  ['a generic alert without a title', '/hooks/generic/practice', '{"service":"emailops"}', 400],
])('%s is refused in words, without a stack trace', async (_, path, body, status) => {
  const answer = await bot.post(path, body);
  expect(answer.status).toBe(status);
  expect(answer.json.ok).toBe(false);
  expect(String(answer.json.error)).not.toMatch(/\bat .*\.(ts|js)|node_modules|Error:/);
});

test('fifty equal alerts at the same moment open one incident and page once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => bot.alert('Stampede', { severity: 'critical' })),
  );
  expect(new Set(answers.map((answer) => answer?.number)).size).toBe(1);
  expect(answers.filter((answer) => answer?.action === 'opened')).toHaveLength(1);
  await bot.settled();
  const { alerts, pages } = await bot.incident(answers[0]!.number);
  expect(alerts.map(({ count }) => count)).toEqual([50]);
  expect(pages).toHaveLength(1);
});

test('a generic alert opens an incident by its title, and its key resolves it', async () => {
  const alert = { title: 'Queue is stuck', service: 'newsletter', severity: 'critical', key: 'q1' };
  const { json } = await bot.post('/hooks/generic/practice', alert);
  const [opened] = json.incidents as { number: number; action: string }[];
  expect(opened?.action).toBe('opened');
  const resolved = await bot.post('/hooks/generic/practice', { ...alert, status: 'resolved' });
  expect(resolved.json.incidents).toEqual([{ number: opened?.number, action: 'resolved' }]);
});

test.each([
  ['pings everybody', '<!channel> <!here> <@U0CTO> down & out', 'inc-'],
  ['is endless', 'x'.repeat(500), 'inc-'],
  ['turns the reading direction', '\u202eevil\u202c تنبيه: الخدمة متوقفة', 'inc-'],
  ['is nothing but emoji', '🔥🔥🔥', 'inc-'],
  ['formats', '*bold* _it_ `code` ~no~ > quote', 'inc-'],
  ['is a link', '<https://evil.example|click me> https://evil.example', 'inc-'],
])('a title that %s stays harmless', async (what, title, prefix) => {
  const opened = await bot.alert(`Hostile ${what}`, {}, 'firing', title);
  const room = bot.slack.incident(opened!.number);
  await room.sees('Alerts: 1 firing');
  await bot.settled();
  expect((await room.find()).name).toMatch(new RegExp(`^${prefix}${opened!.number}(-|$)`));
  for (const { text, blocks } of await bot.slack.messages(await room.id())) {
    expect([text, ...mrkdwn(blocks)].join('\n')).not.toMatch(
      /<!(channel|here|everyone)|<@U0CTO>|<https?:\/\/evil|\u202e/,
    );
  }
});

/** Every text that Slack would read for marks, mentions and links. */
function mrkdwn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [value.text] : [];
  return [...own.map(String), ...Object.values(value).flatMap(mrkdwn)];
}

test('an alert with a runbook_url gets that address as a bookmark and in its procedure', async () => {
  const url = 'https://wiki.example/kindle-sync/operations.md#kindlesyncdown';
  const body = webhook({ alertname: 'WithAddress', job: 'kindle-sync', severity: 'critical' });
  body.alerts[0]!.annotations = { ...body.alerts[0]!.annotations, runbook_url: url } as never;
  const { json } = await bot.post(hook, body);
  const [{ number } = { number: 0 }] = json.incidents as { number: number }[];
  const room = bot.slack.incident(number);
  await room.sees('# KindleSyncDown');
  const channel = await eventually('the bookmark', async () => {
    const found = await room.find();
    return found.bookmarks.length > 0 ? found : null;
  });
  expect(channel.bookmarks).toMatchObject([{ title: 'Runbook: KindleSyncDown', link: url }]);
});
