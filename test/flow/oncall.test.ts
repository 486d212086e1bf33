import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  acceptCover,
  askCover,
  expireCovers,
  withdrawCoverRequest,
} from '../../src/flow/oncall/cover.ts';
import { enterOverride, removeOverride } from '../../src/flow/oncall/override.ts';
import { readRota } from '../../src/flow/oncall/rota.ts';
import { agreeSwap, askSwap } from '../../src/flow/oncall/swap.ts';
import { whoIs } from '../../src/flow/oncall/who-is.ts';
import type { World } from '../../src/flow/ports.ts';
import { tick } from '../../src/flow/tick.ts';
import { DAY, HOUR } from '../../src/lib/duration.ts';
import { isRefusal, type Refusal } from '../../src/lib/refusal.ts';
import { onCallAt } from '../../src/oncall/schedule-turns.ts';
import { flowGround, type Ground } from '../harness/world.ts';

// In the try-out Olive is the primary, and Samir the secondary, always.
let ground: Ground;
let one: World;
let other: World;
beforeAll(async () => {
  ground = await flowGround();
  [one, other] = [ground.world(), ground.world()];
});
afterAll(async () => {
  await ground?.[Symbol.asyncDispose]();
});

const inHours = (hours: number) => new Date(ground.clock.now().getTime() + hours * HOUR);
const wish = (person: string, from: number, until: number, instead: string | null = null) => ({
  schedule: 'primary',
  person,
  instead,
  from: inHours(from),
  until: inHours(until),
  by: 'U0SENIOR',
  reason: null,
});

async function onCallIn(hours: number, world = other): Promise<string | null> {
  const at = inHours(hours);
  const planned = (await readRota(world.directory, world.store.overrides, at)).get('primary')!;
  return onCallAt(planned.schedule, planned.overrides, at)?.person ?? null;
}

function granted<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.text);
  return answer;
}

test('an override that one bot takes counts for all of them, and pages reach who stands in', async () => {
  const override = granted(await enterOverride(one, wish('dba', 10, 20, 'oncall')));

  expect(await onCallIn(9.9)).toBe('oncall');
  expect(await onCallIn(10.1)).toBe('dba');
  const at = inHours(15);
  const rota = await readRota(other.directory, other.store.overrides, at);
  expect(whoIs(other.directory, rota, at)(['schedule:primary'])).toEqual(['U0DBA']);
  expect(await other.store.overrides.byId(override.id)).toEqual(override);
});

test('what is removed before it begins is gone, what has begun ends now', async () => {
  const later = granted(await enterOverride(one, wish('cto', 30, 40)));
  const running = granted(await enterOverride(one, wish('manager', 0, 5)));

  expect(granted(await removeOverride(other, later.id, 'U0CTO'))).toMatchObject([{ id: later.id }]);
  expect(await removeOverride(one, later.id, 'U0CTO')).toMatchObject({ code: 'no-override' });
  expect(await onCallIn(35)).toBe('oncall');

  ground.clock.advanceTo(inHours(1));
  granted(await removeOverride(one, running.id, 'U0CTO'));
  expect(await onCallIn(0.1)).toBe('oncall');
  expect(await onCallIn(-0.5)).toBe('manager');
  expect(await removeOverride(one, running.id, 'U0CTO')).toMatchObject({ code: 'past' });
});

test('the halves of a swap come and go together', async () => {
  granted(await enterOverride(one, wish('security', 100, 110)));
  const asked = granted(
    await askSwap(one, {
      schedule: 'primary',
      one: { person: 'oncall', from: inHours(90), until: inHours(95) },
      other: { person: 'security', from: inHours(100), until: inHours(110) },
      reason: null,
    }),
  );
  expect([await onCallIn(92), await onCallIn(105)]).toEqual(['oncall', 'security']);
  const member = { person: 'security', user: 'U0SECURITY' };
  const answers = await Promise.all([one, other].map((bot) => agreeSwap(bot, asked.id, member)));
  expect(answers.filter(isRefusal)).toMatchObject([{ code: 'swap-agreed' }]);
  const swap = (await one.store.swaps.byId(asked.id))?.swap ?? '';

  expect([await onCallIn(92), await onCallIn(105)]).toEqual(['security', 'oncall']);
  expect(granted(await removeOverride(other, swap, 'U0ONCALL'))).toHaveLength(2);
  expect([await onCallIn(92), await onCallIn(105)]).toEqual(['oncall', 'security']);
});

