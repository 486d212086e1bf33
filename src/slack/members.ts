import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Account } from '../action/permission.ts';
import type { Members } from '../flow/members.ts';
import { MINUTE, SECOND } from '../lib/duration.ts';
import type { Log } from '../lib/log.ts';
import type { Outbound } from './outbound/client.ts';

export interface KnownMembers extends Members {
  /** Slack has told of a change: the next question is asked anew. */
  forget(user: string): void;
  forgetGroups(): void;
}

/** A press is answered within three seconds or not at all. */
const PATIENCE_MS = 2 * SECOND;
const ACCOUNT_MS = 5 * MINUTE;
const GROUPS_MS = MINUTE;

const User = z.object({
  deleted: z.boolean(),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  /** From another organisation, in a shared channel. */
  is_stranger: z.boolean().default(false),
});

const Groups = z.array(
  z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()).default([]) }),
);

/** Asks Slack who its members are, and remembers the answer for minutes. No answer is never remembered. */
export function createMembers(
  outbound: Outbound,
  log: Log,
  { patienceMs = PATIENCE_MS } = {},
): KnownMembers {
  const accounts = remembering(ACCOUNT_MS, async (user) => {
    const answer = await outbound.call('page', 'users.info', { user });
    return accountOf(User.parse(answer.user));
  });
  const groups = remembering(GROUPS_MS, async () => {
    const answer = await outbound.call('page', 'usergroups.list', { include_users: true });
    return Groups.parse(answer.usergroups);
  });

  async function ask<T>(what: Record<string, string>, answer: Promise<T>): Promise<T | null> {
    const stop = new AbortController();
    const late = delay(patienceMs, null, { signal: stop.signal, ref: false }).catch(() => null);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      log.warn({ err: error, ...what }, 'Slack does not say who somebody is; they may do nothing');
      return null;
    } finally {
      stop.abort();
    }
  }

  return {
    account: async (user) => (await ask({ user }, accounts.get(user))) ?? 'unknown',
    group: async (name) => {
      const all = await ask({ group: name }, groups.get(''));
      return all?.find(({ id, handle }) => id === name || handle === name)?.users ?? null;
    },
    forget: accounts.forget,
    forgetGroups: () => groups.forget(''),
  };
}

/** Slack tells when somebody is deactivated or a group changes, so that minutes of memory do no harm. */
export function followMembers(app: App, members: KnownMembers): void {
  app.event('user_change', async ({ event }) => members.forget(event.user.id));
  app.event('subteam_updated', async () => members.forgetGroups());
}

function accountOf(user: z.infer<typeof User>): Account {
  if (user.deleted) return 'deactivated';
  if (user.is_bot) return 'bot';
  return user.is_restricted || user.is_ultra_restricted || user.is_stranger ? 'guest' : 'member';
}

/** Who asks while an answer is on its way waits for the same one. */
function remembering<T>(ms: number, ask: (key: string) => Promise<T>) {
  const known = new Map<string, { answer: Promise<T>; until: number }>();
  return {
    get(key: string): Promise<T> {
      const found = known.get(key);
      if (found && performance.now() < found.until) return found.answer;
      const answer = ask(key);
      known.set(key, { answer, until: performance.now() + ms });
      answer.catch(() => {
        if (known.get(key)?.answer === answer) known.delete(key);
      });
      return answer;
    },
    forget: (key: string) => void known.delete(key),
  };
}
