import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '../../action/run.ts';
import { type Check, goalOf } from '../../action/verify.ts';
import { formatDuration, SECOND } from '../../lib/duration.ts';
import type { ExecuteOptions } from '../execute.ts';
import { askCommand } from './ask-command.ts';
import { askHttp } from './ask-http.ts';
import { askQueue } from './ask-queue.ts';
import { askTcp } from './ask-tcp.ts';

/** What a look found: that it holds, or in words what it found instead. */
export interface Look {
  holds: boolean;
  found: string;
}

export interface VerifyOptions extends Omit<ExecuteOptions, 'onProgress' | 'practice'> {
  onProgress(text: string): void;
}

export interface Verified {
  ok: boolean;
  detail: string;
}

/** Asks each check of a run in turn, once a second, until it holds or its time is over. Nothing is changed by it. */
export async function verify(run: Run, options: VerifyOptions): Promise<Verified> {
  const checks = run.verify ?? [];
  const passed: string[] = [];
  for (const [index, check] of checks.entries()) {
    const which = checks.length > 1 ? `check ${index + 1} of ${checks.length}: ` : '';
    const onProgress = (text: string) => options.onProgress(which + text);
    const { ok, detail } = await until(run, check, { ...options, onProgress });
    if (!ok) return { ok, detail: which + detail };
    passed.push(detail);
  }
  return { ok: true, detail: passed.join('; ') };
}

async function until(run: Run, check: Check, options: VerifyOptions): Promise<Verified> {
  const { signal, onProgress } = options;
  if (check.delay) await delay(check.delay, null, { signal }).catch(() => null);
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const wanted = check.stable ?? 1;
  const goal = goalOf(check);
  for (let held = 0; ; ) {
    const left = Math.max(SECOND, check.within - elapsed());
    const { holds, found } = await ask(run, check, left, options);
    const look = { holds, found: options.redactor.text(found) };
    const after = inSeconds(elapsed());
    held = look.holds ? held + 1 : 0;
    if (held >= wanted) return { ok: true, detail: `${look.found} after ${after}` };
    if (signal.aborted)
      return { ok: false, detail: `${goal}: the check was cancelled after ${after}` };
    const times = wanted > 1 && look.holds ? `, ${held} of ${wanted} times in a row` : '';
    if (elapsed() + SECOND > check.within)
      return { ok: false, detail: `${look.found}${times}, ${after}` };
    onProgress(`${look.found}${times}, ${after} of ${formatDuration(check.within)}`);
    await delay(SECOND, null, { signal }).catch(() => null);
  }
}

function ask(run: Run, check: Check, leftMs: number, options: VerifyOptions): Promise<Look> {
  if ('http' in check) return askHttp(check, options);
  if ('tcp' in check) return askTcp(check.tcp, options.signal);
  if ('command' in check) return askCommand(run, check.command, leftMs, options);
  return askQueue(check, options);
}

function inSeconds(ms: number): string {
  return formatDuration(Math.round(ms / SECOND) * SECOND);
}
