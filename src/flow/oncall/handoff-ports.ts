import type { HandoffNote } from '../../oncall/handoff.ts';

/** Who was on call when anybody looked last. */
export interface Standing {
  schedule: string;
  /** A Slack user id; null: nobody. */
  user: string | null;
  /** How often it has changed hands. */
  n: number;
}

/** What one person is told of one hand-off. */
export interface Handoff extends HandoffNote {
  id: string;
  schedule: string;
  n: number;
  at: Date;
  state: HandoffState;
}

export type HandoffState = 'pending' | 'sent' | 'dropped';

export interface HandoffReader {
  byId(id: string): Promise<Handoff | null>;
  /** Every schedule that anybody has looked at. */
  standings(): Promise<Standing[]>;
  /** What became of the note that somebody was on call, before they left; null when there was none. */
  comingBefore(leaving: Handoff): Promise<HandoffState | null>;
  settle(id: string, state: HandoffState): Promise<void>;
}

export interface Handoffs {
  /**
   * Nobody else compares this schedule until the transaction ends; taken before its timer. Null: nobody
   * has looked at it yet.
   */
  hold(schedule: string): Promise<Standing | null>;
  save(standing: Standing, now: Date): Promise<void>;
  add(handoffs: readonly Handoff[]): Promise<void>;
  /** Schedules that are no more. */
  forget(schedule: string): Promise<void>;
}
