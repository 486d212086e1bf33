/** Somebody takes a stretch of a schedule from somebody else, or fills it. */
export interface Override {
  id: string;
  /** The schedule's name. */
  schedule: string;
  person: string;
  /** Whose time it is; the rest of the stretch stays as it is. Null: all of it, gaps included. */
  instead: string | null;
  from: Date;
  until: Date;
  /** Slack user id of whoever entered it. */
  by: string;
  reason: string | null;
  /** The same for the two halves of a swap. */
  swap: string | null;
  createdAt: Date;
}

/** An override with what became of it. */
export interface EnteredOverride extends Override {
  /** Until when it was to last; later than `until` when it was ended before. */
  plannedUntil: Date;
  /** Who took it back, and when; null: nobody did. */
  ended: { by: string; at: Date } | null;
}
