import { expect, test } from 'vitest';
import { home } from '../config/home.ts';
import { startTestBot } from '../harness/bot.ts';
import { calendarOfNow, calendarServer } from '../harness/calendar-server.ts';
import { eventually } from '../harness/eventually.ts';

const files = (calendar: string) => ({
  'runbell.yaml': `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
schedules:
  rota: { ical: "${calendar}", people: { Olive: oncall } }
policies:
  rota:
    levels:
      - { name: rota, page: ["schedule:rota"], wait: 5m }
      - { name: senior, page: [senior], wait: 5m }
hook_keys: { monitoring: practice }
calendar_keys: { all: { key: long-and-random-0123, schedule: rota } }
default_service: shop
`,
  'shop/service.yaml': `service: shop
alerts: { job: shop }
severities: { critical: p1 }
escalation: rota
target: { name: shop-host }
`,
});

test('a calendar elsewhere says who is paged, and while it cannot be read the channel is told', async () => {
  await using server = await calendarServer(calendarOfNow('Olive on call'));
  server.answer.status = 503;
  await using folder = await home(files(server.url));
  await using first = await startTestBot({ home: folder.path, logLevel: 'silent' });
  first.slack.anyMessage();
  await first.slack.channel('incidents').sees('calendar of schedule rota');
  const missed = await first.alert('ShopDown', { job: 'shop' });
  await first.settled();
  expect((await first.incident(missed!.number)).pages.map(({ user }) => user)).toEqual([
    'U0SENIOR',
  ]);
  await first.stop();

  server.answer.status = 200;
  await using second = await startTestBot({ home: folder.path });
  second.slack.anyMessage();
  const onCall = () => second.bot.core.world.directory.schedules.rota?.layers.length;
  await eventually('the calendar is read', async () => onCall() === 1);
  const caught = await second.alert('ShopDown', { job: 'shop' });
  await second.settled();
  expect((await second.incident(caught!.number)).pages.map(({ user }) => user)).toEqual([
    'U0ONCALL',
  ]);
  const feed = await fetch(`${second.bot.url}/calendar/long-and-random-0123.ics`);
  expect(await feed.text()).toContain('SUMMARY:rota: Olive');
});
