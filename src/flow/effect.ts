import type { Means } from '../oncall/contact.ts';
import type { Ending } from './page/notify-ports.ts';

export type OnCallChange = 'override' | 'cover' | 'swap';

/** What a change has done to the outside world, once it stands in the database. */
export type Effect =
  | { kind: 'page'; notification: string; pageId: string; incidentId: string }
  /** Somebody took it: who pages on their own stops. */
  | { kind: 'end-page'; notification: string; ending: Ending }
  /** A code that proves whose an address is; it follows from the nonce. */
  | { kind: 'send-code'; user: string; address: string; means: Means; nonce: string }
  | { kind: 'sync-incident'; incidentId: string }
  /** Somebody is on call from now on, or not any more. */
  | { kind: 'handoff'; id: string }
  /** People are told of a change of who is on call, or of a request for one. */
  | { kind: 'sync-oncall'; about: OnCallChange; id: string }
  /** Gaps are shown, and user groups have whoever is on call. */
  | { kind: 'follow-on-call' }
  /** Without a run id: whatever waits for the target. */
  | { kind: 'dispatch-run'; runId: string | null; target: string; labels?: string[] }
  /** To count what a request would take. */
  | { kind: 'dispatch-preview'; runId: string; lane: string }
  | { kind: 'alarm'; dueAt: string };
