import type { BotOptions } from '../../src/app.ts';
import { type Mailbox, mailbox } from './smtp.ts';
import { type TwilioStandIn, twilioAccount, twilioStandIn } from './twilio.ts';

export interface Outside extends AsyncDisposable {
  twilio: TwilioStandIn;
  mail: Mailbox;
  /** Accounts at both of them. */
  providers: NonNullable<BotOptions['settings']['providers']>;
}

/** A mail server and a stand-in for Twilio, for a bot that pages by them. */
export async function outside(
  publicUrl: string | null = null,
  pagerdutyUrl = 'http://127.0.0.1:2',
): Promise<Outside> {
  const [twilio, mail] = await Promise.all([twilioStandIn(publicUrl ?? ''), mailbox()]);
  const from = '+15550001111';
  return {
    twilio,
    mail,
    providers: {
      publicUrl,
      smtp: { url: mail.url, from: 'Runbell <runbell@example.com>' },
      twilio: { ...twilioAccount, from, voiceFrom: from, apiUrl: twilio.url },
      pagerdutyUrl,
      opsgenie: null,
      restMs: 2000,
    },
    [Symbol.asyncDispose]: async () => {
      await twilio[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}
