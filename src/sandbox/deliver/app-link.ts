import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultBox } from '../fault-box.ts';
import type { Journal } from '../journal.ts';
import type { Workspace } from '../seed/seed.ts';
import type { Delivery, Outcome, Retry, Transport } from './delivery.ts';
import { eventEnvelope, subscribed } from './event-envelope.ts';

const maxWaiting = 1000;

/** The workspace's side of the connection to the app: what is told, retried, and asked. */
export class AppLink {
  readonly #workspace: Workspace;
  readonly #journal: Journal;
  readonly #faults: FaultBox;
  readonly #socket: Transport;
  readonly #http: Transport;
  #waiting: (() => void)[] = [];
  #stop = new AbortController();
  requestUrl: string | null;

  constructor(
    context: { workspace: Workspace; journal: Journal; faults: FaultBox },
    transports: { socket: Transport; http: Transport },
  ) {
    this.#workspace = context.workspace;
    this.#journal = context.journal;
    this.#faults = context.faults;
    this.#socket = transports.socket;
    this.#http = transports.http;
    this.requestUrl = context.workspace.requestUrl;
  }

  get connected(): boolean {
    return this.#transport.reachable;
  }

  /** Tells the app about an event that it subscribed to, again and later when it does not acknowledge. */
  event(event: Record<string, unknown> & { type: string }): void {
    if (!subscribed(this.#workspace.events, event)) return;
    const delivery: Delivery = {
      kind: 'events_api',
      name: event.type,
      payload: eventEnvelope(event),
    };
    const again = this.#faults.takeRedelivery();
    void this.#deliver(delivery, this.#stop.signal);
    if (again) void this.#attempt(delivery, { num: 1, reason: 'timeout' });
  }

  /** Hands over a command or interaction and waits for the acknowledgement. These are never retried. */
  request(
    kind: 'slash_commands' | 'interactive',
    payload: Record<string, unknown>,
  ): Promise<Outcome> {
    const name = kind === 'slash_commands' ? String(payload.command) : String(payload.type);
    const delivery: Delivery = { kind, name, payload };
    const again = this.#faults.takeRedelivery();
    const outcome = this.#attempt(delivery, { num: 0, reason: '' });
    if (again) void this.#attempt(delivery, { num: 0, reason: '' });
    return outcome;
  }

  /** A socket was opened or the mode changed: what waited goes out now. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** Forgets what waits and what would be retried. */
  clear(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.wake();
  }

  get #transport(): Transport {
    return this.requestUrl === null ? this.#socket : this.#http;
  }

  async #deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
    let retry: Retry = { num: 0, reason: '' };
    for (const pause of [...this.#workspace.timing.retryMs, null]) {
      while (!this.#transport.reachable && !signal.aborted) {
        // Slack delivers what it could not send at all as a retry, too.
        retry = { num: Math.max(1, retry.num), reason: retry.reason || 'timeout' };
        await this.#reachable();
      }
      if (signal.aborted) return;
      const outcome = await this.#attempt(delivery, retry);
      if (outcome.ok || outcome.final || pause === null) return;
      retry = { num: retry.num + 1, reason: outcome.reason };
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #reachable(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length > maxWaiting) this.#waiting.shift();
    });
  }

  async #attempt(delivery: Delivery, retry: Retry): Promise<Outcome> {
    const outcome = await this.#transport.attempt(delivery, retry);
    this.#journal.add({
      direction: 'to_bot',
      name: delivery.name,
      ok: outcome.ok,
      ...(outcome.ok ? {} : { error: outcome.error }),
      detail: {
        payload: delivery.payload,
        ...(retry.num > 0 && { retry }),
        ...(outcome.ok && { ack: outcome.payload }),
      },
    });
    return outcome;
  }
}
