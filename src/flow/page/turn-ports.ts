/** Whose turn it is at levels that page one person at a time. */
export interface Turns {
  /**
   * Whom each level of these policies paged, the one longest ago first. Until the transaction ends
   * nobody else takes a turn there.
   */
  of(policies: readonly string[]): Promise<Turn[]>;
  take(turn: Turn): Promise<void>;
}

export interface Turn {
  policy: string;
  level: string;
  /** A Slack user id. */
  user: string;
}
