import { createHmac } from 'node:crypto';
import type { PageMessage, Provider } from '../flow/page/notify-ports.ts';
import { inTrouble, isDelivery, post } from './post.ts';
import { summary } from './words.ts';

export interface WebhookTarget {
  url: string;
  secret: string;
}

export interface WebhookOptions {
  /** By its name in `webhooks`, as the files are now. */
  target: (name: string) => WebhookTarget | null;
  /** Seconds since 1970. */
  now?: () => number;
}

/** Pages as signed JSON to an address of the team's own. docs/oncall.md has the form and how to check it. */
export function webhookProvider({
  target,
  now = () => Math.floor(Date.now() / 1000),
}: WebhookOptions): Provider {
  return {
    name: 'webhook',
    deliver: async (message) => {
      const to = target(message.to);
      if (to === null)
        return { state: 'failed', why: `no webhook is called ${message.to} in runbell.yaml` };
      const body = JSON.stringify(payload(message));
      const timestamp = String(now());
      const answer = await post({
        url: to.url,
        headers: {
          'content-type': 'application/json',
          'x-runbell-id': message.id,
          'x-runbell-timestamp': timestamp,
          'x-runbell-signature': sign(to.secret, timestamp, body),
        },
        body,
      });
      if (isDelivery(answer)) return answer;
      if (answer.status >= 200 && answer.status < 300) return { state: 'delivered', ref: null };
      const why = `it answered HTTP ${answer.status}`;
      return inTrouble(answer)
        ? { state: 'retry', afterMs: answer.retryAfterMs, why }
        : { state: 'failed', why };
    },
  };
}

/** Over the time as well, so that an old call cannot be sent again. */
function sign(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`v1:${timestamp}:${body}`).digest('hex')}`;
}

function payload(message: PageMessage) {
  return {
    id: message.id,
    type: 'page',
    summary: summary(message),
    incidents: message.about.map((subject) => ({
      number: subject.number,
      key: subject.key,
      title: subject.title,
      service: subject.service,
      severity: subject.severity,
      level: subject.level,
      opened_at: subject.openedAt.toISOString(),
      channel_url: subject.channelUrl,
    })),
  };
}
