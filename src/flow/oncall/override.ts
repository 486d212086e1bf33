import { newId } from '../../lib/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Override } from '../../oncall/override.ts';
import { decideOverride, endOverride, type Plan, type Wish } from '../../oncall/override-decide.ts';
import type { Effect, Tx, World } from '../ports.ts';
import { decided } from './decided.ts';
import { mayBeOnCall, memberOf } from './member-of.ts';
import { readRota } from './rota.ts';

/** Somebody takes a stretch of a schedule, or fills a gap. */
export async function enterOverride(world: World, wish: Wish): Promise<Override | Refusal> {
  const no =
    refusalOf(memberOf(world.directory, wish.by)) ?? (await mayBeOnCall(world, wish.person));
  if (no) return no;
  const now = world.clock.now();
  const id = newId();
  return decided(world, { about: 'override', id }, async (tx) => {
    const plan = await planOf(tx, world, wish);
    if (isRefusal(plan)) return plan;
    const override = decideOverride(plan, wish, id, now);
    if (!isRefusal(override)) await tx.overrides.add([override]);
    return override;
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
    await tx.effects.add([...current.map(tell), ...(await requestsOf(tx, current))]);
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

/** What was asked and has come to nothing now reads so. */
async function requestsOf(tx: Tx, overrides: readonly Override[]): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const { id, swap } of overrides) {
    const cover = await tx.covers.byOverride(id);
    if (cover) effects.push({ kind: 'sync-oncall', about: 'cover', id: cover.id });
    const request = swap === null ? null : await tx.swaps.bySwap(swap);
    if (request) effects.push({ kind: 'sync-oncall', about: 'swap', id: request.id });
  }
  return effects;
}

function refusalOf(answer: unknown): Refusal | null {
  return isRefusal(answer) ? answer : null;
}
