import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SECOND } from '../../lib/duration.ts';
import { Fault } from '../../lib/fault.ts';
import { shorten } from '../limits.ts';

/** Slack read the call and said no; `slackError` is its word for it, `channel_not_found`. */
class SlackRefused extends Fault {
  readonly slackError: string;

  constructor(method: string, slackError: string, detail: string, cause: unknown) {
    super('slack-refused', `Slack refused ${method}: ${slackError}${detail}`, { cause });
    this.slackError = slackError;
  }
}

/** Slack's word for its refusal; null for every other failure. */
export function slackErrorOf(error: unknown): string | null {
  return error instanceof SlackRefused ? error.slackError : null;
}

// Slack's own trouble, told with HTTP 200: the same call may work in a moment.
const troubles = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

const unknownPause = 30 * SECOND;

/** The failure of a Web API call in our words; null when it is a mistake of ours. */
export function faultOf(method: string, error: unknown): Fault | null {
  if (error instanceof WebAPIPlatformError) return answered(method, error);
  if (error instanceof WebAPIRateLimitedError) {
    return limited(method, Math.max(1, error.retryAfter) * SECOND, error);
  }
  if (error instanceof WebAPIHTTPError) {
    return unreachable(method, `it answered HTTP ${error.statusCode}`, error);
  }
  if (error instanceof WebAPIRequestError) {
    return unreachable(method, error.original.message, error);
  }
  // The SDK has no type for a 429 without a usable Retry-After.
  if (error instanceof Error && error.message.startsWith('Retry header')) {
    return limited(method, unknownPause, error);
  }
  return null;
}

function answered(method: string, error: WebAPIPlatformError): Fault {
  const { error: word, response_metadata: metadata } = error.data;
  const needed = 'needed' in error.data ? String(error.data.needed) : 'that it names';
  if (word === 'ratelimited' || word === 'rate_limited')
    return limited(method, unknownPause, error);
  if (troubles.has(word)) return unreachable(method, `it answered ${word}`, error);
  const details =
    word === 'missing_scope'
      ? [`add the scope ${needed} to the app, then install it again`]
      : metadata?.messages;
  const detail = details?.length ? ` (${shorten(details.join('; '), 500)})` : '';
  return new SlackRefused(method, word, detail, error);
}

export function limited(method: string, retryAfterMs: number, cause: unknown): Fault {
  const text = `Slack asks to wait ${Math.ceil(retryAfterMs / SECOND)}s before ${method}`;
  return new Fault('slack-rate-limited', text, { retry: true, retryAfterMs, cause });
}

function unreachable(method: string, why: string, cause: unknown): Fault {
  const text = `Slack could not be reached for ${method}: ${shorten(why, 200)}`;
  return new Fault('slack-unreachable', text, { retry: true, cause });
}
