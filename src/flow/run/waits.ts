import { lacking, usualParallel } from '../../action/placement.ts';
import type { Run } from '../../action/run.ts';
import type { IncidentView } from '../../incident/types.ts';
import type { SeenWorker, World } from '../ports.ts';
import { livingWorkers } from './workers.ts';

/** What a queued run waits for. */
export type Wait =
  /** Nobody serves it; the labels are those that the nearest worker lacks. */
  | { for: 'worker'; since: Date; lacks: string[] }
  /** Changes go one by one: this one first, and so many more before it. */
  | { for: 'run'; first: Run; before: number }
  /** So many read on the target already. */
  | { for: 'room'; reading: number };

/** By the id of a run; what is not in it waits for nothing but the next moment. */
export async function waitsOf(world: World, view: IncidentView): Promise<Map<string, Wait>> {
  const queued = view.runs.filter(({ state }) => state === 'queued');
  if (queued.length === 0) return new Map();
  const [workers, around] = await Promise.all([
    livingWorkers(world),
    world.store.runs.around([...new Set(queued.map(({ target }) => target.name))]),
  ]);
  return new Map(
    queued.flatMap((run) => {
      const wait = waitOf(run, workers, around);
      return wait === null ? [] : [[run.id, wait] as const];
    }),
  );
}

function waitOf(run: Run, workers: readonly SeenWorker[], around: readonly Run[]): Wait | null {
  const lacks = lacking(workers, run.target);
  if (lacks !== null)
    return {
      for: 'worker',
      since: run.going.unservedSince ?? run.queuedAt ?? run.requestedAt,
      lacks,
    };
  const same = around.filter(({ id, target }) => target.name === run.target.name && id !== run.id);
  if (run.class === 'readonly') {
    const reading = same.filter((one) => one.class === 'readonly' && one.state !== 'queued').length;
    return reading >= (run.target.parallel ?? usualParallel) ? { for: 'room', reading } : null;
  }
  const changes = same.filter((one) => one.class !== 'readonly');
  const older = changes.filter((one) => one.state === 'queued' && isBefore(one, run));
  const [first, ...rest] = [...changes.filter(({ state }) => state !== 'queued'), ...older];
  return first === undefined ? null : { for: 'run', first, before: rest.length };
}

/** In the order in which the workers take them. */
function isBefore(a: Run, b: Run): boolean {
  const [first, second] = [a, b].map(({ queuedAt }) => queuedAt?.getTime() ?? 0);
  return first === second ? a.id < b.id : (first ?? 0) < (second ?? 0);
}
