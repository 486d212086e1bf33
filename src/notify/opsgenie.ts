import type { Delivery, PageMessage, Provider } from '../flow/page/notify-ports.ts';
import { type Answer, inTrouble, isDelivery, post } from './post.ts';
import { summary } from './words.ts';

export interface OpsgenieOptions {
  /** `https://api.opsgenie.com`, or that of the EU. */
  apiUrl: string;
  key: string;
}

/** Opsgenie's Alert API (docs.opsgenie.com). An alert with an alias that is open already is counted, not made anew. */
export function opsgenieProvider({ apiUrl, key }: OpsgenieOptions): Provider {
  return {
    name: 'Opsgenie',
    deliver: async (message) => {
      const answer = await post({
        url: new URL('/v2/alerts', apiUrl).href,
        headers: { 'content-type': 'application/json', authorization: `GenieKey ${key}` },
        body: JSON.stringify(alert(message)),
      });
      return isDelivery(answer) ? answer : read(answer);
    },
    end: async (message, ending) => {
      const alias = encodeURIComponent(alert(message).alias);
      const act = ending === 'resolve' ? 'close' : 'acknowledge';
      const answer = await post({
        url: new URL(`/v2/alerts/${alias}/${act}?identifierType=alias`, apiUrl).href,
        headers: { 'content-type': 'application/json', authorization: `GenieKey ${key}` },
        body: JSON.stringify({ source: 'Runbell' }),
      });
      return isDelivery(answer) ? answer : read(answer);
    },
  };
}

function alert(message: PageMessage) {
  const [first] = message.about;
  return {
    message: summary(message, 100).slice(0, 130),
    // One alert for each person: an alias is unique in the account.
    alias: `runbell-${first.key}-${message.to}`.slice(0, 512),
    description: [summary(message, 1000), first.channelUrl].filter(Boolean).join('\n'),
    responders: [{ type: 'user', username: message.to }],
    priority: first.severity.toUpperCase(),
    source: 'Runbell',
    entity: first.service,
    tags: ['runbell', first.service],
    details: { incident: String(first.number), level: first.level },
  };
}

function read(answer: Answer): Delivery {
  const { status, json, retryAfterMs } = answer;
  if (status === 202)
    return {
      state: 'delivered',
      ref: typeof json?.requestId === 'string' ? json.requestId : null,
    };
  const words = typeof json?.message === 'string' ? `: ${json.message.slice(0, 200)}` : '';
  const why = `Opsgenie answered HTTP ${status}${words}`;
  return inTrouble(answer)
    ? { state: 'retry', afterMs: retryAfterMs, why }
    : { state: 'failed', why };
}
