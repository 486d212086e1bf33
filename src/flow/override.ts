import { newId } from '../lib/ids.ts';
import { isRefusal, type Refusal, refuse } from '../lib/refusal.ts';
import type { Override } from '../oncall/override.ts';
import { decideOverride, endOverride, type Plan, type Wish } from '../oncall/override-decide.ts';
import { decideSwap, type SwapWish } from '../oncall/swap.ts';
import { mayBeOnCall, memberOf } from './member-of.ts';
import type { Effect, Tx, World } from './ports.ts';
import { readRota } from './rota.ts';

/** Somebody takes a stretch of a schedule, or fills a gap. */
export async function enterOverride(world: World, wish: Wish): Promise<Override | Refusal> {
  const no =
    refusalOf(memberOf(world.directory, wish.by)) ?? (await mayBeOnCall(world, wish.person));
  if (no) return no;
  const now = world.clock.now();
  const entered = await world.store.write(async (tx) => {
    const plan = await planOf(tx, world, wish);
    if (isRefusal(plan)) return plan;
    const override = decideOverride(plan, wish, newId(), now);
    if (isRefusal(override)) return override;
    await tx.overrides.add([override]);
    await tx.effects.add([tell(override)]);
    return override;
  });
  world.wake.outbox();
  return entered;
}

/** Two people take each other's stretch. */
export async function swapTurns(
  world: World,
  wish: SwapWish,
): Promise<[Override, Override] | Refusal> {
  const now = world.clock.now();
  const { schedule, one, other } = wish;
  const from = new Date(Math.min(one.from.getTime(), other.from.getTime()));
  const until = new Date(Math.max(one.until.getTime(), other.until.getTime()));
  return world.store.write(async (tx) => {
    const plan = await planOf(tx, world, { schedule, from, until });
    if (isRefusal(plan)) return plan;
    const halves = decideSwap(plan, wish, [newId(), newId()], now);
    if (!isRefusal(halves)) await tx.overrides.add(halves);
    return halves;
  });
}

/** Ends an override, and the other half of a swap with it. What is past stays. Returns what was ended. */
export async function removeOverride(
  world: World,
  id: string,
  by: string,
): Promise<Override[] | Refusal> {
  const no = refusalOf(memberOf(world.directory, by));
  if (no) return no;
  const now = world.clock.now();
  const removed = await world.store.write(async (tx) => {
    const found = await tx.overrides.lock(id);
    if (found.length === 0) return refuse('no-override', 'It was removed already.');
    const current = found.filter(({ until }) => until > now);
    if (current.length === 0) return refuse('past', 'It is over already.');
    for (const override of current) {
      const ended = endOverride(override, now);
      if (ended) await tx.overrides.shorten(ended.id, ended.until, by);
      else await tx.overrides.withdraw(override.id, by, now);
    }
    await tx.effects.add(current.map(tell));
    return current;
  });
  world.wake.outbox();
  return removed;
}

/** What a wish for a stretch of a schedule is judged by; nobody else changes the schedule meanwhile. */
export async function planOf(
  tx: Tx,
  { directory }: World,
  { schedule: name, from, until }: Pick<Wish, 'schedule' | 'from' | 'until'>,
): Promise<Plan | Refusal> {
  await tx.overrides.hold(name);
  const planned = (await readRota(directory, tx.overrides, from, until)).get(name);
  if (!planned) return refuse('no-schedule', `No schedule is called \`${name}\`.`);
  return { ...planned, people: directory.people };
}

function tell({ id }: Override): Effect {
  return { kind: 'sync-oncall', about: 'override', id };
}

function refusalOf(answer: unknown): Refusal | null {
  return isRefusal(answer) ? answer : null;
}
