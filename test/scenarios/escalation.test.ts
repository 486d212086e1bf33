import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escalateFrom } from '../../src/flow/incident/escalate.ts';
import { acknowledgeIncident } from '../../src/flow/incident/respond.ts';
import { enterOverride } from '../../src/flow/oncall/override.ts';
import { tick } from '../../src/flow/tick.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { connect } from '../../src/store/connect.ts';
import type { Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { simulateCases } from '../harness/simulated-cases.ts';
import { type At, addCases, type Case, runCases, says, slackOf } from '../harness/timetable.ts';

/** A Monday, 09:50 in Berlin and 14:20 in Kolkata. */
const monday = new Date('2027-01-04T08:50:00Z');
/** A minute before the clocks of Berlin go from 02:00 to 03:00. */
const spring = new Date('2027-03-28T00:59:00Z');
/** 02:28 in Berlin, the first of two. */
const autumn = new Date('2027-10-31T00:28:00Z');

const onMonday: Case[] = [
  {
    claim: 'levels are paged in their order, each wait counted from the page before it',
    levels: ['oncall 5m', 'senior 10m', 'manager 15m'],
    happens: ['0 oncall', '5 senior', '15 manager', '30 everyone-paged'],
  },
  {
    claim: 'a level without anybody passes to the next one at once, and that is said',
    levels: ['5m', 'senior 5m'],
    happens: ['0 level-empty', '0 senior', '5 everyone-paged'],
  },
  {
    claim: 'where all levels are empty nobody waits: everybody is called at once',
    levels: ['5m', 'schedule:nobody 5m'],
    happens: ['0 level-empty', '0 level-empty', '0 everyone-paged'],
  },
  {
    claim: 'the last level is repeated',
    levels: ['oncall 5m', 'senior 5m'],
    policy: { repeat: 2 },
    happens: ['0 oncall', '5 senior', '10 senior', '15 senior', '20 everyone-paged'],
  },
  {
    claim: 'all levels are repeated where the policy says so',
    levels: ['oncall 5m', 'senior 5m'],
    policy: { repeat: 1, repeat_from: 'first' },
    happens: ['0 oncall', '5 senior', '10 oncall', '15 senior', '20 everyone-paged'],
  },
  {
    claim: 'a policy that has ended hands over to the next one, with its waits and repeats',
    levels: ['oncall 5m'],
    policy: { repeat: 1, next_policy: 'case-1' },
    happens: [
      '0 oncall',
      '5 oncall',
      '10 handed-over',
      '10 oncall',
      '15 senior',
      '25 manager',
      '40 everyone-paged',
    ],
  },
  {
    claim: 'an acknowledgement ends paging for good',
    levels: ['oncall 5m', 'senior 5m'],
    does: [[4, says('oncall', 'ack')]],
    happens: ['0 oncall', '4 acknowledged oncall'],
  },
  {
    claim: 'who was paged before may acknowledge after the next level was paged',
    levels: ['oncall 5m', 'senior 5m'],
    does: [[6, says('oncall', 'ack')]],
    happens: ['0 oncall', '5 senior', '6 acknowledged oncall'],
  },
  {
    claim: 'an incident that is resolved pages no further',
    levels: ['oncall 5m', 'senior 5m'],
    does: [[3, says('oncall', 'resolve done')]],
    happens: ['0 oncall', '3 resolved oncall'],
  },
  {
    claim: 'reopened, it pages from the first level again',
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [6, says('oncall', 'resolve done')],
      [9, says('senior', 'reopen')],
      [15, says('senior', 'ack')],
    ],
    happens: [
      '0 oncall',
      '5 senior',
      '6 resolved oncall',
      '9 reopened senior',
      '9 oncall',
      '14 senior',
      '15 acknowledged senior',
    ],
  },
  {
    claim: 'a severity that is raised during a wait starts again from the first level',
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [3, says('senior', 'severity p1')],
      [9, says('senior', 'ack')],
      [10, says('senior', 'mitigate')],
    ],
    happens: [
      '0 oncall',
      '3 severity-changed senior',
      '3 oncall',
      '8 senior',
      '9 acknowledged senior',
      '10 mitigated senior',
    ],
  },
  {
    claim: 'a severity that is raised after an acknowledgement looks for somebody anew',
    levels: ['oncall 5m'],
    does: [
      [2, says('oncall', 'ack')],
      [4, says('senior', 'severity p1')],
      [5, says('oncall', 'mitigate')],
    ],
    happens: [
      '0 oncall',
      '2 acknowledged oncall',
      '4 severity-changed senior',
      '4 oncall',
      '5 mitigated oncall',
    ],
  },
  {
    claim: 'a severity that is lowered to one that does not page stops it',
    levels: ['oncall 5m', 'senior 5m'],
    policy: { page: ['p1', 'p2'] },
    does: [[3, says('oncall', 'severity p3')]],
    happens: ['0 oncall', '3 severity-changed oncall'],
  },
  {
    claim: 'a severity that is lowered to one that pages goes on where it was',
    levels: ['oncall 5m', 'senior 5m'],
    does: [[3, says('oncall', 'severity p3')]],
    happens: ['0 oncall', '3 severity-changed oncall', '5 senior', '10 everyone-paged'],
  },
  {
    claim: 'a severity that does not page opens in silence, and one that is raised pages',
    levels: ['oncall 5m'],
    severity: 'warning',
    policy: { page: ['p1', 'p2'] },
    does: [[2, says('oncall', 'severity p2')]],
    happens: ['2 severity-changed oncall', '2 oncall', '7 everyone-paged'],
  },
  {
    claim: 'a policy that is edited in mid-flight changes nothing of what runs',
    levels: ['oncall 5m', 'senior 5m'],
    does: [[2, editPolicy]],
    happens: ['0 oncall', '5 senior', '10 everyone-paged'],
  },
  {
    claim: 'an override that begins in mid-level counts from then on',
    levels: ['schedule:begins 5m', 'schedule:begins 5m'],
    does: [[3, override('begins', 3, 60)]],
    happens: ['0 oncall', '5 dba', '10 everyone-paged'],
  },
  {
    claim: 'an override that ends in mid-level counts no more',
    levels: ['dba 2m', 'schedule:ends 5m', 'schedule:ends 5m'],
    does: [[1, override('ends', 1, 6)]],
    happens: ['0 dba', '2 dba', '7 oncall', '12 everyone-paged'],
  },
  {
    claim: 'a turn that ends in mid-level leaves the next page to whoever is on call then',
    levels: ['schedule:turns 5m', 'schedule:turns 5m'],
    happens: ['0 oncall', '5 senior', '10 everyone-paged'],
  },
  {
    claim: 'two bots that act on one timer in the same instant page one level once',
    levels: ['oncall 5m', 'senior 7m', 'manager 5m'],
    does: [[11, twoBots]],
    happens: ['0 oncall', '5 senior', '12 manager', '17 everyone-paged'],
  },
  {
    claim: 'nobody is paged twice at one level: the second schedule gives its next in line',
    levels: ['schedule:always schedule:turns oncall 5m'],
    happens: ['0 oncall', '0 senior', '5 everyone-paged'],
  },
  {
    claim: 'where all have to acknowledge, the others are paged on until each has',
    levels: [{ is: 'oncall senior dba 5m', ack: 'all' }, 'manager 5m'],
    does: [
      [2, says('oncall', 'ack')],
      [6, says('dba', 'ack')],
      [13, says('senior', 'ack')],
    ],
    happens: [
      '0 oncall',
      '0 senior',
      '0 dba',
      '2 acknowledged oncall',
      '5 senior',
      '5 dba',
      '6 acknowledged dba',
      '10 senior',
      '13 acknowledged senior',
    ],
  },
  {
    claim: 'where all have to acknowledge and nobody does, the next level is paged',
    levels: [{ is: 'oncall senior 5m', ack: 'all' }, 'manager 5m'],
    does: [[6, says('manager', 'ack')]],
    happens: ['0 oncall', '0 senior', '5 manager', '6 acknowledged manager'],
  },
  {
    claim: 'a level for another severity is passed over, and that is said',
    levels: [{ is: 'manager 5m', when: { severity: ['p1'] } }, 'oncall 5m'],
    happens: ['0 level-passed', '0 oncall', '5 everyone-paged'],
  },
  {
    claim: 'a level for the severity that the incident has by then is paged',
    levels: ['oncall 5m', { is: 'manager 5m', when: { severity: ['p3'] } }],
    does: [[1, says('oncall', 'severity p3')]],
    happens: ['0 oncall', '1 severity-changed oncall', '5 manager', '10 everyone-paged'],
  },
  {
    claim: "a level of business hours is paged by the service's clock: it is 09:50 in Berlin",
    levels: [{ is: 'security 5m', when: { days: ['mon..fri'], from: '09:00', to: '17:00' } }],
    zone: 'Europe/Berlin',
    happens: ['0 security', '5 everyone-paged'],
  },
  {
    claim: 'the same level is passed over where it is 08:50',
    levels: [
      { is: 'security 5m', when: { days: ['mon..fri'], from: '09:00', to: '17:00' } },
      'oncall 5m',
    ],
    happens: ['0 level-passed', '0 oncall', '5 everyone-paged'],
  },
  {
    claim: 'a level whose hours begin in the instant in which it is due is paged',
    levels: ['oncall 10m', { is: 'security 5m', when: { from: '09:00', to: '17:00' } }],
    happens: ['0 oncall', '10 security', '15 everyone-paged'],
  },
  {
    claim: 'a level of the weekend is passed over on a Monday',
    levels: [{ is: 'manager 5m', when: { days: ['sat', 'sun'] } }, 'oncall 5m'],
    happens: ['0 level-passed', '0 oncall', '5 everyone-paged'],
  },
  {
    claim: "by each person's own clock, whoever has a morning is paged and whoever sleeps is not",
    levels: [{ is: 'manager security 5m', when: { from: '09:00', to: '17:00', zone: 'person' } }],
    happens: ['0 security', '5 everyone-paged'],
  },
  {
    claim: 'of a Slack user group those are paged who may acknowledge',
    levels: ['group:oncall 5m', 'senior 5m'],
    happens: ['0 dba', '0 manager', '5 senior', '10 everyone-paged'],
  },
  {
    claim: 'a channel is paged beside a person',
    levels: ['channel:#general oncall 5m'],
    happens: ['0 #general', '0 oncall', '5 everyone-paged'],
  },
  {
    claim: 'a page that cannot be delivered moves paging on at once',
    levels: ['ghost 5m', 'senior 5m'],
    happens: ['0 ghost failed', '0 page-failed', '0 senior', '5 everyone-paged'],
  },
  {
    claim: 'where no page at all can be delivered, everybody is called at once',
    levels: ['ghost 5m', 'wraith 5m'],
    happens: [
      '0 ghost failed',
      '0 page-failed',
      '0 wraith failed',
      '0 page-failed',
      '0 everyone-paged',
    ],
  },
  {
    claim: 'a page that fails beside one that was delivered leaves the level its time',
    levels: ['ghost oncall 5m', 'senior 5m'],
    happens: ['0 ghost failed', '0 oncall', '0 page-failed', '5 senior', '10 everyone-paged'],
  },
  {
    claim: 'escalated by hand, the next level has its whole wait from then',
    levels: ['oncall 5m', 'senior 5m', 'manager 5m'],
    does: [[2, says('oncall', 'escalate')]],
    happens: ['0 oncall', '2 senior', '7 manager', '12 everyone-paged'],
  },
  {
    claim: 'escalated by hand after an acknowledgement, paging goes on until somebody new takes it',
    levels: ['oncall 5m', 'senior 5m', 'manager 5m'],
    does: [
      [1, says('oncall', 'ack')],
      [3, says('oncall', 'escalate need hands')],
      [9, says('manager', 'ack')],
    ],
    happens: [
      '0 oncall',
      '1 acknowledged oncall',
      '3 senior',
      '8 manager',
      '9 acknowledged manager',
    ],
  },
  {
    claim: 'escalated to a level by its number, that one is paged, also outside of its times',
    levels: ['oncall 5m', 'senior 5m', { is: 'manager 5m', when: { days: ['sun'] } }],
    does: [[1, says('oncall', 'escalate level 3')]],
    happens: ['0 oncall', '1 manager', '6 everyone-paged'],
  },
  {
    claim: 'escalated to a person by name, they are paged beside the levels',
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [1, says('oncall', 'escalate <@U0DBA> the index is broken')],
      [6, says('dba', 'ack')],
    ],
    happens: ['0 oncall', '1 dba', '5 senior', '6 acknowledged dba'],
  },
  {
    claim:
      'escalated to a person after an acknowledgement, the next level follows if they do not answer',
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [1, says('oncall', 'ack')],
      [2, says('oncall', 'escalate <@U0DBA>')],
      [8, says('senior', 'ack')],
    ],
    happens: ['0 oncall', '1 acknowledged oncall', '2 dba', '7 senior', '8 acknowledged senior'],
  },
  {
    claim: 'escalated to another policy, its first level is paged and its waits count',
    levels: ['oncall 5m'],
    does: [
      [3, says('oncall', 'escalate policy case-1')],
      [20, says('manager', 'ack')],
    ],
    happens: ['0 oncall', '3 oncall', '8 senior', '18 manager', '20 acknowledged manager'],
  },
  {
    claim: 'a button that was drawn before the last level was paged does nothing',
    levels: ['oncall 5m', 'senior 5m', 'manager 5m'],
    does: [[6, pressOldButton]],
    happens: ['0 oncall', '5 senior', '10 manager', '15 everyone-paged'],
  },
  {
    claim: "an incident that is taken over is somebody else's, and nobody is paged",
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [1, says('oncall', 'ack')],
      [3, says('senior', 'take')],
    ],
    happens: ['0 oncall', '1 acknowledged oncall', '3 taken-over senior'],
  },
  {
    claim: 'a snooze has an end, and then paging starts again from the first level',
    levels: ['oncall 5m', 'senior 5m'],
    does: [
      [6, says('oncall', 'snooze 20m')],
      [28, says('oncall', 'ack')],
    ],
    happens: [
      '0 oncall',
      '5 senior',
      '6 snoozed oncall',
      '26 snooze-ended',
      '26 oncall',
      '28 acknowledged oncall',
    ],
  },
  {
    claim: 'a snooze may be ended by hand, and one that was acknowledged meanwhile never ends',
    levels: ['oncall 5m'],
    does: [
      [1, says('oncall', 'snooze 20m')],
      [3, says('senior', 'unsnooze')],
      [4, says('oncall', 'snooze 20m')],
      [6, says('senior', 'ack')],
    ],
    happens: [
      '0 oncall',
      '1 snoozed oncall',
      '3 snooze-ended senior',
      '3 oncall',
      '4 snoozed oncall',
      '6 acknowledged senior',
    ],
  },
  {
    claim: 'mitigated, nobody is paged and nobody is asked any more',
    levels: ['oncall 5m', 'senior 5m'],
    severity: 'critical',
    does: [
      [1, says('oncall', 'ack')],
      [20, says('oncall', 'mitigate')],
    ],
    happens: ['0 oncall', '1 acknowledged oncall', '20 mitigated oncall'],
  },
  {
    claim:
      'an acknowledgement without a sign is asked after, and in silence taken back: paging starts with whoever is on call now',
    levels: ['schedule:turns 5m', 'manager 5m'],
    severity: 'critical',
    does: [
      [1, says('oncall', 'ack')],
      [38, says('senior', 'ack')],
      [40, says('senior', 'mitigate')],
    ],
    happens: [
      '0 oncall',
      '1 acknowledged oncall',
      '31 ack-asked',
      '36 unacknowledged',
      '36 senior',
      '38 acknowledged senior',
      '40 mitigated senior',
    ],
  },
  {
    claim: 'somebody who answers is asked again a whole time-out later',
    levels: ['oncall 5m'],
    severity: 'critical',
    does: [
      [2, says('oncall', 'ack')],
      [34, answer('oncall')],
    ],
    happens: [
      '0 oncall',
      '2 acknowledged oncall',
      '32 ack-asked',
      '34 still-on-it oncall',
      '64 ack-asked',
      '69 unacknowledged',
      '69 oncall',
      '74 everyone-paged',
    ],
  },
  {
    claim: 'any sign of a responder puts the question off',
    levels: ['oncall 5m'],
    severity: 'critical',
    does: [
      [2, says('oncall', 'ack')],
      [20, says('senior', 'note the queue is draining')],
      [52, says('oncall', 'note half of it is gone')],
    ],
    happens: [
      '0 oncall',
      '2 acknowledged oncall',
      '20 note senior',
      '50 ack-asked',
      '52 note oncall',
    ],
  },
  {
    claim: 'a message in the channel of the incident puts the question off, too',
    levels: ['oncall 5m'],
    severity: 'critical',
    does: [
      [2, says('oncall', 'ack')],
      [21, writes('oncall', 'still looking at the queue')],
      [53, says('oncall', 'mitigate')],
    ],
    happens: ['0 oncall', '2 acknowledged oncall', '51 ack-asked', '53 mitigated oncall'],
  },
];

