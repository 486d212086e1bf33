import type { PageMessage, Provider } from '../flow/page/notify-ports.ts';
import type { Severity } from '../service/service.ts';
import { type Answer, inTrouble, isDelivery, post } from './post.ts';
import { summary } from './words.ts';

const severities = {
  p1: 'critical',
  p2: 'error',
  p3: 'warning',
  p4: 'info',
} as const satisfies Record<Severity, string>;

/** PagerDuty's Events API v2 (developer.pagerduty.com). Its key for an event is the incident's, so a second one changes nothing. */
export function pagerdutyProvider(apiUrl: string): Provider {
  return {
    name: 'PagerDuty',
    deliver: async (message) => {
      const answer = await post({
        url: new URL('/v2/enqueue', apiUrl).href,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event(message)),
      });
      return isDelivery(answer) ? answer : read(answer);
    },
    end: async (message, ending) => {
      const { routing_key, dedup_key } = event(message);
      const answer = await post({
        url: new URL('/v2/enqueue', apiUrl).href,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key, dedup_key, event_action: ending }),
      });
      return isDelivery(answer) ? answer : read(answer);
    },
  };
}

function event(message: PageMessage) {
  const { to, about } = message;
  const [first] = about;
  return {
    routing_key: to,
    event_action: 'trigger',
    dedup_key: `runbell-${first.key}`,
    client: 'Runbell',
    ...(first.channelUrl && {
      client_url: first.channelUrl,
      links: [{ href: first.channelUrl, text: `Channel of incident ${first.number}` }],
    }),
    payload: {
      summary: summary(message, 900).slice(0, 1024),
      source: first.service,
      severity: severities[first.severity],
      timestamp: first.openedAt.toISOString(),
      component: first.service,
      custom_details: { incident: first.number, level: first.level },
    },
  };
}

function read(
  answer: Answer,
): ReturnType<typeof refused> | { state: 'delivered'; ref: string | null } {
  const { status, json } = answer;
  if (status !== 202) return refused(answer);
  return { state: 'delivered', ref: typeof json?.dedup_key === 'string' ? json.dedup_key : null };
}

function refused(answer: Answer) {
  const { status, json, retryAfterMs } = answer;
  const words = Array.isArray(json?.errors) ? `: ${json.errors.join('; ').slice(0, 200)}` : '';
  const why = `PagerDuty answered HTTP ${status}${words}`;
  return inTrouble(answer)
    ? ({ state: 'retry', afterMs: retryAfterMs, why } as const)
    : ({ state: 'failed', why } as const);
}
