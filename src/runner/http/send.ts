import { Agent, type Dispatcher, request } from 'undici';
import { SECOND } from '../../lib/duration.ts';
import { networkCode, networkReason } from '../network-words.ts';
import { cancelledAfter, stoppedAtLimit, type Verdict, verdict } from '../outcome.ts';
import type { Recorder } from '../recorder.ts';
import { keepAnswer } from './answer.ts';
import type { ReadyRequest } from './fill-request.ts';
import { nextAddress } from './redirect.ts';

export interface SendOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** Where an address is really found; the try-out's services may have moved to a free port. */
  locate?: ((url: string) => string) | undefined;
}

const connectMs = 5 * SECOND;

/** Sends the call once, never again, and keeps the head of what is answered. */
export async function sendRequest(
  call: ReadyRequest,
  { timeoutMs, signal, locate = (url) => url }: SendOptions,
  recorder: Pick<Recorder, 'say' | 'take'>,
): Promise<Verdict> {
  const started = performance.now();
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  // The limit is the run's own, and no connection is kept for later.
  const dispatcher = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectMs },
    pipelining: 0,
  });
  const state: State = { sent: false, status: null };
  try {
    return await follow({ ...call, url: locate(call.url) }, dispatcher, stop, recorder, state);
  } catch (error) {
    const unknown = state.sent && call.method !== 'GET' && call.method !== 'HEAD';
    const after = unknown ? '; it may have been carried out: look before you send it again' : '';
    const got =
      state.status === null
        ? 'there was no answer'
        : `${state.status} came, but not all of the answer`;
    if (signal.aborted) return cancelledAfter(performance.now() - started, `${got}${after}`);
    if (stop.aborted) return stoppedAtLimit(timeoutMs, `${got}${after}`);
    return verdict('failed', `${where(call)}: ${networkReason(error)}${after}`);
  } finally {
    await dispatcher.destroy();
  }
}

interface State {
  /** Whether the service may have begun to act on it. */
  sent: boolean;
  status: number | null;
}

async function follow(
  call: ReadyRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  recorder: Pick<Recorder, 'say' | 'take'>,
  state: State,
): Promise<Verdict> {
  for (let left = call.redirects, current = call; ; left -= 1) {
    const answer = await send(current, dispatcher, signal, state);
    state.status = answer.statusCode;
    await keepAnswer(current, answer, recorder);
    const next = nextAddress(current, answer);
    if (next === null) return judge(current, answer.statusCode);
    if ('refused' in next || left === 0) {
      const why = 'refused' in next ? next.refused : 'which is not followed';
      return judge(current, answer.statusCode, `, on to ${next.url}, ${why}`);
    }
    current = next.call;
  }
}

async function send(
  { method, url, headers, body }: ReadyRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  state: State,
) {
  try {
    const answer = await request(url, {
      method,
      headers: [['user-agent', 'runbell'], ...headers].flat(),
      body,
      dispatcher,
      signal,
    });
    state.sent = true;
    return answer;
  } catch (error) {
    state.sent ||=
      !neverSent.test(networkCode(error)) && !/certificate/i.test(networkReason(error));
    throw error;
  }
}

/** Nothing of the call has left this machine. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

function judge(call: ReadyRequest, status: number, more = ''): Verdict {
  const { expect } = call;
  const wanted = expect === null ? status >= 200 && status <= 299 : expect.includes(status);
  const answered = `${where(call)} answered ${status}`;
  if (wanted) return verdict('succeeded', `${answered}${more}`);
  const words = expect === null ? '200 to 299' : expect.join(' or ');
  return verdict('failed', `${answered}, not ${words}${more}`);
}

/** Without the query: it may be long, and the record has the whole address. */
function where({ method, url }: ReadyRequest): string {
  return `${method} ${url.split('?')[0]}`;
}
