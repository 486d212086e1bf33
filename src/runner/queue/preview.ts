import type { QueueOperation } from '../../action/queue-operation.ts';
import type { Redactor } from '../../action/redact.ts';
import type { Preview } from '../../action/run.ts';
import { SECOND } from '../../lib/duration.ts';
import type { Environment } from '../preflight.ts';
import { operateQueue } from './operate.ts';

const withinMs = 10 * SECOND;

/** Counts what the operation would take, and takes nothing. */
export async function previewQueue(
  queue: QueueOperation,
  environment: Environment,
  redactor: Redactor,
): Promise<Preview> {
  const limits = { timeoutMs: withinMs, signal: new AbortController().signal };
  const unheard = { say: async () => undefined };
  const { state, summary } = await operateQueue(
    { queue, dryRun: true },
    environment,
    limits,
    unheard,
  );
  const text = redactor.text(summary);
  return { state: state === 'succeeded' ? 'counted' : 'failed', text };
}
