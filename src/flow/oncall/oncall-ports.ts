import type { CoverRequest } from '../../oncall/cover.ts';
import type { EnteredOverride, Override } from '../../oncall/override.ts';
import type { SwapRequest } from '../../oncall/swap-request.ts';
import type { Turns } from '../page/turn-ports.ts';
import type { SentMessages } from '../slack-state.ts';
import type { HandoffReader, Handoffs } from './handoff-ports.ts';

/** What a store knows of who is on call, beside the files. */
export interface OnCallReader {
  overrides: OverrideReader;
  covers: CoverReader;
  handoffs: HandoffReader;
  swaps: SwapReader;
  calendars: Calendars;
  /** What Slack shows of overrides and requests, by what it is about. */
  onCallMessages: SentMessages;
}

export interface OnCallTx {
  turns: Turns;
  overrides: Overrides;
  covers: Covers;
  swaps: Swaps;
  handoffs: Handoffs;
}

/** Overrides in force, withdrawn ones left out. */
export interface OverrideReader {
  /** Those that touch a stretch of time, of every schedule, oldest entry first. */
  between(from: Date, until: Date): Promise<Override[]>;
  byId(id: string): Promise<Override | null>;
  /** Also one that was taken back. */
  entered(id: string): Promise<EnteredOverride | null>;
}

/** Each of these wakes the timer of the schedule's hand-off: somebody else may be on call from now on. */
export interface Overrides extends OverrideReader {
  add(overrides: readonly Override[]): Promise<void>;
  /** Locks the rows of a swap, or the one row, until the transaction ends. */
  lock(id: string): Promise<Override[]>;
  /** Until the transaction ends, nobody else changes who is on call in it. */
  hold(schedule: string): Promise<void>;
  /** It ends now. */
  shorten(id: string, now: Date, by: string): Promise<void>;
  /** It was never in force. */
  withdraw(id: string, by: string, now: Date): Promise<void>;
}

export interface CoverReader {
  byId(id: string): Promise<CoverRequest | null>;
  /** Open requests, also those whose time is over, oldest first. */
  open(): Promise<CoverRequest[]>;
  /** The request that an override came of. */
  byOverride(id: string): Promise<CoverRequest | null>;
}

export interface Covers extends CoverReader {
  add(request: CoverRequest): Promise<void>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<CoverRequest | null>;
  save(request: CoverRequest): Promise<void>;
}

export interface SwapReader {
  byId(id: string): Promise<SwapRequest | null>;
  /** Open requests, also those whose time is over, oldest first. */
  open(): Promise<SwapRequest[]>;
  /** The request that a swap came of. */
  bySwap(swap: string): Promise<SwapRequest | null>;
}

export interface Swaps extends SwapReader {
  add(request: SwapRequest): Promise<void>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<SwapRequest | null>;
  save(request: SwapRequest): Promise<void>;
}

/** What was read of a schedule that another program plans. */
export interface StoredCalendar {
  schedule: string;
  /** A digest of where it comes from. */
  source: string;
  /** The last version that could be read. */
  text: string | null;
  readAt: Date | null;
  /** Why it cannot be read now; null when it can. */
  problem: string | null;
  problemAt: Date | null;
}

export interface Calendars {
  all(): Promise<StoredCalendar[]>;
  save(calendar: StoredCalendar): Promise<void>;
}
