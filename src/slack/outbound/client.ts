import { setTimeout as sleep } from 'node:timers/promises';
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { faultOf, limited } from './fault.ts';
import { createPace, type Pace, type WallClock } from './pace.ts';
import type { SlackFetch } from './redacting-fetch.ts';

/** Pages have a lane of their own, so that nothing else can stand before them. */
export type Lane = 'page' | 'rest';

/** What Slack answered; the fields differ by method. */
type Answer = Record<string, unknown>;

export interface Outbound {
  /** One Web API call, made when its turn comes. Fails with a Fault that says whether to try again. */
  call(lane: Lane, method: string, args?: Record<string, unknown>): Promise<Answer>;
  /** Calls that still wait for their turn fail at once and may be made again later. */
  close(): void;
}

export interface OutboundOptions {
  token: string;
  /** Another address than Slack's, `http://127.0.0.1:3001/api/`. */
  apiUrl?: string;
  log: Log;
  /** What the calls go out through; Node's own without it. */
  send?: SlackFetch;
  timeoutMs?: number;
  clock?: WallClock;
  /** Off where nobody counts the calls; Slack itself always does. */
  paced?: boolean;
  /** Told of each call's end: `ok`, or the code of its fault. */
  onCall?: (method: string, outcome: 'ok' | Fault['code']) => void;
}

export function createOutbound(options: OutboundOptions): Outbound {
  const clock = options.clock ?? wallClock;
  const stop = new AbortController();
  const lanes = {
    page: { client: createClient(options), pace: createPace(clock, { rates: false }) },
    rest: {
      client: createClient(options),
      pace: createPace(clock, { rates: options.paced ?? true }),
    },
  };

  return {
    async call(lane, method, args = {}) {
      const { client, pace } = lanes[lane];
      const channel = typeof args.channel === 'string' ? args.channel : null;
      // A page that waited in here could not be called off any more.
      const paused = lane === 'page' && posts(method) ? pace.pausedFor(method, channel) : 0;
      if (paused > 0) throw limited(method, paused, null);
      await turn(pace, method, channel, stop.signal);
      try {
        const result = await client.apiCall(method, args);
        options.onCall?.(method, 'ok');
        return { ...result };
      } catch (error) {
        const fault = faultOf(method, error);
        if (fault === null) throw error;
        options.onCall?.(method, fault.code);
        if (fault.retryAfterMs !== null) pace.pause(method, channel, fault.retryAfterMs);
        throw fault;
      }
    },
    close: () => stop.abort(),
  };
}

const wallClock: WallClock = {
  // A clock that is put back would hold calls up for as long.
  now: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
};

function posts(method: string): boolean {
  return method === 'chat.postMessage';
}

async function turn(
  pace: Pace,
  method: string,
  channel: string | null,
  signal: AbortSignal,
): Promise<void> {
  try {
    signal.throwIfAborted();
    await pace.turn(method, channel, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    const text = `${method} was not sent because the bot is stopping`;
    throw new Fault('slack-unreachable', text, { retry: true, cause });
  }
}

/** The SDK's own waiting and retrying would stop a whole lane for one method, so it is off. */
function createClient({ token, apiUrl, log, send, timeoutMs }: OutboundOptions): WebClient {
  return new WebClient(token, {
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: timeoutMs ?? 10_000,
    allowAbsoluteUrls: false,
    logger: sdkLogger(log),
    ...(send && { fetch: send }),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  });
}

/** Its debug lines hold whole messages and its errors come back as faults: only warnings are news. */
function sdkLogger(log: Log): NonNullable<WebClientOptions['logger']> {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words) => log.debug({ detail: words.map(String).join(' ') }, 'slack sdk warning'),
    error: (...words) => log.debug({ detail: words.map(String).join(' ') }, 'slack sdk error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
