import type { Outcome, Run } from '../../action/run.ts';
import { mention, type NewEntry, plain, RUNBELL } from '../../incident/entry.ts';
import type { Claimant, Effect, Tx, World } from '../ports.ts';
import { noteFailure } from './circuit.ts';
import { endedFacts } from './ended-facts.ts';

/** How a worker says that a run ended. */
export interface Ended {
  state: 'succeeded' | 'failed' | 'not-run' | 'cancelled';
  outcome: Outcome;
}

/** Takes a queued run for this worker, or says why not. Nothing is executed without this answer. */
export async function claimRun(
  world: World,
  runId: string,
  by: Claimant,
): Promise<Run | 'busy' | null> {
  const run = await world.store.write(async (tx) => {
    const claimed = await tx.runs.claim(runId, by, world.clock);
    if (claimed === null || claimed === 'busy') return claimed;
    if (claimed.going.unservedSince !== null) await tx.timers.clear('refuse-run', runId);
    const text = `Started on ${claimed.target.name}: ${plain(claimed.commandLine)}`;
    const now = claimed.startedAt ?? world.clock.now();
    await note(tx, claimed, { kind: 'run-started', text, post: false }, now);
    await tellOthers(tx, claimed);
    return claimed;
  });
  if (run !== null && run !== 'busy') world.wake.outbox();
  return run;
}

/** The command is over and its check begins; the target stays taken. Whoever takes it over can check anew. */
export async function beginVerify(
  world: World,
  runId: string,
  worker: string,
  outcome: Outcome,
): Promise<void> {
  await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    if (run?.state !== 'running' || run.worker !== worker) return;
    await tx.runs.save({ ...run, state: 'verifying', outcome });
    await tx.effects.add([{ kind: 'sync-incident', incidentId: run.incidentId }]);
  });
  world.wake.outbox();
}

/** Records how a run ended. A run that was given up as lost is corrected when its worker comes back. */
export async function finishRun(
  world: World,
  runId: string,
  worker: string,
  told: Ended,
): Promise<void> {
  const now = world.clock.now();
  // Before it is stored, since the record holds the hash of the output.
  const ended = world.redactor.value(told);
  await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    const open = run?.state === 'running' || run?.state === 'verifying' || run?.state === 'lost';
    if (!run || !open || run.worker !== worker) {
      world.log.warn(
        { run: runId, worker, state: run?.state },
        'a run ended that was not ours to end',
      );
      return;
    }
    await tx.runs.save({ ...run, ...ended, finishedAt: now });
    const back = run.state === 'lost' ? ' after all' : '';
    const late = tooLate(run, ended) ? ', before it could be stopped' : '';
    const text = `*${plain(run.label)}* ${words[ended.state]}${back}${late}: ${plain(ended.outcome.summary)}`;
    // As it is stored: what the record states must be what anybody can look up.
    const { outcome } = (await tx.runs.lock(runId)) ?? {};
    const data = endedFacts({ ...ended, outcome: outcome ?? ended.outcome });
    await note(tx, run, { kind: 'run-finished', text, post: true, data }, now);
    await tellOthers(tx, run, 'free');
    if (ended.state === 'failed') await noteFailure(tx, world, run, now);
  });
  world.wake.outbox();
}

/** Gives up runs whose worker has gone silent: outcome unknown, never run again by itself. */
export async function loseSilentRuns(world: World, silentMs: number): Promise<number> {
  let lost = 0;
  while (await loseOne(world, silentMs)) lost += 1;
  if (lost > 0) world.wake.outbox();
  return lost;
}

async function loseOne(world: World, silentMs: number): Promise<boolean> {
  const now = world.clock.now();
  return world.store.write(async (tx) => {
    const run = await tx.runs.silent(silentMs);
    if (run === null) return false;
    const outcome = run.outcome && {
      ...run.outcome,
      summary: `${run.outcome.summary}, but its check was cut off`,
    };
    await tx.runs.save({ ...run, state: 'lost', finishedAt: now, outcome });
    const text = `Outcome unknown: the worker that ran *${plain(run.label)}* on ${run.target.name} has gone. Look before you run it again. Asked for by ${mention(run.requestedBy)}.`;
    await note(tx, run, { kind: 'run-lost', text, post: true }, now);
    await tellOthers(tx, run, 'free');
    await noteFailure(tx, world, run, now);
    return true;
  });
}

function tooLate({ going }: Run, { state }: Ended): boolean {
  return going.cancelBy !== null && (state === 'succeeded' || state === 'failed');
}

const words = {
  succeeded: 'succeeded',
  failed: 'failed',
  'not-run': 'was not run',
  cancelled: 'was stopped',
} as const satisfies Record<Ended['state'], string>;

/** Writes into the record what happened to a run. */
export async function note(
  tx: Tx,
  run: Run,
  entry: Pick<NewEntry, 'kind' | 'text' | 'post' | 'data'>,
  now: Date,
): Promise<void> {
  const data = { run: run.id, commandLine: run.commandLine, worker: run.worker, ...entry.data };
  await tx.timeline.add(run.incidentId, [{ ...entry, actor: RUNBELL, data }], now);
}

/**
 * Its own incident and those whose runs wait for the target are drawn anew: what they wait for has
 * changed. Once it is free, whatever waits for it may go.
 */
export async function tellOthers(tx: Tx, run: Run, free?: 'free'): Promise<void> {
  const incidents = new Set([run.incidentId, ...(await tx.runs.waitingFor(run.target.name))]);
  const syncs = [...incidents].map((id): Effect => ({ kind: 'sync-incident', incidentId: id }));
  const next: Effect = { kind: 'dispatch-run', runId: null, target: run.target.name };
  await tx.effects.add(free ? [...syncs, next] : syncs);
}
