import type { World } from '../ports.ts';
import { tick } from '../tick.ts';
import type { Finding, Look } from './audit-ports.ts';
import { recordRepair, repair } from './audit-repair.ts';

export interface Audited {
  /** What two looks have seen. */
  found: Finding[];
  /** What is still there after all that could be done. */
  left: Finding[];
}

/**
 * One round of the auditor. A finding counts when it is still there after `settle`: what is merely late,
 * as after a suspended machine, has been done by then by those whose work it is.
 */
export async function audit(
  world: World,
  look: Look,
  settle: () => Promise<void>,
): Promise<Audited> {
  const seen = await look(world.clock.now());
  if (seen.length === 0) return { found: [], left: [] };
  await settle();
  const found = both(await look(world.clock.now()), seen);
  if (found.length === 0) return { found, left: [] };
  for (const finding of found) await attempt(world, finding);
  await tick(world);
  const left = both(await look(world.clock.now()), found);
  await recordTaken(world, found, left);
  world.wake.outbox();
  return { found, left };
}

export function keyOf({ kind, subject, timer }: Finding): string {
  return `${kind} ${timer ?? ''} ${subject}`;
}

function both(some: Finding[], others: Finding[]): Finding[] {
  const keys = new Set(others.map(keyOf));
  return some.filter((finding) => keys.has(keyOf(finding)));
}

/** One that cannot be repaired keeps nobody from the next. */
async function attempt(world: World, finding: Finding): Promise<void> {
  try {
    await repair(world, finding);
  } catch (error) {
    world.log.error(
      { err: error, incident: finding.incidentId, finding: finding.kind },
      'the auditor could not repair what it found; it tries again in its next round',
    );
  }
}

/** A timer that nobody had acted on was acted on by the tick of this round, in a transaction of its own. */
async function recordTaken(world: World, found: Finding[], left: Finding[]): Promise<void> {
  const keys = new Set(left.map(keyOf));
  for (const finding of found) {
    if (finding.kind !== 'timer-overdue' || keys.has(keyOf(finding))) continue;
    await world.store.write((tx) => recordRepair(tx, finding, world.clock.now()));
  }
}