const inSpring: Case[] = [
  {
    claim: 'a wait of an hour is an hour on the night on which the clocks go forward',
    levels: ['oncall 1h', 'senior 5m'],
    zone: 'Europe/Berlin',
    happens: ['0 oncall', '60 senior', '65 everyone-paged'],
  },
  {
    claim: 'a turn that changes at a time which the clocks leave out changes when they jump',
    levels: ['schedule:night 1m', 'schedule:night 5m'],
    happens: ['0 oncall', '1 senior', '6 everyone-paged'],
  },
  {
    claim: "hours that the clocks leave out are nobody's",
    levels: ['oncall 1m', { is: 'dba 5m', when: { from: '02:00', to: '03:00' } }, 'senior 5m'],
    zone: 'Europe/Berlin',
    happens: ['0 oncall', '1 level-passed', '1 senior', '6 everyone-paged'],
  },
];

const inAutumn: Case[] = [
  {
    claim: 'a turn that changes at a time which comes twice changes at the first',
    levels: ['schedule:night 1m', 'schedule:night 1m', 'schedule:night 60m', 'schedule:night 5m'],
    happens: ['0 senior', '1 senior', '2 oncall', '62 oncall', '67 everyone-paged'],
  },
  {
    claim: 'hours that come twice are had once, from the first begin to the first end',
    levels: [
      { is: 'dba 60m', when: { from: '02:15', to: '02:45' } },
      { is: 'dba 5m', when: { from: '02:15', to: '02:45' } },
      'senior 5m',
    ],
    zone: 'Europe/Berlin',
    happens: ['0 dba', '60 level-passed', '60 senior', '65 everyone-paged'],
  },
  {
    claim: 'a wait of an hour is an hour on the night on which the clocks go back',
    levels: ['oncall 1h', 'senior 5m'],
    zone: 'Europe/Berlin',
    happens: ['0 oncall', '60 senior', '65 everyone-paged'],
  },
];

