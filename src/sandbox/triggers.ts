import { randomBytes } from 'node:crypto';
import { no } from './slack-error.ts';

const maxTriggers = 2000;

/** Permission to open one modal, given with every interaction: short-lived, and good for one use. */
export class Triggers {
  readonly #lifeMs: number;
  readonly #issued = new Map<string, { user: string; expires: number; used: boolean }>();

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  issue(user: string): string {
    const id = `${Date.now()}.${process.pid}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { user, expires: Date.now() + this.#lifeMs, used: false });
    const oldest = this.#issued.keys().next().value;
    if (this.#issued.size > maxTriggers && oldest !== undefined) this.#issued.delete(oldest);
    return id;
  }

  /** The member who gave the trigger; refuses an unknown, a used and a late one, each by its name. */
  exchange(id: string): string {
    const trigger = this.#issued.get(id);
    if (!trigger) return no('invalid_trigger_id');
    if (trigger.used) return no('exchanged_trigger_id');
    if (Date.now() > trigger.expires) return no('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }

  clear(): void {
    this.#issued.clear();
  }
}
