import { randomBytes } from 'node:crypto';
import { no } from './slack-error.ts';

const maxUses = 5;
const maxUrls = 5000;

/** What an answer through a response_url is tied to. */
export interface Hook {
  user: string;
  channel: string;
  /** The message that was acted upon; a slash command has none. */
  source: { ts: string; ephemeralId: string | null } | null;
}

/** Addresses that let the app answer an interaction without a token: five times within half an hour. */
export class ResponseUrls {
  readonly #lifeMs: number;
  readonly #hooks = new Map<string, Hook & { expires: number; uses: number }>();

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  /** The path of a new address. */
  issue(kind: 'commands' | 'actions', hook: Hook): string {
    const key = randomBytes(16).toString('hex');
    this.#hooks.set(key, { ...hook, expires: Date.now() + this.#lifeMs, uses: 0 });
    const oldest = this.#hooks.keys().next().value;
    if (this.#hooks.size > maxUrls && oldest !== undefined) this.#hooks.delete(oldest);
    return `/hooks/${kind}/${key}`;
  }

  use(key: string): Hook {
    const hook = this.#hooks.get(key);
    if (!hook || Date.now() > hook.expires) return no('expired_url');
    if (hook.uses >= maxUses) return no('used_url');
    hook.uses += 1;
    return hook;
  }

  clear(): void {
    this.#hooks.clear();
  }
}
