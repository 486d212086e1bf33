import type { RequestListener } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Provider } from '../flow/page/notify-ports.ts';
import type { Effect, World } from '../flow/ports.ts';
import type { Finding } from '../flow/record/audit-ports.ts';
import { SECOND } from '../lib/duration.ts';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { unreachable } from '../lib/unreachable.ts';
import { createSlackApp, type SlackAccess, type SlackApp } from './bolt.ts';
import { loadCommands } from './commands.ts';
import { registerHandlers } from './handlers/index.ts';
import { createMembers, followMembers } from './members.ts';
import { createOutbound, type Outbound, type OutboundOptions } from './outbound/client.ts';
import { slackErrorOf } from './outbound/fault.ts';
import { redactingFetch } from './outbound/redacting-fetch.ts';
import { showFindings } from './projection/audit-notice.ts';
import { showConfig } from './projection/config-notice.ts';
import { deliverPage } from './projection/deliver-page.ts';
import { followOnCall } from './projection/follow-on-call.ts';
import { tellHandoff } from './projection/handoff.ts';
import { createPlaces } from './projection/place.ts';
import { showProviders } from './projection/provider-notice.ts';
import { channelUrl, type Projection, syncIncident } from './projection/sync-incident.ts';
import { syncOnCall } from './projection/sync-oncall.ts';
import type { BrokenFile } from './views/config-notice.ts';
import type { DownProvider } from './views/provider-notice.ts';

type Carried = Extract<
  Effect,
  { kind: 'sync-incident' | 'sync-oncall' | 'follow-on-call' | 'handoff' }
>;

/** Slack as the rest of the bot sees it. */
export interface SlackGateway {
  /** Serves `/slack/*` in HTTP mode. */
  requestListener: RequestListener | null;
  /** Carries pages as direct messages. */
  pages: Provider;
  /** Opens a channel in a browser; null while the workspace is not known. */
  channelUrl(channelId: string): string | null;
  /** Brings Slack to what the database says. */
  carry(effect: Carried, attempt: number): Promise<void>;
  /** Keeps one message in the digest channel about files that cannot be taken over. */
  showConfig(broken: BrokenFile[]): Promise<void>;
  /** Keeps one message there about providers that are left alone because they are down. */
  showProviders(down: DownProvider[]): Promise<void>;
  /** Keeps the fallback channel informed of what the auditor cannot repair. */
  showFindings(findings: Finding[]): Promise<void>;
  connected(): Promise<boolean>;
  stop(): Promise<void>;
}

const refusedTokens = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/**
 * Connects to Slack. A token that Slack refuses stops the start; a Slack that cannot be reached does
 * not: alerts are taken and written down meanwhile, and the bot comes up with it.
 */
export async function openSlack(
  access: SlackAccess,
  world: World,
  options: Pick<OutboundOptions, 'onCall' | 'paced'>,
): Promise<SlackGateway> {
  const { log } = world;
  const send = redactingFetch(world.redactor);
  const outbound = createOutbound({
    token: access.botToken,
    ...(access.apiUrl && { apiUrl: access.apiUrl }),
    log,
    send,
    ...options,
  });
  let url: string | null = null;
  const projection: Projection = {
    world,
    outbound,
    places: createPlaces(outbound),
    workspaceUrl: () => url,
  };
  const members = createMembers(outbound, log);
  world.members = members;
  const slack = createSlackApp(access, log, send);
  followMembers(slack.app, members);
  registerHandlers(slack.app, await loadCommands(), { world, projection, log });

  url = await identify(outbound, log.warn.bind(log));
  const stopping = new AbortController();
  let started = false;
  const connecting = keepConnecting(slack, stopping.signal, log).then(() => {
    started = true;
  });
  if (url !== null) await connecting;
  else connecting.catch((error: unknown) => log.fatal({ err: error }, 'Slack refuses the bot'));
  return {
    requestListener: slack.requestListener,
    pages: { name: 'Slack', deliver: (message) => deliverPage(projection, message) },
    channelUrl: (channelId) => channelUrl(projection, channelId),
    carry: (effect, attempt) => carry(projection, effect, attempt),
    showConfig: (broken) => showConfig(projection, broken),
    showProviders: (down) => showProviders(projection, down),
    showFindings: (findings) => showFindings(projection, findings),
    connected: async () => {
      url = (await identify(outbound, () => undefined)) ?? url;
      return started && url !== null;
    },
    stop: async () => {
      stopping.abort();
      outbound.close();
      await slack.stop();
    },
  };
}

function carry(projection: Projection, effect: Carried, attempt: number): Promise<void> {
  switch (effect.kind) {
    case 'sync-incident':
      return syncIncident(projection, effect.incidentId, attempt);
    case 'sync-oncall':
      return syncOnCall(projection, effect, attempt);
    case 'follow-on-call':
      return followOnCall(projection);
    case 'handoff':
      return tellHandoff(projection, effect.id, attempt);
    default:
      return unreachable(effect);
  }
}

/** Until it works: a bot that starts during an outage of Slack comes up with it. */
async function keepConnecting(slack: SlackApp, signal: AbortSignal, log: Log): Promise<void> {
  for (let wait = SECOND; !signal.aborted; wait = Math.min(30 * SECOND, wait * 2)) {
    try {
      await slack.start();
      return;
    } catch (error) {
      if (error instanceof Fault && !error.retry) throw error;
      log.error({ err: error }, 'Slack does not answer; the bot goes on trying');
      await delay(wait, null, { signal }).catch(() => null);
    }
  }
}

/** The workspace's address; null while Slack cannot be reached. */
async function identify(
  outbound: Outbound,
  warn: (fields: object, message: string) => void,
): Promise<string | null> {
  try {
    const { url } = await outbound.call('page', 'auth.test');
    return typeof url === 'string' ? url : null;
  } catch (error) {
    const refusal = slackErrorOf(error);
    if (refusal !== null && refusedTokens.has(refusal)) {
      throw new Fault(
        'slack-refused',
        `Slack refuses SLACK_BOT_TOKEN (${refusal}). Copy the Bot User OAuth Token again from the app's OAuth & Permissions page.`,
        { cause: error },
      );
    }
    warn({ err: error }, 'Slack does not answer yet');
    return null;
  }
}
