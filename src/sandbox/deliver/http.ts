import { createHmac } from 'node:crypto';
import { seconds } from '../state/identifiers.ts';
import { signingSecret } from '../tokens.ts';
import type { Delivery, Outcome, Retry, Transport } from './delivery.ts';

const maxAnswer = 300_000;

/** Signed HTTP: events as JSON, commands as a form, interactions as JSON inside a form. */
export class HttpTransport implements Transport {
  readonly #url: () => string | null;
  readonly #ackMs: number;

  constructor(url: () => string | null, ackMs: number) {
    this.#url = url;
    this.#ackMs = ackMs;
  }

  get reachable(): boolean {
    return this.#url() !== null;
  }

  async attempt(delivery: Delivery, retry: Retry): Promise<Outcome> {
    const url = this.#url();
    if (url === null) return { ok: false, error: 'dispatch_failed', reason: 'connection_failed' };
    try {
      const response = await fetch(url, {
        method: 'POST',
        ...signed(delivery, retry),
        redirect: 'error',
        signal: AbortSignal.timeout(this.#ackMs),
      });
      const text = (await response.text()).slice(0, maxAnswer);
      if (response.status === 200) return { ok: true, payload: parseAnswer(text) };
      const final = response.headers.get('x-slack-no-retry') === '1';
      return { ok: false, error: 'dispatch_failed', reason: 'http_error', final };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return late
        ? { ok: false, error: 'operation_timeout', reason: 'http_timeout' }
        : { ok: false, error: 'dispatch_failed', reason: 'connection_failed' };
    }
  }

  /** Asks the address to prove that it is the app's, as Slack does when the address is saved. */
  async verify(): Promise<boolean> {
    const challenge = `sandbox-${seconds()}`;
    const payload = { type: 'url_verification', token: '', challenge };
    const delivery: Delivery = { kind: 'events_api', name: 'url_verification', payload };
    const outcome = await this.attempt(delivery, { num: 0, reason: '' });
    if (!outcome.ok) return false;
    const answer = outcome.payload as { challenge?: unknown; text?: unknown } | null;
    return answer?.challenge === challenge || answer?.text === challenge;
  }
}

/** Body and headers, with Slack's `v0` signature over both time and body. */
export function signed(delivery: Delivery, retry: Retry): { body: string; headers: Headers } {
  const body = encode(delivery);
  const timestamp = String(seconds());
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`);
  const json = delivery.kind === 'events_api';
  const headers = new Headers({
    'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest.digest('hex')}`,
  });
  if (json && retry.num > 0) {
    headers.set('x-slack-retry-num', String(retry.num));
    headers.set('x-slack-retry-reason', retry.reason);
  }
  return { body, headers };
}

function encode({ kind, payload }: Delivery): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return form({ payload: JSON.stringify(payload) });
  return form(payload);
}

function form(fields: Record<string, unknown>): string {
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)]),
  ).toString();
}

/** An empty answer is an acknowledgement, plain text is a message's text. */
function parseAnswer(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
