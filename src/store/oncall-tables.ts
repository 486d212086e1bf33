import type { HandoffState } from '../flow/oncall/handoff-ports.ts';
import type { CoverRequest } from '../oncall/cover.ts';
import type { HandoffNote } from '../oncall/handoff.ts';
import type { SwapRequest } from '../oncall/swap-request.ts';

export interface OverrideTable {
  id: string;
  schedule: string;
  person: string;
  instead: string | null;
  from_at: Date;
  until_at: Date;
  by: string;
  reason: string | null;
  swap: string | null;
  created_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  planned_until_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
}

export interface CalendarTable {
  schedule: string;
  source: string;
  content: string | null;
  read_at: Date | null;
  problem: string | null;
  problem_at: Date | null;
}

export interface CoverRequestTable {
  id: string;
  schedule: string;
  person: string;
  from_at: Date;
  until_at: Date;
  reason: string | null;
  state: CoverRequest['state'];
  decided_by: string | null;
  decided_at: Date | null;
  override_id: string | null;
  created_at: Date;
}

export interface PageTurnTable {
  policy: string;
  level: string;
  user_id: string;
  n: number;
}

export interface OnCallTable {
  schedule: string;
  user_id: string | null;
  n: number;
  since: Date;
}

export interface HandoffTable {
  id: string;
  schedule: string;
  n: number;
  user_id: string;
  kind: HandoffNote['kind'];
  other: string | null;
  at: Date;
  state: HandoffState;
}

export interface SwapRequestTable {
  id: string;
  schedule: string;
  person: string;
  from_at: Date;
  until_at: Date;
  other: string;
  other_from_at: Date;
  other_until_at: Date;
  reason: string | null;
  state: SwapRequest['state'];
  decided_by: string | null;
  decided_at: Date | null;
  swap: string | null;
  created_at: Date;
}

export interface OnCallMessageTable {
  subject: string;
  slot: string;
  channel_id: string;
  ts: string | null;
  digest: string;
}
