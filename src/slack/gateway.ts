import type { RequestListener } from 'node:http';
import type { World } from '../flow/ports.ts';
import { Fault } from '../lib/fault.ts';
import { createSlackApp, type SlackAccess } from './bolt.ts';
import { loadCommands } from './commands.ts';
import { registerHandlers } from './handlers/index.ts';
import { createOutbound, type Outbound, type OutboundOptions } from './outbound/client.ts';
import { slackErrorOf } from './outbound/fault.ts';
import { deliverPage } from './projection/deliver-page.ts';
import { createPlaces } from './projection/place.ts';
import { type Projection, syncIncident } from './projection/sync-incident.ts';

/** Slack as the rest of the bot sees it. */
export interface SlackGateway {
  /** Serves `/slack/*` in HTTP mode. */
  requestListener: RequestListener | null;
  /** How late the page was sent, in milliseconds; null when it was not. */
  deliverPage(pageId: string, incidentId: string, attempt: number): Promise<number | null>;
  syncIncident(incidentId: string, attempt: number): Promise<void>;
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
  const outbound = createOutbound({
    token: access.botToken,
    ...(access.apiUrl && { apiUrl: access.apiUrl }),
    log,
    ...options,
  });
  let url: string | null = null;
  const projection: Projection = {
    world,
    outbound,
    places: createPlaces(outbound),
    workspaceUrl: () => url,
  };
  const slack = createSlackApp(access, log);
  registerHandlers(slack.app, await loadCommands(), { world, projection, log });

  url = await identify(outbound, log.warn.bind(log));
  const connecting = slack.start().catch((error: unknown) => {
    if (access.apiUrl !== null) throw error;
    log.error({ err: error }, 'Slack does not answer; the bot goes on trying');
  });
  if (url !== null) await connecting;
  return {
    requestListener: slack.requestListener,
    deliverPage: (pageId, incidentId, attempt) =>
      deliverPage(projection, pageId, incidentId, attempt),
    syncIncident: (incidentId, attempt) => syncIncident(projection, incidentId, attempt),
    connected: async () => {
      url = (await identify(outbound, () => undefined)) ?? url;
      return url !== null;
    },
    stop: async () => {
      outbound.close();
      await slack.stop();
    },
  };
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
