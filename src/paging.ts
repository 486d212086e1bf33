import type { Settings } from './config/env.ts';
import { deliverPage } from './flow/deliver-page.ts';
import { pageMessage } from './flow/page-message.ts';
import type { Effect, World } from './flow/ports.ts';
import type { Metrics } from './http/metrics.ts';
import { openProviders } from './notify/providers.ts';
import type { SlackGateway } from './slack/gateway.ts';

export interface Paging {
  /** Carries one page by one means. */
  deliver(effect: Extract<Effect, { kind: 'page' }>): Promise<void>;
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

/** The ways to reach people, put together from the settings. */
export function openPaging(
  world: World,
  settings: Pick<Settings, 'providers'>,
  slack: Pick<SlackGateway, 'pages' | 'channelUrl'>,
  metrics: Pick<Metrics, 'notified' | 'pageSent'>,
): Paging {
  const { providers, tripped } = openProviders(
    settings.providers ?? nobody,
    (name) => world.directory.webhooks[name] ?? null,
  );
  const all = { ...providers, slack: slack.pages };
  world.provided = (means) => all[means] !== undefined;
  const links = { channel: slack.channelUrl, ack: () => null };
  return {
    deliver: async (effect) => {
      const lateMs = await deliverPage(
        {
          world,
          providers: all,
          messageOf: (list) => pageMessage(world.store.notifications, list, links),
          onAttempt: metrics.notified,
        },
        effect,
      );
      if (lateMs !== null) metrics.pageSent(lateMs);
    },
    tripped,
  };
}