const inTurn: Case = {
  claim: 'one at a time',
  levels: [{ is: 'oncall senior dba 10m', round_robin: true }],
  happens: [],
};
const atTheEnd: Case = { claim: 'in one instant', levels: ['oncall 5m', 'senior 5m'], happens: [] };

const all = [...onMonday, ...inSpring, ...inAutumn, inTurn, atTheEnd];
const clock = new HandClock(monday);
let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({
    clock,
    change: (directory) => {
      const { people, schedules } = directory;
      people.ghost = { name: 'Ghost', slack: 'U0GHOST' };
      people.wraith = { name: 'Wraith', slack: 'U0WRAITH' };
      people.manager!.zone = 'America/New_York';
      people.security!.zone = 'Asia/Kolkata';
      directory.ack_timeout = { p1: 30 * 60_000, p2: null, p3: null, p4: null };
      const once = (key: string, of: object) => {
        schedules[key] = Schedule.parse(of);
      };
      once('nobody', { people: ['oncall'], only: [{ days: ['sun'] }] });
      once('always', { people: ['oncall'] });
      once('begins', { people: ['oncall'] });
      once('ends', { people: ['oncall'] });
      once('turns', { people: ['oncall', 'senior'], turn: 'day', start: '2027-01-03T08:53' });
      const night = { turn: 'day', handoff: '02:30', zone: 'Europe/Berlin' };
      once('night', { people: ['oncall', 'senior'], start: '2027-03-27', ...night });
      addCases(directory, all);
    },
  });
  bot.slack.anyMessage();
  await bot.slack.post('/_control/usergroup', {
    usergroup: 'oncall',
    users: ['U0DBA', 'U0DEV', 'U0MANAGER'],
  });
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

