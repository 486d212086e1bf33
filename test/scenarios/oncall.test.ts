import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRota } from '../../src/flow/oncall/rota.ts';
import { HOUR } from '../../src/lib/duration.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { onCallAt as onCall } from '../../src/oncall/schedule-turns.ts';
import type { Ephemeral } from '../../src/sandbox/contract.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { homeTab } from '../harness/home-tab.ts';
import { buttonsOf, renderText } from '../harness/render.ts';
import { Seen } from '../harness/slack-side.ts';

/** A Tuesday: Olive has the week, Samir the next one, Dora the one after. */
const tuesday = new Date('2027-01-05T10:00:00Z');

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({
    clock: new HandClock(tuesday),
    change: ({ schedules }) => {
      schedules.primary = Schedule.parse({
        people: ['oncall', 'senior', 'dba'],
        turn: 'week',
        start: '2027-01-04T09:00',
      });
    },
  });
  bot.slack.anyMessage();
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const by = (user: string) => () => bot.slack.as(user);
const [olive, samir, dora, mina, dev] = [
  by('U0ONCALL'),
  by('U0SENIOR'),
  by('U0DBA'),
  by('U0MANAGER'),
  by('U0DEV'),
];
type Who = ReturnType<typeof by>;

const inHours = (hours: number) =>
  new Date(bot.bot.core.world.clock.now().getTime() + hours * HOUR);
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const closed = (who: Who) => eventually('the form closes', async () => !(await who().openModal()));
const digest = () => bot.slack.channel('incidents');

test('an override from the form is told to both people and the digest channel, and pages whoever stands in', async () => {
  await mina().types('general', '/oncall');
  await (await mina().isTold('until 2027-01-11 09:00 UTC')).press('Override');
  const modal = JSON.stringify((await mina().modal('Override')).blocks);
  expect(modal).toContain(`"initial_date_time":${seconds(tuesday)}`);
  expect(modal).toContain(`"initial_date_time":${seconds(new Date('2027-01-11T09:00:00Z'))}`);
  await mina().submits({ person: 'U0DBA', until: seconds(inHours(6)), reason: 'at the dentist' });
  await closed(mina);

  const words = '@U0DBA is on call for primary until 16:00 UTC, instead of @U0ONCALL.';
  for (const who of [olive, mina, dora]) await who().dm().sees(words);
  await digest().sees(`${words} Entered by @U0MANAGER: at the dentist.`);
  await bot.alert('Overridden');
  await dora().dm().sees('# ◆ P1 critical: Overridden on kindle-sync');
});

test('what cannot be is said at its field, and the form stays open', async () => {
  await samir().types('general', '/oncall override primary');
  await samir().modal('Override');
  const errors = async (values: Record<string, unknown>) => {
    await samir().submits(values);
    return eventually('it says why not', async () => {
      const found = (await samir().modal()).errors;
      return found && Object.keys(found).length > 0 ? found : null;
    });
  };
  const until = seconds(inHours(6));
  expect(await errors({ person: 'U0DBA', until })).toEqual({
    person: 'Dora Lindqvist is on call then already.',
  });
  expect(await errors({ person: 'U0DEV', until })).toEqual({
    person: expect.stringContaining('@U0DEV is not under people in runbell.yaml'),
  });
  expect(await errors({ person: 'U0CTO', until: seconds(inHours(-1)) })).toEqual({
    until: expect.stringContaining('It ends before it begins'),
  });
  await bot.slack.post('/_control/close-modal', { user: 'U0SENIOR', all: true });
});

test('a stranger may look, and neither put anybody on call nor take anybody off', async () => {
  await dev().types('general', '/oncall override primary @U0DBA for 4h');
  await dev().isTold('You are not under `people` in runbell.yaml');
  await dev().types('general', '/oncall');
  await (await dev().isTold('@U0DBA until 16:00 UTC, then @U0ONCALL')).press('Override');
  await dev().isTold('You are not under `people` in runbell.yaml');
});

