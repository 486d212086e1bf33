import type { Delivery } from '../flow/page/notify-ports.ts';
import { type Answer, inTrouble, isDelivery, post } from './post.ts';

export interface TwilioAccount {
  sid: string;
  token: string;
  /** `https://api.twilio.com`, or that of a region. */
  apiUrl: string;
}

/** One call of Twilio's REST API (twilio.com/docs/usage/requests-to-twilio). */
export async function askTwilio(
  { sid, token, apiUrl }: TwilioAccount,
  resource: 'Messages' | 'Calls',
  fields: Record<string, string>,
): Promise<Delivery> {
  const answer = await post({
    url: new URL(`/2010-04-01/Accounts/${encodeURIComponent(sid)}/${resource}.json`, apiUrl).href,
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
  return isDelivery(answer) ? answer : read(answer);
}

/** Too many requests, too many calls at once, and Twilio's own trouble. */
const passing = new Set([20429, 20500, 20503, 14107, 21611]);

function read(answer: Answer): Delivery {
  const { status, json, retryAfterMs } = answer;
  if (status === 200 || status === 201) {
    const sid = json?.sid;
    return { state: 'delivered', ref: typeof sid === 'string' ? sid : null };
  }
  const code = Number(json?.code ?? 0);
  const why = `Twilio says ${code || `HTTP ${status}`}${typeof json?.message === 'string' ? `: ${json.message.slice(0, 200)}` : ''}`;
  if (inTrouble(answer) || passing.has(code)) return { state: 'retry', afterMs: retryAfterMs, why };
  return { state: 'failed', why };
}
