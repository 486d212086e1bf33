import type { Outcome, Progress, Run } from '../action/run.ts';
import type { Ended } from '../flow/run/work-run.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import { pace } from './progress.ts';
import { verify } from './verify/verify.ts';

export type CarryOptions = Omit<ExecuteOptions, 'onProgress'> & {
  report(progress: Progress): void;
  /** Told when the command has ended and its check begins. */
  onVerify(outcome: Outcome): Promise<void>;
};

/** Executes a run and checks that it worked. */
export async function carryOut(run: Run, options: CarryOptions): Promise<Ended> {
  const paced = pace(options.report);
  const { state, ...facts } = await execute(run, { ...options, onProgress: paced.offer });
  paced.stop();
  const outcome = { ...facts, verify: null };
  if (state !== 'succeeded' || run.verify === null) return { state, outcome };
  await options.onVerify(outcome);
  return check(run, outcome, options);
}

/** Whether what has been done has helped. It changes nothing, so it may be asked again by somebody else. */
export async function check(
  run: Run,
  outcome: Outcome,
  { report, ...options }: Omit<CarryOptions, 'practice' | 'onVerify' | 'onSpawned'>,
): Promise<Ended> {
  const paced = pace(report);
  const onProgress = (output: string) => paced.offer({ output, bytes: 0 });
  const checked = await verify(run, { ...options, onProgress });
  paced.stop();
  const known = { ...outcome, verify: checked };
  if (checked.ok) return { state: 'succeeded', outcome: known };
  const [state, what] = options.signal.aborted
    ? (['cancelled', 'its check was stopped'] as const)
    : (['failed', 'but the check failed'] as const);
  return { state, outcome: { ...known, summary: `${outcome.summary}, ${what}` } };
}
