import type { Delivery, PageMessage, Provider, TextSender } from '../flow/page/notify-ports.ts';
import { askTwilio, type TwilioAccount } from './twilio.ts';
import { oneLine } from './words.ts';

export interface VoiceOptions {
  account: TwilioAccount;
  /** A number of the account: a messaging service cannot call. */
  from: string;
  /** Where the keys that are pressed go; null when Twilio cannot reach us. */
  publicUrl: string | null;
}

/** Calls through Twilio (twilio.com/docs/voice/api/call-resource), which read the page aloud and take a key. */
export function voiceProvider({ account, from, publicUrl }: VoiceOptions): Provider & TextSender {
  const call = (to: string, fields: Record<string, string>): Promise<Delivery> =>
    askTwilio(account, 'Calls', { To: to, From: from, Timeout: '40', ...fields });
  return {
    name: 'Twilio voice',
    deliver: (message) =>
      call(message.to, {
        Twiml: pageTwiml(
          message,
          publicUrl && new URL(`/twilio/voice/${message.id}`, publicUrl).href,
        ),
        ...(publicUrl && {
          StatusCallback: new URL(`/twilio/status/${message.id}`, publicUrl).href,
          StatusCallbackEvent: 'completed',
        }),
      }),
    sendText: (to, text) =>
      call(to, { Twiml: `<Response>${said(text)}<Pause length="1"/>${said(text)}</Response>` }),
  };
}

/** Said twice: whoever is woken misses the first words. */
function pageTwiml({ about }: PageMessage, keysUrl: string | null): string {
  const [first] = about;
  const what =
    about.length === 1
      ? `Severity ${first.severity.slice(1)}. Incident ${first.number}. ${first.title}. Service ${first.service}.`
      : `${about.length} incidents. ${about
          .slice(0, 3)
          .map(({ number, title }) => `Incident ${number}. ${title}.`)
          .join(' ')}`;
  const ask =
    keysUrl === null
      ? 'Acknowledge in Slack.'
      : 'Press 4 to acknowledge, or 6 to escalate to the next level.';
  const words = `${said(`This is Runbell. ${what}`)}${said(ask)}`;
  const twice = `${words}<Pause length="1"/>${words}`;
  if (keysUrl === null) return `<Response>${twice}</Response>`;
  return `<Response><Gather numDigits="1" timeout="10" method="POST" action="${escapeXml(keysUrl)}">${twice}</Gather></Response>`;
}

function said(text: string): string {
  return `<Say>${escapeXml(oneLine(text).slice(0, 600))}</Say>`;
}

/** Foreign text inside TwiML. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
