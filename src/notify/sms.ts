import type { PageMessage, Provider, TextSender } from '../flow/page/notify-ports.ts';
import { askTwilio, type TwilioAccount } from './twilio.ts';
import { summary } from './words.ts';

export interface SmsOptions {
  account: TwilioAccount;
  /** A number of the account, or a messaging service (`MG…`). */
  from: string;
  /** Where Twilio reports what became of a message, and whether answers reach us; null when they cannot. */
  publicUrl: string | null;
}

/** Text messages through Twilio (twilio.com/docs/messaging/api/message-resource). */
export function smsProvider({ account, from, publicUrl }: SmsOptions): Provider & TextSender {
  const send = (to: string, body: string, statusUrl: string | null) =>
    askTwilio(account, 'Messages', {
      To: to,
      ...(from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }),
      Body: body,
      ...(statusUrl && { StatusCallback: statusUrl }),
    });
  return {
    name: 'Twilio SMS',
    deliver: (message) =>
      send(
        message.to,
        smsText(message, publicUrl !== null),
        publicUrl && new URL(`/twilio/status/${message.id}`, publicUrl).href,
      ),
    sendText: (to, text) => send(to, text, null),
  };
}

/** Short enough for three parts, which phones show as one. */
function smsText(message: PageMessage, answers: boolean): string {
  const many = message.about.length > 1;
  const ask = answers
    ? ` Reply 4 to acknowledge${many ? ' all' : ''}, 6 to escalate.`
    : ' Acknowledge in Slack.';
  return `Runbell: ${summary(message, 160)}.${ask}`;
}
