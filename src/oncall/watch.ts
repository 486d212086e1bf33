/** How an acknowledgement is kept from being forgotten. */
export interface Watch {
  /** `quiet`: nothing was asked yet. `asked`: whether they are still on it. `snoozed`: until its end. */
  phase: 'quiet' | 'asked' | 'snoozed';
  since: Date;
  /** When the person is asked; when silence counts as no; when the snooze ends. */
  dueAt: Date;
}

/** How long an acknowledgement may go without a sign of anybody, and how long an answer may take. */
export interface AckTerms {
  /** Null: for ever. */
  timeout: number | null;
  grace: number;
}
