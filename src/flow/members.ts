import type { Account } from '../action/permission.ts';

/** The people of the workspace. It answers soon, whatever Slack does, and never fails. */
export interface Members {
  /** `unknown` when Slack does not say. */
  account(user: string): Promise<Account>;
  /** Slack ids of a user group's members, by its handle or id; null when Slack does not say. */
  group(name: string): Promise<readonly string[] | null>;
}
