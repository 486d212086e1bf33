import type { Settings } from './config/env.ts';
import { acknowledgeByLink, ackToken, readAckLink } from './flow/ack-link.ts';
import { answerKey, answerText, plainWords, reportStatus } from './flow/answer-page.ts';
import { deliverPage } from './flow/deliver-page.ts';
import { pageMessage } from './flow/page-message.ts';
import type { Effect, World } from './flow/ports.ts';
import { codeOf } from './flow/verify-contact.ts';
import { mountAckPage } from './http/ack-page.ts';
import type { HttpApp } from './http/app.ts';
import type { Metrics } from './http/metrics.ts';
import { mountTwilio } from './http/twilio.ts';
import { Fault } from './lib/fault.ts';
import { isRefusal } from './lib/refusal.ts';
import { type OpenProviders, openProviders } from './notify/providers.ts';
import type { SlackGateway } from './slack/gateway.ts';

type PagingEffect = Extract<Effect, { kind: 'page' | 'send-code' }>;

export interface Paging {
  /** Carries one page by one means, or a code to an address. */
  carry(effect: PagingEffect): Promise<void>;
  /** Where answers come in: text messages, keys on calls, links in mails. */
  mount(app: HttpApp): void;
  /** What is left alone because it is down, and why. */
  tripped(): { name: string; why: string }[];
}

const nobody: NonNullable<Settings['providers']> = {
  publicUrl: null,
  smtp: null,
  twilio: null,
  pagerdutyUrl: 'https://events.pagerduty.com',
  opsgenie: null,
};

/** The ways to reach people and to be answered, put together from the settings. */
export function openPaging(
  world: World,
  { providers: accounts = nobody }: Pick<Settings, 'providers'>,
  slack: Pick<SlackGateway, 'pages' | 'channelUrl'>,
  metrics: Pick<Metrics, 'notified' | 'pageSent'>,
): Paging {
  const { publicUrl } = accounts;
  const opened = openProviders(accounts, (name) => world.directory.webhooks[name] ?? null);
  const providers = { ...opened.providers, slack: slack.pages };
  world.provided = (means) => providers[means] !== undefined;
  const links = {
    channel: slack.channelUrl,
    ack: (notification: string) =>
      publicUrl && new URL(`/ack/${ackToken(world, notification)}`, publicUrl).href,
  };
  return {
    carry: async (effect) => {
      if (effect.kind === 'send-code') return sendCode(world, opened, effect);
      const lateMs = await deliverPage(
        {
          world,
          providers,
          messageOf: (list) => pageMessage(world.store.notifications, list, links),
          onAttempt: metrics.notified,
        },
        effect,
      );
      if (lateMs !== null) metrics.pageSent(lateMs);
    },
    mount: (app) => mount(app, world, accounts),
    tripped: opened.tripped,
  };
}

async function sendCode(
  world: World,
  { senders }: OpenProviders,
  { user, address, means, nonce }: Extract<Effect, { kind: 'send-code' }>,
): Promise<void> {
  const code = codeOf(world, user, address, nonce);
  const text = `Runbell: your code is ${code}. It is valid for ten minutes.`;
  const spoken = `Runbell. Your code is ${[...code].join(', ')}.`;
  const delivery = await senders[means]?.sendText(address, means === 'voice' ? spoken : text);
  if (delivery?.state === 'delivered') return;
  const why = delivery?.why ?? 'it is not set up';
  throw new Fault('page-undelivered', `A code by ${means} could not be sent: ${why}`, {
    retry: delivery?.state === 'retry',
  });
}

function mount(
  app: HttpApp,
  world: World,
  { publicUrl, twilio }: NonNullable<Settings['providers']>,
): void {
  if (publicUrl === null) return;
  const plain = (text: string) => plainWords(world, text);
  mountAckPage(app, {
    look: async (token) => {
      const link = await readAckLink(world, token);
      if (isRefusal(link)) return { no: plain(link.text) };
      const { number, severity, title, service } = link.incident;
      return {
        ask: plain(
          `Incident ${number}, ${severity.toUpperCase()}: ${title} (${service}). You acknowledge it as <@${link.user}>.`,
        ),
      };
    },
    acknowledge: async (token) => {
      const result = await acknowledgeByLink(world, token);
      return isRefusal(result)
        ? { no: plain(result.text) }
        : { done: `You acknowledged incident ${result.number}. Paging has stopped.` };
    },
  });
  if (twilio === null) return;
  mountTwilio(app, {
    token: twilio.token,
    publicUrl,
    text: (from, text) => answerText(world, from, text),
    key: (notification, to, digits) => answerKey(world, notification, to, digits),
    failed: (notification, sid, why) => reportStatus(world, notification, sid, why),
  });
}