test('an override that is removed ends, and everybody concerned hears that the schedule counts again', async () => {
  await bot.advance('1h');
  await dora().dm().sees('@U0DBA is on call for primary').press('Remove');
  const words = '@U0ONCALL is on call again for primary until 16:00 UTC: @U0DBA took the override';
  for (const who of [olive, mina, dora]) await who().dm().sees(words);
  await digest().sees(words);
  await digest().sees('Ended by @U0DBA: @U0DBA was on call for primary until 11:00 UTC.');
  const [row] = await bot.bot.core.world.store.overrides.between(tuesday, inHours(0));
  expect(await bot.bot.core.world.store.overrides.entered(row?.id ?? '')).toMatchObject({
    until: inHours(0),
    plannedUntil: inHours(5),
    ended: { by: 'U0DBA', at: inHours(0) },
  });
});

test('an override can be typed, with a length or a time on the clock', async () => {
  await samir().types('general', '/oncall override primary @U0MANAGER for 2h hand-over');
  await samir().isTold('✓ @U0MANAGER is on call for primary until 13:00 UTC.');
  await mina().dm().sees('Entered by @U0SENIOR: hand-over.');
  await samir().types('general', '/oncall override <@U0CTO> until 09:00');
  await samir().isTold('✓ @U0CTO is on call for secondary until 2027-01-06 09:00 UTC.');
  await samir().types('general', '/oncall override nightly <@U0CTO> until 09:00');
  await samir().isTold('No schedule is called `nightly`. Choose one of `primary`, `secondary`.');
  await samir().types('general', '/oncall override primary <@U0CTO> until noon');
  await samir().isTold(
    '`until noon` is no end. For example: `/oncall override primary @ada for 4h`',
  );
});

test('a request for cover reaches the others, and of two who take it at once the second hears who was first', async () => {
  await olive().types('general', '/oncall cover');
  await olive().modal('Cover me');
  await olive().submits({ reason: 'fever' });
  await closed(olive);
  const words =
    '@U0ONCALL asks: who covers primary from 13:00 UTC until 2027-01-11 09:00 UTC? fever';
  await olive().dm().sees(words);
  await olive().channel('incidents').sees(words).press('I take it');
  await olive().isTold('You asked for it yourself.');
  await dev().channel('incidents').sees(words).press('I take it');
  await dev().isTold('You are not under `people` in runbell.yaml');

  const asked = await Promise.all([samir().dm().sees(words), dora().dm().sees(words)]);
  await Promise.all(asked.map((message) => message.press('I take it')));
  const winner = await eventually('somebody has it', async () => {
    const overrides = await bot.bot.core.world.store.overrides.between(inHours(3), inHours(4));
    return overrides.find(({ instead }) => instead === 'oncall')?.by;
  });
  const second = winner === 'U0DBA' ? samir : dora;
  await second().isTold(`@${winner} has taken it already.`);
  const covered = `✓ @${winner} covers primary from 13:00 UTC until 2027-01-11 09:00 UTC for @U0ONCALL.`;
  for (const room of [digest(), samir().dm(), dora().dm(), olive().dm()])
    expect((await room.sees(covered)).buttons).not.toContain('I take it');
});

test('the same time is asked for once, and whoever asked may withdraw it', async () => {
  const ask = async () => {
    await olive().types('general', '/oncall cover');
    await olive().modal('Cover me');
    await olive().submits({});
  };
  await ask();
  await closed(olive);
  await ask();
  await eventually('it says why not', async () =>
    JSON.stringify((await olive().modal()).errors).includes('You have asked for that time already'),
  );
  await bot.slack.post('/_control/close-modal', { user: 'U0ONCALL', all: true });
  await olive().dm().sees('@U0ONCALL asks: who covers primary from').press('Withdraw');
  for (const room of [digest(), samir().dm(), olive().dm()])
    await room.sees('– @U0ONCALL needs no cover for primary from 2027-01-25 09:00 UTC');
});

test('a request that nobody takes is closed when its time is over', async () => {
  await mina().types('general', '/oncall cover');
  await mina().modal('Cover me');
  await mina().submits({});
  await closed(mina);
  await digest().sees('@U0MANAGER asks: who covers primary until 13:00 UTC?');
  await bot.advance('2h');
  for (const room of [digest(), olive().dm()])
    await room.sees('– Nobody covered primary until 13:00 UTC for @U0MANAGER');
});

