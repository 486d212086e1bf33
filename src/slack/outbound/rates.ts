/**
 * A steady rate with a burst: `burst` calls at once, then one every `everyMs`. Burst and refill of a
 * minute together stay within what Slack allows in any minute (docs.slack.dev/apis/web-api/rate-limits).
 */
export interface Rate {
  burst: number;
  everyMs: number;
}

const tiers = {
  2: { burst: 5, everyMs: 4000 },
  3: { burst: 10, everyMs: 1500 },
  4: { burst: 20, everyMs: 750 },
} as const satisfies Record<number, Rate>;

/** "About one message per second per channel, short bursts over that are allowed." */
const channelRate: Rate = { burst: 3, everyMs: 1000 };

const methodTiers: Record<string, keyof typeof tiers> = {
  'bookmarks.add': 2,
  'bookmarks.edit': 2,
  'bookmarks.list': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'conversations.archive': 2,
  'conversations.create': 2,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.invite': 3,
  'conversations.join': 3,
  'conversations.list': 2,
  'conversations.open': 3,
  'conversations.rename': 2,
  'conversations.replies': 3,
  'conversations.setPurpose': 2,
  'conversations.setTopic': 2,
  'conversations.unarchive': 2,
  'files.completeUploadExternal': 4,
  'files.getUploadURLExternal': 4,
  'pins.add': 2,
  'pins.remove': 2,
  'team.info': 3,
  'usergroups.list': 2,
  'usergroups.users.update': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

/** Every rate that a call counts against, by the name of what is counted. */
export function ratesOf(method: string, channel: string | null): [string, Rate][] {
  const tier = methodTiers[method];
  const byMethod: [string, Rate][] = tier === undefined ? [] : [[method, tiers[tier]]];
  // An edit is not a new message: only its method's tier holds it back.
  const counts = channel !== null && method === 'chat.postMessage';
  return counts ? [...byMethod, [`channel:${channel}`, channelRate]] : byMethod;
}

/** What Slack means when it answers 429: one channel for messages, the method for all else. */
export function limitedBy(method: string, channel: string | null): string {
  return method === 'chat.postMessage' && channel !== null ? `post:${channel}` : `method:${method}`;
}
