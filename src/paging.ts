import type { Settings } from './config/env.ts';
import { acknowledgeByLink, ackToken, readAckLink } from './flow/page/ack-link.ts';
import { answerKey, answerText, plainWords, reportStatus } from './flow/page/answer-page.ts';
import { deliverPage } from './flow/page/deliver-page.ts';
import { type PageLinks, pageMessage } from './flow/page/page-message.ts';
import { codeOf } from './flow/page/verify-contact.ts';
import type { Effect, World } from './flow/ports.ts';
import { mountAckPage } from './http/ack-page.ts';
import type { HttpApp } from './http/app.ts';
import type { Metrics } from './http/metrics.ts';
import { mountTwilio } from './http/twilio.ts';
import { Fault } from './lib/fault.ts';
import { isRefusal } from './lib/refusal.ts';
import { type OpenProviders, openProviders } from './notify/providers.ts';
import type { SlackGateway } from './slack/gateway.ts';

type PagingEffect = Extract<Effect, { kind: 'page' | 'end-page' | 'send-code' }>;

export interface Paging {
  /** Carries one page by one means, its end to who pages on their own, or a code to an address. */
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
  slack: Pick<SlackGateway, 'pages' | 'channelUrl' | 'showProviders'>,
  metrics: Pick<Metrics, 'notified' | 'pageSent'>,
): Paging {
  const { publicUrl } = accounts;
  const opened = openProviders(accounts, (name) => world.directory.webhooks[name] ?? null);
  const providers = { ...opened.providers, slack: slack.pages };
  world.provided = (means) => providers[means] !== undefined;
  const links: PageLinks = {
    channel: slack.channelUrl,
    ack: (notification) =>
      publicUrl && new URL(`/ack/${ackToken(world, notification)}`, publicUrl).href,
  };
  // A start does not know what an earlier one told.
  let told: string | null = null;

  /** Only a page that was tried can have changed it; telling is in nobody's way. */
  function tellTripped(): void {
    const down = opened.tripped();
    const names = down.map(({ name }) => name).join();
    if (names === told) return;
    told = names;
    slack.showProviders(down).catch((error: unknown) => {
      told = null;
      world.log.warn({ err: error }, 'nobody could be told which providers are down');
    });
  }

  return {
    carry: (effect) => carry(effect).finally(tellTripped),
    mount: (app) => mount(app, world, accounts),
    tripped: opened.tripped,
  };

  async function carry(effect: PagingEffect): Promise<void> {
    if (effect.kind === 'send-code') return sendCode(world, opened, effect);
    if (effect.kind === 'end-page') return endPage(world, opened, links, effect);
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
  }
}

async function endPage(
  world: World,
  { providers }: OpenProviders,
  links: PageLinks,
  { notification, ending }: Extract<Effect, { kind: 'end-page' }>,
): Promise<void> {
  const found = await world.store.notifications.byId(notification);
  const message = found && (await pageMessage(world.store.notifications, [found], links));
  const end = found && providers[found.means]?.end;
  if (!message || !end) return;
  const delivery = await end(message, ending);
  if (delivery.state === 'delivered') return;
  throw new Fault(
    'page-undelivered',
    `${found.means} could not be told to ${ending} incident ${message.about[0].number}: ${delivery.why}`,
    { retry: delivery.state === 'retry' },
  );
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