test('the turns to come show overrides, one of which is removed there and the list drawn anew', async () => {
  const carla = bot.slack.as('U0CTO');
  await carla.types('general', '/oncall show secondary');
  const shown = await carla.isTold('On call: secondary until');
  expect(shown.text).toContain('Now: ⇄ @U0CTO instead of @U0SENIOR, by @U0SENIOR');
  expect(shown.text).toContain('2027-01-06 09:00 UTC: @U0SENIOR');
  const list = (words: string) =>
    eventually(`the list says ${words}`, async () => {
      const path = '/_control/ephemeral/U0CTO';
      const { messages } = await bot.slack.get<{ messages: Ephemeral[] }>(path);
      const found = messages.findLast((one) => renderText(one as never).includes(words));
      return found && new Seen(bot.slack, found, 'U0CTO');
    });
  await shown.press('Remove');
  const without = await list('Now: @U0SENIOR');
  expect(without.text).not.toContain('⇄');
  await without.press('Later');
  await (await list('until 2027-02-02')).press('Back to now');
  await list('Now: @U0SENIOR');
});

test('the Home tab has who is on call, and leads to the form for cover', async () => {
  await bot.slack.post('/_control/open-home', { user: 'U0SENIOR' });
  const blocks = await eventually('the Home tab', async () => {
    const found = await homeTab(bot.slack.url, 'U0SENIOR');
    return found.length > 0 ? found : null;
  });
  const home = { blocks: blocks as never };
  expect(renderText(home)).toContain('# On call');
  expect(renderText(home)).toContain('*You are on call now*');
  const cover = buttonsOf(home).find(({ action_id }) => action_id === 'v1:cover');
  const row = blocks.find((block) => JSON.stringify(block).includes('v1:cover'));
  const action = { action_id: cover?.action_id, value: cover?.value, block_id: row?.block_id };
  await bot.slack.post('/_control/interact', { user: 'U0SENIOR', view: true, action });
  await samir().modal('Cover me');
});

test('a swap counts once the other one agrees, and both turns change hands and come back together', async () => {
  const onCallAt = async (time: string) => {
    const { directory, store } = bot.bot.core.world;
    const planned = (await readRota(directory, store.overrides, new Date(time))).get('primary');
    return planned && onCall(planned.schedule, planned.overrides, new Date(time))?.person;
  };
  const held = async () =>
    Promise.all(['2027-01-20T10:00Z', '2027-01-27T10:00Z'].map((time) => onCallAt(time)));
  const [from, until] = ['2027-01-18T09:00Z', '2027-01-25T09:00Z'].map((time) =>
    seconds(new Date(time)),
  );
  const ask = async () => {
    await olive().types('general', '/oncall swap');
    await olive().modal('Swap');
    await olive().submits({ theirs: `primary dba ${from} ${until}`, reason: 'holiday' });
    await closed(olive);
  };
  const asked =
    '@U0ONCALL asks @U0DBA to swap on primary: @U0DBA would have 2027-01-25 09:00 UTC – 2027-02-01 09:00 UTC, @U0ONCALL would have 2027-01-18 09:00 UTC – 2027-01-25 09:00 UTC. holiday';

  await ask();
  await dora().dm().sees(asked).press('Decline');
  await olive().dm().sees('– @U0DBA does not swap on primary with @U0ONCALL, so nothing changes');
  await ask();
  const request = await dora().dm().sees(asked);
  expect(await held()).toEqual(['dba', 'oncall']);
  await request.press('Agree');
  for (const room of [digest(), olive().dm()])
    await room.sees('✓ @U0ONCALL and @U0DBA swap on primary: @U0DBA has 2027-01-25 09:00 UTC');
  expect(await held()).toEqual(['oncall', 'dba']);

  await dora().dm().sees('✓ @U0ONCALL and @U0DBA swap on primary').press('Remove');
  await olive().dm().sees('@U0DBA is on call again for primary from 2027-01-18 09:00 UTC');
  for (const room of [digest(), olive().dm(), dora().dm()])
    await room.sees('– Taken back by @U0DBA: @U0ONCALL and @U0DBA were to swap on primary.');
  expect(await held()).toEqual(['dba', 'oncall']);
});
