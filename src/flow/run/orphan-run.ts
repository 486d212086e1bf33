import type { Outcome, Run } from '../../action/run.ts';
import { mention, plain } from '../../incident/entry.ts';
import type { Claimant, World } from '../ports.ts';
import { noteFailure } from './circuit.ts';
import { endedFacts } from './ended-facts.ts';
import { note, tellOthers } from './work-run.ts';

/** What was found of a run whose worker had died, and what became of it. */
export type Left =
  /** Nothing was there any more. */
  | 'none'
  /** It was watched until it ended. */
  | 'ended'
  | 'killed'
  /** Killed, and still there. */
  | 'resisted';

/** Answers for a run whose worker has died; null when somebody else already does. */
export async function retakeRun(
  world: World,
  run: Run,
  by: Claimant,
  processes: number,
): Promise<Run | null> {
  const now = world.clock.now();
  const taken = await world.store.write(async (tx) => {
    const retaken = await tx.runs.retake(run, by);
    if (retaken === null) return null;
    const found = goesOn(processes, by.host);
    const text = `The worker that ran *${plain(run.label)}* on ${run.target.name} has died. ${found}`;
    await note(tx, retaken, { kind: 'run-orphaned', text, post: true, data: { processes } }, now);
    await tellOthers(tx, retaken);
    return retaken;
  });
  world.wake.outbox();
  return taken;
}

/** Records the end of a run whose worker had died: `by` answers for it, or did when it died. */
export async function endOrphan(
  world: World,
  runId: string,
  by: string | null,
  left: Left,
): Promise<void> {
  const now = world.clock.now();
  await world.store.write(async (tx) => {
    const run = await tx.runs.lock(runId);
    const open = run?.state === 'running' || run?.state === 'verifying' || run?.state === 'lost';
    if (!run || !open || run.worker !== by) return;
    const stopped = run.going.cancelBy !== null && left === 'killed';
    const state = stopped ? 'cancelled' : 'lost';
    const ended = { state, outcome: outcomeOf(run, left, now) } as const;
    await tx.runs.save({ ...run, ...ended, finishedAt: now });
    await tx.runs.settle(run.id);
    const about = `*${plain(run.label)}* on ${run.target.name}`;
    const advice = 'Look before you run it again.';
    const text = stopped
      ? `${about} was stopped: ${ended.outcome.summary}. ${advice}`
      : `Outcome of ${about} unknown: ${ended.outcome.summary}. ${advice} Asked for by ${mention(run.requestedBy)}.`;
    const kind = stopped ? 'run-finished' : 'run-lost';
    await note(tx, run, { kind, text, post: true, data: { ...endedFacts(ended), left } }, now);
    await tellOthers(tx, run, 'free');
    if (state === 'lost' && run.state !== 'lost') await noteFailure(tx, world, run, now);
  });
  world.wake.outbox();
}

function goesOn(processes: number, host: string): string {
  if (processes === 0) return 'The command had ended, and its check begins anew.';
  const what = processes === 1 ? '1 process of it goes' : `${processes} processes of it go`;
  return `On ${host} ${what} on: what is written there is not recorded any more, and Cancel ends it.`;
}

function outcomeOf(run: Run, left: Left, now: Date): Outcome {
  const started = run.startedAt ?? now;
  const { output, bytes } = run.going.progress ?? { output: '', bytes: 0 };
  // Of a command that had ended before its check began, all but the check is known.
  const known = run.outcome ?? {
    exitCode: null,
    signal: null,
    timedOut: false,
    durationMs: Math.max(0, now.getTime() - started.getTime()),
    output,
    outputBytes: bytes,
    truncated: bytes > 0,
    artifact: null,
    verify: null,
  };
  const before = run.outcome === null ? '' : `${run.outcome.summary}, but `;
  return { ...known, summary: `${before}${words(run, left)}` };
}

function words({ going, target }: Run, left: Left): string {
  const host = going.host ?? 'its machine';
  switch (left) {
    case 'none':
      if (target.ssh)
        return `its worker died, and what it ran on ${target.ssh.host} was ended with the line`;
      return `its worker died, and no process of it is left on ${host}`;
    case 'ended':
      return `it ended on ${host} after its worker had died, so how it ended was not seen`;
    case 'killed':
      return `its worker died; its processes were found on ${host} and ended`;
    case 'resisted':
      return `its worker died; its processes were found on ${host} and could not be ended`;
  }
}
