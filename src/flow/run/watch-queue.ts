import type { Target } from '../../action/catalogue.ts';
import { lacking } from '../../action/placement.ts';
import { plain, RUNBELL } from '../../incident/entry.ts';
import type { QueuedRun, World } from '../ports.ts';
import { livingWorkers } from './workers.ts';

/**
 * Looks whether somebody serves what each queued run needs, writes down since when nobody does, and
 * sets a limit to the waiting. Safe from several bots at once.
 */
export async function watchQueue(world: World): Promise<void> {
  await look(world, await world.store.runs.queued());
}

/** The same for one run, as soon as it is queued. */
export async function watchQueued(world: World, runId: string): Promise<void> {
  const run = await world.store.runs.byId(runId);
  if (run?.state === 'queued') await look(world, [{ ...run, ...run.going }]);
}

async function look(world: World, queued: QueuedRun[]): Promise<void> {
  if (queued.length === 0) return;
  const workers = await livingWorkers(world);
  for (const run of queued) {
    const lacks = lacking(workers, run.target);
    if ((lacks === null) !== (run.unservedSince === null)) await turn(world, run, lacks);
  }
}

async function turn(world: World, { id }: QueuedRun, lacks: string[] | null): Promise<void> {
  const now = world.clock.now();
  await world.store.write(async (tx) => {
    const run = await tx.runs.lock(id);
    if (run?.state !== 'queued' || (lacks === null) === (run.going.unservedSince === null)) return;
    if (lacks === null) {
      await tx.runs.setUnserved(id, null);
      await tx.timers.clear('refuse-run', id);
    } else {
      const dueAt = new Date(now.getTime() + world.directory.refuse_waiting_after);
      await tx.runs.setUnserved(id, now);
      await tx.timers.set({ kind: 'refuse-run', subject: id, incidentId: run.incidentId, dueAt });
      const text = `*${plain(run.label)}* waits: ${nobody(run.target, lacks)}.`;
      const entry = { kind: 'run-waiting', actor: RUNBELL, text, data: { run: id } } as const;
      await tx.timeline.add(run.incidentId, [{ ...entry, post: false }], now);
    }
    await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
  });
  world.wake.outbox();
}

/** `no worker for eu-prod`, with what the nearest of its workers lacks. */
export function nobody(target: Target, lacks: readonly string[]): string {
  const missing = lacks.length === 0 ? '' : ` has the label ${lacks.join(' and ')}`;
  return `no worker for ${target.name}${missing}`;
}
