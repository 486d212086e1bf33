import type { Run } from '../../action/run.ts';
import { execute } from '../execute.ts';
import type { Look, VerifyOptions } from './verify.ts';

/** Runs the check on the target of the run, within the run's own limits; what it writes is not kept. */
export async function askCommand(
  run: Run,
  argv: string[],
  leftMs: number,
  options: VerifyOptions,
): Promise<Look> {
  const stages = [{ argv, env: {}, stderr: 'keep' as const, stdout: 'keep' as const }];
  const { state, summary } = await execute(
    { ...run, plan: { kind: 'pipeline', stages }, timeoutMs: Math.min(leftMs, run.timeoutMs) },
    // The run itself was let through, and its check only looks.
    { ...options, practice: null, onProgress: () => undefined, forgetful: true },
  );
  const name = `\`${argv.join(' ')}\``;
  return state === 'succeeded'
    ? { holds: true, found: `${name} ended with 0` }
    : { holds: false, found: `${name}: ${summary}` };
}