describe.each([
  ['on a Monday', onMonday, monday, 75],
  ['when the clocks go forward', inSpring, spring, 70],
  ['when the clocks go back', inAutumn, autumn, 70],
])('%s', (_, cases, start, minutes) => {
  let told: Map<Case, string[]>;
  let simulated: [Case, string[]][];
  beforeAll(async () => {
    const nameOf = (one: Case) => `case-${all.indexOf(one) + 1}`;
    simulated = await simulateCases(bot, cases, nameOf, start, minutes);
    told = await runCases(bot, cases, (one) => all.indexOf(one), start, minutes);
  }, 300_000);

  test.each(cases.map((one) => [one.claim, one] as const))('%s', (_claim, one) => {
    expect(told.get(one)?.toSorted()).toEqual(one.happens.toSorted());
  });

  test('the simulator said all that happens where nobody does anything and every page is delivered', () => {
    const said = simulated.map(([one, lines]) => [one.claim, lines.toSorted()]);
    expect(said.length).toBeGreaterThan(0);
    expect(said).toEqual(simulated.map(([one]) => [one.claim, one.happens.toSorted()]));
  });
});

test('incidents that open at once go to one person after the other, and nobody is forgotten', async () => {
  const opened = await Promise.all(sixOf(inTurn));
  const pages = await Promise.all(opened.map(async (number) => (await bot.incident(number)).pages));
  expect(pages.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(pages.map(([page]) => page?.user ?? '').toSorted()).toEqual(
    ['U0DBA', 'U0ONCALL', 'U0SENIOR'].flatMap((user) => [user, user]),
  );
});

test('an acknowledgement in the instant in which a level ends comes before the next page or after it, and nobody is paged after it', async () => {
  const opened = await Promise.all(sixOf(atTheEnd));
  const incidents = await Promise.all(opened.map((number) => bot.incident(number)));
  const { world } = bot.bot.core;
  clock.advanceTo(new Date(clock.now().getTime() + 5 * 60_000));
  const acks = incidents.map(({ incident }) => acknowledgeIncident(world, incident.id, 'U0ONCALL'));
  await Promise.all([tick(world), ...acks, tick(world)]);
  await bot.advance('1h');
  for (const number of opened) {
    const { timeline, pages, incident } = await bot.incident(number);
    const kinds = timeline.map(({ kind }) => kind).filter((kind) => kind !== 'opened');
    expect(kinds.join(' ')).toMatch(/^paged( paged)? acknowledged$/);
    expect(pages).toHaveLength(kinds.length - 1);
    expect(pages.map(({ state }) => state)).not.toContain('pending');
    expect(incident.status).toBe('acknowledged');
  }
});

/** Six incidents of one service. */
function sixOf(one: Case): Promise<number>[] {
  const job = `case-${all.indexOf(one) + 1}`;
  return Array.from({ length: 6 }, async (_, index) => {
    const opened = await bot.alert(`Down ${index}`, { job, severity: 'unknown' });
    return opened?.number ?? 0;
  });
}

function override(schedule: string, from: number, until: number) {
  return async ({ bot: { bot } }: At) => {
    const at = (minute: number) => new Date(monday.getTime() + minute * 60_000);
    const span = { from: at(from), until: at(until) };
    const wish = { schedule, person: 'dba', instead: null, by: 'U0DBA', reason: null, ...span };
    await enterOverride(bot.core.world, wish);
  };
}

async function editPolicy({ bot: { bot }, service }: At): Promise<void> {
  const policy = bot.core.world.directory.policies[service];
  if (policy) policy.levels = [{ name: 'edited', page: ['cto'], wait: 60_000 }];
}

/** A second bot on the same database, and both act on what is due in this instant. */
async function twoBots({ bot: { bot, databaseUrl } }: At): Promise<void> {
  const { world } = bot.core;
  const { db } = connect<Database>(databaseUrl, { max: 4 });
  try {
    const other = { ...world, store: createStore(db, world.redactor) };
    clock.advanceTo(new Date(monday.getTime() + 12 * 60_000));
    await Promise.all([tick(world), tick(other), tick(world), tick(other)]);
  } finally {
    await db.destroy();
  }
}

async function pressOldButton({ bot: { bot }, id }: At): Promise<void> {
  await escalateFrom(bot.core.world, id, 'U0ONCALL', { level: 0, round: 1 });
}

/** Into the channel, and the bot has heard it when this returns. */
function writes(person: string, text: string) {
  return async ({ bot: { bot, slack }, number, id }: At) => {
    const channel = await slack.as(slackOf(person)).incident(number).id();
    await slack.post('/_control/message', { user: slackOf(person), channel, text });
    await eventually('the bot has heard it', () =>
      bot.core.world.store.write((tx) => tx.incidents.touchedAt(id)),
    );
  };
}

function answer(person: string) {
  return async ({ bot: { slack }, number }: At) => {
    const user = slackOf(person);
    await slack.as(user).dm().sees(`Still on incident ${number}?`).press('Still on it');
  };
}
