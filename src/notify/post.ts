import type { Delivery } from '../flow/page/notify-ports.ts';
import { SECOND } from '../lib/duration.ts';

export interface Answer {
  status: number;
  retryAfterMs: number | null;
  /** The body as JSON; null when it is none. */
  json: Record<string, unknown> | null;
}

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const LIMIT_MS = 8 * SECOND;
const MOST_BYTES = 64 * 1024;

/** One POST, never repeated and never redirected: what was answered, or why the provider could not be asked. */
export async function post({ url, headers, body }: Post): Promise<Answer | Delivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'user-agent': 'runbell', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return {
      status: response.status,
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
      json: await readJson(response),
    };
  } catch (error) {
    return unreachable(error);
  }
}

/** Whether an answer means that the provider has trouble of its own, and the same call may work later. */
export function inTrouble({ status }: Answer): boolean {
  return status >= 500 || status === 429 || status === 408 || status === 425;
}

export function isDelivery(value: Answer | Delivery): value is Delivery {
  return 'state' in value;
}

function retryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * SECOND : null;
}

async function readJson(response: Response): Promise<Answer['json']> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Nothing of the call has left this machine. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

function unreachable(error: unknown): Delivery {
  if (error instanceof Error && error.name === 'TimeoutError')
    return {
      state: 'retry',
      afterMs: null,
      why: `no answer within ${LIMIT_MS / SECOND} s`,
      unsure: true,
    };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
  return {
    state: 'retry',
    afterMs: null,
    why: `it cannot be reached (${code})`,
    unsure: !neverSent.test(code),
  };
}