test('of five who take a request for cover at once one gets it, and the others hear who', async () => {
  const asked = granted(await askCover(one, { ...wish('oncall', 200, 210), reason: 'dentist' }));
  const people = ['senior', 'dba', 'manager', 'security', 'cto'];
  const answers = await Promise.all(
    people.map((person, index) =>
      acceptCover(index % 2 ? one : other, asked.id, { person, user: `U0${person.toUpperCase()}` }),
    ),
  );

  const won = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer]));
  expect(won).toHaveLength(1);
  expect(await onCallIn(205)).toBe(won[0]!.override.person);
  const said = answers.flatMap((answer) => (isRefusal(answer) ? [answer.text] : []));
  expect(new Set(said)).toEqual(new Set([`<@${won[0]!.override.by}> has taken it already.`]));
  expect((await other.store.covers.byId(asked.id))?.overrideId).toBe(won[0]!.override.id);
});

test('a request is withdrawn by its author, and closed when its time is over', async () => {
  const first = granted(await askCover(one, wish('oncall', 300, 310)));
  const second = granted(await askCover(one, wish('oncall', 400, 410)));

  expect(await withdrawCoverRequest(one, first.id, { person: 'cto', user: 'U0CTO' })).toMatchObject(
    {
      code: 'not-yours',
    },
  );
  const olive = { person: 'oncall', user: 'U0ONCALL' };
  granted(await withdrawCoverRequest(one, first.id, olive));
  ground.clock.advanceTo(new Date(second.until.getTime()));
  const expired = await Promise.all([expireCovers(one), expireCovers(other)]);

  expect(expired.flat()).toMatchObject([{ id: second.id, state: 'expired' }]);
  expect(await one.store.covers.open()).toEqual([]);
});

test('a schedule that nobody wrote and a request that nobody made are refused', async () => {
  const asked = { ...wish('dba', 1, 2), schedule: 'gone' };
  expect(await enterOverride(one, asked)).toMatchObject({ code: 'no-schedule' });
  expect(await acceptCover(one, 'gone', { person: 'dba', user: 'U0DBA' })).toMatchObject({
    code: 'no-cover',
  });
});

test('overrides far away are not read', async () => {
  granted(await enterOverride(one, wish('dba', 1000, 1001)));
  const from = inHours(0);

  expect(await one.store.overrides.between(from, new Date(+from + 30 * DAY))).toEqual([]);
  expect(await one.store.overrides.between(from, new Date(+from + 60 * DAY))).toHaveLength(1);
});

test('many changes of one schedule at once, and hand-offs meanwhile, wait for each other and none fails', async () => {
  const people = ['senior', 'dba', 'manager', 'security', 'cto'];
  const member = (n: number) => {
    const person = people[n % people.length] ?? 'cto';
    return { person, user: `U0${person.toUpperCase()}` };
  };
  const world = (n: number) => (n % 2 ? one : other);
  const round = async (n: number) => {
    const from = 2000 + 10 * n;
    const taken = await enterOverride(world(n), wish(member(n).person, from, from + 5));
    const cover = await askCover(world(n), wish('oncall', from + 500, from + 505));
    const swap = await askSwap(world(n), {
      schedule: 'primary',
      one: { person: 'oncall', from: inHours(from + 1000), until: inHours(from + 1005) },
      other: { person: member(n).person, from: inHours(from), until: inHours(from + 5) },
      reason: null,
    });
    return Promise.all([
      tick(world(n + 1)),
      isRefusal(taken) ? null : removeOverride(world(n + 1), taken.id, 'U0CTO'),
      isRefusal(cover) ? null : acceptCover(world(n + 1), cover.id, member(n)),
      isRefusal(cover) ? null : acceptCover(world(n), cover.id, member(n + 1)),
      isRefusal(swap) ? null : agreeSwap(world(n), swap.id, member(n)),
    ]);
  };
  const rounds = await Promise.all(Array.from({ length: 15 }, (_, n) => round(n)));

  for (const [, , first, second] of rounds)
    expect([first, second].filter((answer) => answer && !isRefusal(answer))).toHaveLength(1);
  expect(ground.logged).toEqual([]);
}, 60_000);
