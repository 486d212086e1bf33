import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FaultBox } from '../fault-box.ts';
import { app } from '../seed/app.ts';
import type { Timing } from '../seed/seed.ts';
import type { Delivery, Outcome, Retry, Transport } from './delivery.ts';

const maxConnections = 10;
const ticketLifeMs = 30_000;
const goodbyeMs = 500;
const unreachableApp: Outcome = {
  ok: false,
  error: 'dispatch_failed',
  reason: 'connection_failed',
};

/** Socket Mode: tickets, connections, and envelopes that wait for their acknowledgement. */
export class SocketHub implements Transport {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });
  readonly #timing: Timing;
  readonly #faults: FaultBox;
  readonly #changed: () => void;
  readonly #tickets = new Map<string, number>();
  readonly #open = new Map<WebSocket, { alive: boolean }>();
  readonly #unacked = new Map<string, (outcome: Outcome) => void>();
  readonly #heart: NodeJS.Timeout;
  #turn = 0;

  constructor(timing: Timing, faults: FaultBox, changed: () => void) {
    this.#timing = timing;
    this.#faults = faults;
    this.#changed = changed;
    this.#heart = setInterval(() => this.#beat(), timing.pingMs).unref();
  }

  get reachable(): boolean {
    return this.#open.size > 0;
  }

  /** A single-use pass for one connection. */
  ticket(): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.set(ticket, Date.now() + ticketLifeMs);
    const oldest = this.#tickets.keys().next().value;
    if (this.#tickets.size > 100 && oldest !== undefined) this.#tickets.delete(oldest);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    const expires = this.#tickets.get(ticket) ?? 0;
    this.#tickets.delete(ticket);
    if (this.#faults.refuseSocket) refuse(socket, '503 Service Unavailable');
    else if (expires < Date.now()) refuse(socket, '401 Unauthorized');
    else this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened));
  }

  attempt(delivery: Delivery, retry: Retry): Promise<Outcome> {
    const connection = this.#next();
    if (!connection) return Promise.resolve(unreachableApp);
    const envelopeId = randomUUID();
    const isEvent = delivery.kind === 'events_api';
    const frame = {
      envelope_id: envelopeId,
      type: delivery.kind,
      accepts_response_payload: !isEvent,
      ...(isEvent && { retry_attempt: retry.num, retry_reason: retry.reason }),
      payload: delivery.payload,
    };
    connection.send(JSON.stringify(frame));
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#unacked.delete(envelopeId);
        resolve({ ok: false, error: 'operation_timeout', reason: 'timeout' });
      }, this.#timing.ackMs);
      this.#unacked.set(envelopeId, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
    });
  }

  /** Sends everyone away as Slack does when it moves connections to another machine. */
  drop(): void {
    for (const connection of [...this.#open.keys()]) this.#dismiss(connection, 'refresh_requested');
  }

  /** Says goodbye properly: a client whose closing handshake is cut off waits half a minute for it. */
  async close(): Promise<void> {
    clearInterval(this.#heart);
    for (const settle of this.#unacked.values()) settle(unreachableApp);
    this.#unacked.clear();
    await Promise.all([...this.#server.clients].map(closed));
    this.#server.close();
  }

  #welcome(connection: WebSocket): void {
    connection.on('error', () => connection.terminate());
    if (this.#open.size >= maxConnections) {
      this.#dismiss(connection, 'too_many_websockets');
      return;
    }
    const state = { alive: true };
    this.#open.set(connection, state);
    connection.on('message', (data) => this.#receive(String(data)));
    connection.on('pong', () => {
      state.alive = true;
    });
    connection.on('close', () => this.#forget(connection));
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.size,
        connection_info: { app_id: app.id },
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
      }),
    );
    this.#changed();
  }

  #receive(text: string): void {
    const frame = parse(text);
    const settle = this.#unacked.get(frame.envelope_id ?? '');
    if (!settle) return;
    this.#unacked.delete(frame.envelope_id ?? '');
    settle({ ok: true, payload: frame.payload ?? {} });
  }

  /** Each envelope goes to exactly one connection. */
  #next(): WebSocket | undefined {
    const connections = [...this.#open.keys()];
    this.#turn += 1;
    return connections[this.#turn % connections.length];
  }

  #dismiss(connection: WebSocket, reason: string): void {
    connection.send(
      JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }),
    );
    this.#forget(connection);
    setTimeout(() => connection.terminate(), 2000).unref();
  }

  #forget(connection: WebSocket): void {
    if (this.#open.delete(connection)) this.#changed();
  }

  #beat(): void {
    for (const [connection, state] of this.#open) {
      if (!state.alive) connection.terminate();
      state.alive = false;
      connection.ping();
    }
  }
}

function closed(connection: WebSocket): Promise<void> {
  if (connection.readyState === connection.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.terminate(), goodbyeMs);
    connection.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    connection.close(1001);
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function parse(text: string): { envelope_id?: string; payload?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
