import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import type { SlackFetch } from './outbound/redacting-fetch.ts';

export type SlackAccess =
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl: string | null }
  | { mode: 'http'; botToken: string; signingSecret: string; apiUrl: string | null };

export interface SlackApp {
  app: App;
  /** Serves `/slack/*`; null in Socket Mode. */
  requestListener: RequestListener | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Bolt over Socket Mode or signed HTTP. Nothing behind it knows which, nor whether Slack itself is there. */
export function createSlackApp(access: SlackAccess, log: Log, send: SlackFetch): SlackApp {
  const clientOptions = {
    ...(access.apiUrl && { slackApiUrl: access.apiUrl }),
    fetch: send,
    retryConfig: { retries: 1 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  };
  const logger = boltLogger(log);
  const common = {
    token: access.botToken,
    clientOptions,
    logger,
    deferInitialization: true,
    ignoreSelf: true,
  };
  if (access.mode === 'socket') {
    // Opening a socket is tried again for a long time: a bot that starts during an outage of Slack comes up with it.
    const receiver = new SocketModeReceiver({
      appToken: access.appToken,
      logger,
      installerOptions: { clientOptions: access.apiUrl ? { slackApiUrl: access.apiUrl } : {} },
    });
    const app = new App({ ...common, receiver });
    return { app, requestListener: null, start: () => start(app), stop: () => stop(app) };
  }
  const receiver = new HTTPReceiver({
    signingSecret: access.signingSecret,
    logger,
    endpoints: ['/slack/events'],
  });
  const app = new App({ ...common, receiver });
  return {
    app,
    requestListener: receiver.requestListener,
    // The bot's own server listens; Bolt only needs to be initialised.
    start: () => app.init(),
    stop: async () => {},
  };
}

const refusals =
  /invalid_auth|not_authed|not_allowed_token_type|account_inactive|token_revoked|missing_scope/;

async function start(app: App): Promise<void> {
  try {
    await app.init();
    await app.start();
  } catch (cause) {
    const said = String(cause);
    const refused = refusals.exec(said)?.[0];
    if (refused) {
      throw new Fault(
        'slack-refused',
        `Slack refuses to open a socket (${refused}). SLACK_APP_TOKEN has to be an app-level token (xapp-…) with the scope connections:write; make one under Basic Information.`,
        { cause },
      );
    }
    throw new Fault('slack-unreachable', `Slack did not let the bot connect: ${said}`, {
      cause,
      retry: true,
    });
  }
}

async function stop(app: App): Promise<void> {
  await app.stop();
}

function boltLogger(log: Log) {
  const child = log.child({ part: 'slack' });
  const words = (parts: unknown[]) => parts.map(String).join(' ').slice(0, 2000);
  return {
    debug: (...parts: unknown[]) => child.debug(words(parts)),
    info: (...parts: unknown[]) => child.debug(words(parts)),
    warn: (...parts: unknown[]) => child.warn(words(parts)),
    error: (...parts: unknown[]) => child.error(words(parts)),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}
