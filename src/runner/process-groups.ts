import { setTimeout as delay } from 'node:timers/promises';
import { livingProcesses } from './process-table.ts';

/** Every process of a run carries its id in this variable, whatever group or session it moves to. */
export const RUN_VARIABLE = 'RUNBELL_RUN';

export interface RunProcess {
  pid: number;
  group: number;
}

const lookAgain = 100;
/** So many looks after it was killed, what is still there cannot be ended from here. */
const lastLooks = 20;

/**
 * The living processes of a run, also those that left its process groups (`setsid`, a double fork).
 * Only Linux shows them; a process that cleared its environment, or runs as another user, is missed.
 */
export function findRunProcesses(
  runId: string,
  groups: Iterable<number> = [],
): Promise<RunProcess[]> {
  return livingOf(runId, new Set(groups));
}

export interface EndOptions {
  /** Between being asked to end and being killed. */
  graceMs: number;
  /** Cuts the grace short. */
  hurry?: AbortSignal;
  /** Process groups that are the run's whatever their members' environment says. */
  groups?: Iterable<number>;
}

/** Ends a run's processes, wherever they moved: asks first, then kills. Returns what resisted. */
export async function endRunProcesses(
  runId: string,
  { graceMs, hurry, groups = [] }: EndOptions,
): Promise<RunProcess[]> {
  const ours = new Set(groups);
  for (const group of ours) send(-group, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  let living = await livingOf(runId, ours);
  const asked = new Set(living.filter(({ group }) => ours.has(group)).map(({ pid }) => pid));
  while (living.length > 0 && performance.now() < deadline && !hurry?.aborted) {
    for (const { pid } of living) if (!asked.has(pid)) send(pid, 'SIGTERM');
    for (const { pid } of living) asked.add(pid);
    await delay(Math.min(lookAgain, graceMs));
    living = await livingOf(runId, ours);
  }
  for (let look = 0; living.length > 0 && look < lastLooks; look += 1) {
    for (const group of ours) send(-group, 'SIGKILL');
    for (const { pid } of living) send(pid, 'SIGKILL');
    await delay(lookAgain);
    living = await livingOf(runId, ours);
  }
  return living;
}

/** Forgets groups that have died out: their number may soon be another program's. */
async function livingOf(runId: string, groups: Set<number>): Promise<RunProcess[]> {
  const all = await livingProcesses(`${RUN_VARIABLE}=${runId}`);
  const living =
    all === null
      ? [...groups].filter(isGroupAlive).map((group) => ({ pid: group, group }))
      : all.filter(({ group, marked }) => groups.has(group) || marked());
  const left = new Set(living.map(({ group }) => group));
  for (const group of groups) if (!left.has(group)) groups.delete(group);
  return living.map(({ pid, group }) => ({ pid, group }));
}

export function isGroupAlive(leader: number): boolean {
  return send(-leader, 0);
}

/** A negative id means the group; the group outlives its leader while any member does. */
function send(id: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(id, signal);
  } catch (error) {
    // EPERM: it runs as another user (sudo); it is there, and out of reach.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
