import { setTimeout as delay } from 'node:timers/promises';
import type { Verify } from '../action/catalogue.ts';
import { formatDuration, SECOND } from '../lib/duration.ts';
import { networkReason } from './network-words.ts';

const requestMs = 2 * SECOND;

/** Asks every second until the answer is the wanted one, or its time is over. */
export async function verify(
  check: Verify,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<{ ok: boolean; detail: string }> {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const where = withoutCredentials(check.http);
  for (;;) {
    const answer = await ask(check.http, signal);
    const after = inSeconds(elapsed());
    if (answer === check.status)
      return { ok: true, detail: `${where} answered ${answer} after ${after}` };
    if (signal.aborted)
      return { ok: false, detail: `${where}: the check was cancelled after ${after}` };
    const found = typeof answer === 'number' ? `answered ${answer}, not ${check.status}` : answer;
    if (elapsed() + SECOND > check.within)
      return { ok: false, detail: `${where}: ${found}, ${after}` };
    onProgress(`${where}: ${found}, ${after} of ${formatDuration(check.within)}`);
    await delay(SECOND, null, { signal }).catch(() => null);
  }
}

/** The status, or in words why there is none. A redirect is an answer, and is not followed. */
async function ask(url: string, signal: AbortSignal): Promise<number | string> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { connection: 'close' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestMs)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return inWords(error);
  }
}

function inWords(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${formatDuration(requestMs)}`;
  return networkReason(error);
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.search
    ? `${url.origin}${url.pathname}?…`
    : address === `${url.origin}`
      ? url.origin
      : `${url.origin}${url.pathname}`;
}

function inSeconds(ms: number): string {
  return formatDuration(Math.round(ms / SECOND) * SECOND);
}
