import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { readAlerts, sourceNames } from '../alert/sources/index.ts';
import type { Alert } from '../alert/types.ts';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import type { HttpApp } from './app.ts';
import { createKeyCheck } from './hook-keys.ts';
import type { Metrics } from './metrics.ts';
import { type Body, readBody } from './read-body.ts';

export interface HookOptions {
  /** Sender name by key, as it is now. */
  keys: () => Map<string, string>;
  /** Takes the alerts in; they must be durable when it resolves. A `Fault` asks the sender to try again. */
  receive: (alerts: Alert[], notes: string[]) => Promise<Received[]>;
  maxBytes?: number;
  bodyTimeoutMs?: number;
  /** Requests at work at once; each may hold a body of `maxBytes`. */
  maxInFlight?: number;
}

export interface Received {
  number: number;
  /** `opened`, `attached`, `resolved`, `ignored`. */
  action: string;
}

type Ctx = Context<{ Bindings: HttpBindings }>;

const retrySeconds = 5;

/** `POST /hooks/<source>/<key>`: verified, capped, and answered 2xx only once the alerts are durable. */
export function mountHooks(app: HttpApp, options: HookOptions, metrics: Metrics, log: Log): void {
  const senderOf = createKeyCheck(options.keys);
  const maxInFlight = options.maxInFlight ?? 200;
  const limits = {
    maxBytes: options.maxBytes ?? 1_000_000,
    timeoutMs: options.bodyTimeoutMs ?? 10_000,
  };
  let inFlight = 0;

  app.post('/hooks/:source/:key', async (c) => {
    const source = c.req.param('source');
    const sender = senderOf(c.req.param('key'));
    if (sender === null) return no(c, 401, wrongKey);
    if (!sourceNames.includes(source)) return no(c, 404, unknownSource(source));
    if (inFlight >= maxInFlight) return tryAgain(c, 'too many requests at once', retrySeconds);
    inFlight += 1;
    try {
      return await take(c, source, sender);
    } finally {
      inFlight -= 1;
    }
  });
  app.all('/hooks/:source/:key', (c) => {
    c.header('allow', 'POST');
    return no(c, 405, 'alerts come in by POST');
  });

  async function take(c: Ctx, source: string, sender: string): Promise<Response> {
    const body = await readBody(c.env.incoming, limits);
    if ('refused' in body) return unread(c, body.refused, limits.maxBytes);
    const json = parse(body.text);
    if (json === undefined) return no(c, 400, notJson);
    const read = readAlerts(source, json);
    if ('problem' in read) {
      metrics.alertsReceived(source, 'unreadable');
      log.warn({ source, sender, problem: read.problem }, 'payload without an alert');
      return no(c, 400, read.problem);
    }
    try {
      const incidents = await options.receive(read.alerts, read.notes);
      metrics.alertsReceived(source, 'accepted', read.alerts.length);
      log.info(
        { source, sender, alerts: read.alerts.length, notes: read.notes, incidents },
        'alerts received',
      );
      return c.json(
        { ok: true, incidents, ...(read.notes.length > 0 && { notes: read.notes }) },
        202,
      );
    } catch (error) {
      metrics.alertsReceived(
        source,
        error instanceof Fault ? 'refused' : 'failed',
        read.alerts.length,
      );
      if (!(error instanceof Fault)) throw error;
      log.error({ source, sender, err: error }, 'alerts could not be stored');
      const wait =
        error.retryAfterMs === null ? retrySeconds : Math.ceil(error.retryAfterMs / 1000);
      return tryAgain(c, 'the alerts could not be stored', wait);
    }
  }
}

const wrongKey =
  'wrong key: the address is /hooks/<source>/<key> with a key of `hook_keys` in runbell.yaml';
const notJson = 'the body is not valid JSON';

function unknownSource(source: string): string {
  return `unknown source ${JSON.stringify(source.slice(0, 40))}; known are ${sourceNames.join(', ')}`;
}

function unread(c: Ctx, why: Extract<Body, { refused: string }>['refused'], maxBytes: number) {
  if (why === 'too-large') {
    return no(c, 413, `the body is over ${maxBytes} bytes: send fewer alerts at once (max_alerts)`);
  }
  c.header('connection', 'close');
  return tryAgain(c, 'the body did not arrive in time', retrySeconds);
}

// Alertmanager tries again after 5xx only and drops what gets a 4xx, 429 included.
function tryAgain(c: Ctx, why: string, seconds: number): Response {
  c.header('retry-after', String(Math.max(1, seconds)));
  return no(c, 503, `${why}; send it again in ${Math.max(1, seconds)} s`);
}

function no(c: Ctx, status: 400 | 401 | 404 | 405 | 413 | 503, error: string): Response {
  return c.json({ ok: false, error }, status);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
