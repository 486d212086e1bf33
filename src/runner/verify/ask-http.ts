import { type HttpCheck, withoutCredentials } from '../../action/verify.ts';
import { formatDuration, SECOND } from '../../lib/duration.ts';
import { networkReason } from '../network-words.ts';
import type { Look, VerifyOptions } from './verify.ts';

const requestMs = 2 * SECOND;
/** More of an answer is not read. */
const mostBytes = 256 * 1024;

/** One request. A redirect is an answer, and is not followed. */
export async function askHttp(
  check: HttpCheck,
  { signal, locate }: Pick<VerifyOptions, 'signal' | 'locate'>,
): Promise<Look> {
  const where = withoutCredentials(check.http);
  try {
    const response = await fetch(locate?.(check.http) ?? check.http, {
      redirect: 'manual',
      headers: { connection: 'close' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestMs)]),
    });
    if (response.status !== check.status) {
      await response.body?.cancel();
      return { holds: false, found: `${where}: answered ${response.status}, not ${check.status}` };
    }
    const missing = await missingIn(response, check);
    if (missing !== null) return { holds: false, found: `${where}: ${missing}` };
    return { holds: true, found: `${where} answered ${response.status}` };
  } catch (error) {
    return { holds: false, found: `${where}: ${inWords(error)}` };
  }
}

/** What the answer lacks; null when nothing does. */
async function missingIn(response: Response, check: HttpCheck): Promise<string | null> {
  if (check.contains === undefined && check.json === undefined) {
    await response.body?.cancel();
    return null;
  }
  const text = await readStart(response);
  if (check.contains !== undefined && !text.includes(check.contains))
    return `its answer does not contain "${check.contains}"`;
  if (check.json === undefined) return null;
  const body = parse(text);
  if (body === undefined) return 'its answer is not JSON';
  const wrong = Object.entries(check.json).find(([path, value]) => at(body, path) !== value);
  if (!wrong) return null;
  return `${wrong[0]} is ${shown(at(body, wrong[0]))}, not ${shown(wrong[1])}`;
}

async function readStart(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `checks.0.state`; a key that has a dot of its own cannot be named. */
function at(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, body);
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? '').slice(0, 80);
}

function inWords(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${formatDuration(requestMs)}`;
  return networkReason(error);
}
