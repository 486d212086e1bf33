export const findingKinds = [
  /** It runs, and no next step is written down. */
  'step-missing',
  /** The next step is further away than its level waits. */
  'step-too-far',
  /** A page is said to have fallen due in the future, and further means of it wait from then. */
  'means-too-far',
  /** A next step is written down, and no timer leads to it. */
  'timer-missing',
  /** Due for longer than it may be, and nobody has acted on it. */
  'timer-overdue',
  /** Nothing is to be done at its time any more. */
  'timer-stray',
  /** Open, of a severity that pages, and nobody is being paged. */
  'escalation-missing',
  /** Ready to go out, and nobody is told to send it. */
  'effect-missing',
  /** It waits, and none of its means is still on its way. */
  'page-forgotten',
  /** It has been on its way for too long. */
  'page-late',
  /** It runs, and its worker gives no sign of life. */
  'run-silent',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Something in the database that must not be. */
export interface Finding {
  kind: FindingKind;
  incidentId: string;
  /** Null where the incident is not there. */
  number: number | null;
  /** The id of what it is about: an incident, a page, a notification, a run, a timer's subject. */
  subject: string;
  /** Of a timer, its kind. */
  timer: string | null;
  /** For how long, in milliseconds; 0 where that says nothing. */
  forMs: number;
}

/** Reads all findings at one moment, from the database alone. */
export type Look = (now: Date) => Promise<Finding[]>;

export interface Auditor {
  /** One bot at a time: null while another one is at it. */
  inTurn<T>(work: (look: Look) => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}
