import { describe, expect, test } from 'vitest';
import type { Planning } from '../../src/flow/oncall/rota.ts';
import { type ShownTurns, showTurns } from '../../src/flow/oncall/show-turns.ts';
import { type OverrideDraft, suggestOverride } from '../../src/flow/oncall/suggest-override.ts';
import { type OwnTurns, suggestSwap, suggestTurns } from '../../src/flow/oncall/suggest-turns.ts';
import { isRefusal, type Refusal } from '../../src/lib/refusal.ts';
import type { Override } from '../../src/oncall/override.ts';
import { Schedule } from '../../src/oncall/schedule.ts';

const midnight = '2026-10-24T22:00:00Z';
const people = {
  ann: { name: 'Ann', slack: 'U0ANN' },
  bob: { name: 'Bob', slack: 'U0BOB', zone: 'Asia/Kolkata' },
};

function planning(written: object, overrides: Override[] = [], now = midnight): Planning {
  const primary = Schedule.parse({ zone: 'Europe/Berlin', ...written });
  return {
    clock: { now: () => new Date(now) },
    store: { overrides: { between: async () => overrides } },
    directory: { people, schedules: { primary } },
  };
}

function granted<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.text);
  return answer;
}

const always = { people: ['ann'] };
const daily = { people: ['ann', 'bob'], turn: 'day', start: '2026-10-24T09:00' };
const office = {
  ...daily,
  only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
};
const clock = (hours: number, minutes = 0) => ({ kind: 'clock' as const, hours, minutes });

describe('an override that is begun goes until', () => {
  test.each([
    ['the end of the turn', daily, null, 'U0ANN', '2026-10-25T08:00:00Z'],
    ['the end of a gap', office, null, 'U0ANN', '2026-10-26T08:00:00Z'],
    [
      'eight hours from now where no end is in sight',
      always,
      null,
      'U0ANN',
      '2026-10-25T06:00:00Z',
    ],
    [
      'the next time of that kind in the zone of the schedule',
      daily,
      clock(9),
      'U0ANN',
      '2026-10-25T08:00:00Z',
    ],
    ['the next day where it was already today', daily, clock(0), 'U0ANN', '2026-10-25T23:00:00Z'],
    ['the first of a time that comes twice', daily, clock(2, 30), 'U0ANN', '2026-10-25T00:30:00Z'],
    ['a time of the own zone of whoever types', daily, clock(9), 'U0BOB', '2026-10-25T03:30:00Z'],
  ])('%s', async (_, written, until, by, end) => {
    const asked = { schedule: 'primary', user: null, until, reason: null };
    const draft = granted<OverrideDraft>(await suggestOverride(planning(written), asked, by));
    expect(draft.until.toISOString()).toBe(new Date(end).toISOString());
    expect(draft.from.toISOString()).toBe(new Date(midnight).toISOString());
  });
});

const shown = async (world: Planning, from: Date | null = null, reader = 'U0ANN') =>
  granted<ShownTurns>(await showTurns(world, { schedule: null, from }, reader));

describe('the turns that are shown', () => {
  test('are two weeks, gaps and overrides among them, whatever the layers', async () => {
    const override: Override = {
      id: 'o1',
      schedule: 'primary',
      person: 'bob',
      instead: null,
      from: new Date('2026-10-25T10:00Z'),
      until: new Date('2026-10-25T12:00Z'),
      by: 'U0BOB',
      reason: null,
      swap: null,
      createdAt: new Date(midnight),
    };
    const layers = [{ people: ['ann'] }, { people: ['ann'], only: office.only }];
    const list = await shown(planning({ layers }, [override]));
    expect(list.turns.map(({ user, of }) => [user, of])).toEqual([
      ['U0ANN', null],
      ['U0BOB', 'U0ANN'],
      ['U0ANN', null],
    ]);
    expect(list.until.getTime() - list.from.getTime()).toBe(14 * 86_400_000);
    const gaps = await shown(planning(office));
    expect(gaps.turns[0]).toMatchObject({ user: null, override: null });
  });

  test('of a schedule with turns of hours go on where the list ends', async () => {
    const world = planning({ people: ['ann', 'bob'], turn: 'hour', every: 6 });
    const first = await shown(world);
    expect(first.turns).toHaveLength(20);
    const second = await shown(world, first.until);
    expect(second.turns[0]?.from).toEqual(first.until);
    expect(second.turns[0]?.user).not.toBe(first.turns.at(-1)?.user);
  });

  test('begin now at the earliest, and strangers change none', async () => {
    const list = await shown(planning(daily), new Date(0), 'U0DEV');
    expect(list).toMatchObject({ from: new Date(midnight), mayChange: false });
  });

  test('of a schedule that nobody wrote are none', async () => {
    const answer = await showTurns(planning(daily), { schedule: 'nights', from: null }, 'U0ANN');
    expect(answer).toMatchObject({
      code: 'no-schedule',
      text: expect.stringContaining('`primary`'),
    });
  });
});

describe('the turns to give away', () => {
  const ann = { person: 'ann', user: 'U0ANN' };

  test('are the own ones, the one that is on first, beside those of others', async () => {
    const turns = granted<OwnTurns>(await suggestTurns(planning(daily), ann));
    expect(turns.own[0]).toMatchObject({ person: 'ann', from: new Date(midnight) });
    expect(turns.others[0]).toMatchObject({ person: 'bob', from: new Date('2026-10-25T08:00Z') });
    expect(turns.zone).toBe('Europe/Berlin');
  });

  test('are none for whoever takes no turns, and none to swap where nobody else does', async () => {
    const bob = { person: 'bob', user: 'U0BOB' };
    expect(await suggestTurns(planning(always), bob)).toMatchObject({ code: 'no-turn' });
    expect(await suggestSwap(planning(always), ann)).toMatchObject({ code: 'nobody-else' });
  });
});
