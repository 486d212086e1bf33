import type { Redactor } from '../action/redact.ts';
import type { Preview, Run } from '../action/run.ts';
import type { World } from '../flow/ports.ts';
import { previewWanted, recordPreview } from '../flow/run/preview.ts';
import type { PracticeGate } from './gate.ts';
import type { Environment } from './preflight.ts';
import { previewQueue } from './queue/preview.ts';

interface PreviewOptions {
  redactor: Redactor;
  environment?: Environment;
  gate: () => Promise<PracticeGate | null>;
}

/** Counts for requests that wait for approval, each once at a time. */
export function startPreviews(
  world: World,
  options: PreviewOptions,
): (runId: string) => Promise<void> {
  const counting = new Set<string>();
  return async (runId) => {
    if (counting.has(runId)) return;
    counting.add(runId);
    try {
      const run = await previewWanted(world, runId);
      if (run !== null) await recordPreview(world, runId, await count(run));
    } finally {
      counting.delete(runId);
    }
  };

  async function count(run: Run): Promise<Preview> {
    if (run.plan.kind !== 'queue') return { state: 'failed', text: 'it is no queue' };
    const gate = (await options.gate())?.(run) ?? { allowed: true };
    if (!gate.allowed) return { state: 'failed', text: `in practice ${gate.reason}` };
    const environment = options.environment ?? process.env;
    return previewQueue(run.plan.queue, environment, options.redactor);
  }
}
