import { SECOND } from '../lib/duration.ts';

const LIMIT_MS = 8 * SECOND;

/**
 * Tells somebody outside that all is well; whoever hears nothing for a while raises the alarm. Null when
 * they have heard it, else why not: the address is a secret and is in no answer.
 */
export async function tellDeadMan(url: string, stop: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'runbell' },
      signal: AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)]),
    });
    await response.body?.cancel();
    return response.ok ? null : `it answered HTTP ${response.status}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return `no answer within ${LIMIT_MS / SECOND} s`;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
    return `it cannot be reached (${code})`;
  }
}
