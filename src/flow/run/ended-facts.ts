import type { Outcome, RunState } from '../../action/run.ts';
import { sha256 } from '../../lib/ids.ts';

/** What the record keeps of how a run ended: enough to prove later which output it had. */
export function endedFacts({ state, outcome }: { state: RunState; outcome: Outcome }) {
  const { output, summary: _, ...facts } = outcome;
  return { state, ...facts, outputSha256: sha256(output) };
}
