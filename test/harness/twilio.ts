import { createHmac } from 'node:crypto';
import { type Heard, type Listening, listening, type Told } from './listening.ts';

export const twilioAccount = { sid: `AC${'0'.repeat(32)}`, token: 'twilio-token-of-the-tests' };

export interface Sent {
  sid: string;
  kind: 'sms' | 'call';
  to: string;
  /** The text of a message, the TwiML of a call. */
  text: string;
  fields: Record<string, string>;
}

export interface TwilioStandIn extends AsyncDisposable {
  url: string;
  sent: Sent[];
  /** From now on everything is answered so; null answers as documented again. */
  trouble: Told | null;
  /** A callback to what the bot says is its public address, as Twilio signs it; `token` signs with another. Returns what the bot answered. */
  callback(
    botUrl: string,
    path: string,
    fields: Record<string, string>,
    token?: string,
  ): Promise<{ status: number; text: string }>;
}

/**
 * A stand-in for Twilio's REST API by its documentation: resources, codes of errors, and the signature
 * of its callbacks (twilio.com/docs/usage/webhooks/webhooks-security).
 */
export async function twilioStandIn(publicUrl = ''): Promise<TwilioStandIn> {
  const sent: Sent[] = [];
  const state = { trouble: null as Told | null };
  const server: Listening = await listening((heard) => state.trouble ?? take(heard, sent));
  return {
    url: server.url,
    sent,
    get trouble() {
      return state.trouble;
    },
    set trouble(told) {
      state.trouble = told;
    },
    callback: async (botUrl, path, fields, token = twilioAccount.token) => {
      const signed = Object.keys(fields)
        .sort()
        .reduce((text, name) => text + name + fields[name], publicUrl + path);
      const signature = createHmac('sha1', token).update(signed).digest('base64');
      const response = await fetch(botUrl + path, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature },
        body: new URLSearchParams(fields),
      });
      return { status: response.status, text: await response.text() };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Numbers that Twilio's own documentation of errors is about. */
export const numbers = {
  invalid: '+15005550001',
  unsubscribed: '+15005550004',
  flooded: '+15005550006',
} as const;

const wrong: Record<string, [status: number, code: number, message: string]> = {
  [numbers.invalid]: [400, 21211, "The 'To' number is not a valid phone number."],
  [numbers.unsubscribed]: [400, 21610, 'Attempt to send to unsubscribed recipient'],
  [numbers.flooded]: [429, 20429, 'Too Many Requests'],
};

function take({ path, headers, body }: Heard, sent: Sent[]): Told {
  const [, sid, resource] =
    /^\/2010-04-01\/Accounts\/(\w+)\/(Messages|Calls)\.json$/.exec(path) ?? [];
  const { sid: user, token } = twilioAccount;
  const basic = `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
  if (headers.authorization !== basic || sid !== user)
    return error(401, 20003, 'Authentication Error - invalid username');
  const fields = Object.fromEntries(new URLSearchParams(body));
  const { To: to = '', Body, Twiml, Url } = fields;
  const text = resource === 'Calls' ? (Twiml ?? Url) : Body;
  if (!text) return error(400, resource === 'Calls' ? 21205 : 21602, 'Nothing to say');
  const known = wrong[to];
  if (known) return error(...known);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return error(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  const kind = resource === 'Calls' ? 'call' : 'sms';
  const id = `${kind === 'call' ? 'CA' : 'SM'}${String(sent.length + 1).padStart(32, '0')}`;
  sent.push({ sid: id, kind, to, text, fields });
  return { status: 201, json: { sid: id, status: 'queued' } };
}

function error(status: number, code: number, message: string): Told {
  const more = `https://www.twilio.com/docs/errors/${code}`;
  return { status, json: { code, message, more_info: more, status } };
}
