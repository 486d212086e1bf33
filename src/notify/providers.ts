import type { Provider, Providers, TextSender } from '../flow/page/notify-ports.ts';
import type { Means } from '../oncall/contact.ts';
import type { ProviderAccounts } from '../oncall/provider-accounts.ts';
import { type Breaker, withBreaker } from './breaker.ts';
import { emailProvider } from './email.ts';
import { opsgenieProvider } from './opsgenie.ts';
import { pagerdutyProvider } from './pagerduty.ts';
import { smsProvider } from './sms.ts';
import { voiceProvider } from './voice.ts';
import { type WebhookTarget, webhookProvider } from './webhook.ts';

export interface OpenProviders {
  providers: Providers;
  /** Whom a code that proves an address is sent by. */
  senders: Partial<Record<Means, TextSender>>;
  /** What is left alone because it is down, and why. */
  tripped(): { name: string; why: string }[];
}

/** The providers that are set up, each behind its own breaker. Slack is not among them. */
export function openProviders(
  { publicUrl, smtp, twilio, pagerdutyUrl, opsgenie, restMs }: ProviderAccounts,
  webhook: (name: string) => WebhookTarget | null,
): OpenProviders {
  const account = twilio && { sid: twilio.sid, token: twilio.token, apiUrl: twilio.apiUrl };
  const email = smtp && emailProvider({ smtpUrl: smtp.url, from: smtp.from });
  const sms = account && twilio && smsProvider({ account, from: twilio.from, publicUrl });
  const voice =
    account && twilio?.voiceFrom
      ? voiceProvider({ account, from: twilio.voiceFrom, publicUrl })
      : null;
  const guard = (provider: Provider) => withBreaker(provider, restMs ? { restMs } : {});
  const guarded = {
    ...(email && { email: guard(email) }),
    ...(sms && { sms: guard(sms) }),
    ...(voice && { voice: guard(voice) }),
    webhook: guard(webhookProvider({ target: webhook })),
    pagerduty: guard(pagerdutyProvider(pagerdutyUrl)),
    ...(opsgenie && { opsgenie: guard(opsgenieProvider(opsgenie)) }),
  } satisfies Partial<Record<Means, Breaker>>;
  return {
    providers: guarded,
    senders: {
      ...(email && { email }),
      ...(sms && { sms }),
      ...(voice && { voice }),
    },
    tripped: () =>
      Object.values(guarded).flatMap((breaker) => {
        const why = breaker.tripped();
        return why === null ? [] : [{ name: breaker.name, why }];
      }),
  };
}
