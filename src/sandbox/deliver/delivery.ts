/** Something for the app: an event in its envelope, or an interaction that waits for an answer. */
export interface Delivery {
  kind: 'events_api' | 'slash_commands' | 'interactive';
  /** As the log shows it: `message`, `/incident`, `block_actions`. */
  name: string;
  payload: Record<string, unknown>;
}

export interface Retry {
  num: number;
  reason: RetryReason | '';
}

type RetryReason = 'timeout' | 'http_timeout' | 'http_error' | 'connection_failed';

export type Outcome =
  | { ok: true; payload: unknown }
  | {
      ok: false;
      error: 'operation_timeout' | 'dispatch_failed';
      reason: RetryReason;
      /** The app asked not to be sent this again. */
      final?: boolean;
    };

/** A way to reach the app. `attempt` sends at once: calls in a row arrive in that order. */
export interface Transport {
  readonly reachable: boolean;
  attempt(delivery: Delivery, retry: Retry): Promise<Outcome>;
}
