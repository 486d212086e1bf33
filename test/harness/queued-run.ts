import type { Target } from '../../src/action/catalogue.ts';
import { notGoing, type Outcome, type Run } from '../../src/action/run.ts';
import type { Claimant, World } from '../../src/flow/ports.ts';
import { newId } from '../../src/lib/ids.ts';

export interface QueuedPart extends Partial<Omit<Run, 'target'>> {
  /** Queued so many seconds from now. */
  at?: number;
  target?: Partial<Target>;
}

/** A run as it stands once it was approved, without anybody who asked and approved. */
export async function queueRun(
  world: World,
  incidentId: string,
  { at = 0, target, ...part }: QueuedPart = {},
): Promise<Run> {
  const now = new Date(world.clock.now().getTime() + at * 1000);
  const run = await world.store.write((tx) =>
    tx.runs.create({
      id: newId(),
      incidentId,
      service: 'kindle-sync',
      stepKey: null,
      action: null,
      label: 'Change',
      commandLine: 'true',
      class: 'mutating',
      revealsSecrets: false,
      parameters: [],
      dryRun: false,
      preview: null,
      brokeGlass: false,
      remindedAt: null,
      target: { name: 'line-host', env: [], ...target },
      plan: { kind: 'pipeline', stages: [] },
      timeoutMs: 60_000,
      verify: null,
      onFailure: null,
      stepHash: 'h',
      fingerprint: newId(),
      needed: 0,
      state: 'queued',
      requestedBy: 'U0ONCALL',
      requestedAt: now,
      expiresAt: now,
      queuedAt: now,
      startedAt: null,
      finishedAt: null,
      worker: null,
      outcome: null,
      going: notGoing,
      ...part,
    }),
  );
  if (run === null) throw new Error('the same run is there already');
  return run;
}

export function claimant(labels: string[] = [], place = 'here'): Claimant {
  return { id: `w-${newId()}`, host: 'here', place, labels };
}

export const succeeded: Outcome = {
  exitCode: 0,
  signal: null,
  timedOut: false,
  summary: 'exit 0',
  output: '',
  outputBytes: 0,
  truncated: false,
  artifact: null,
  durationMs: 1,
  verify: null,
};
