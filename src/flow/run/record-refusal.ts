import { mention, type NewEntry, plain } from '../../incident/entry.ts';
import type { Refusal } from '../../lib/refusal.ts';
import type { Tx } from '../ports.ts';

/** What somebody wanted and did not get. */
export interface Refused {
  by: string;
  /** Follows "could not": `run *Restart*`, `act here`. */
  wanted: string;
  refusal: Refusal;
  data?: Record<string, unknown>;
}

/** A no is a part of what happened, so it stands in the record; the channel is not told. */
export async function recordRefusal(
  tx: Tx,
  incidentId: string,
  refused: Refused,
  now: Date,
  kind: 'run-refused' | 'refused' = 'run-refused',
): Promise<void> {
  const { by, wanted, refusal, data } = refused;
  const entry: NewEntry = {
    kind,
    actor: by,
    text: `${mention(by)} could not ${wanted}: ${refusal.text}`,
    data: { ...data, code: refusal.code, ...('rule' in refusal && { rule: refusal.rule }) },
    post: false,
  };
  await tx.timeline.add(incidentId, [entry], now);
}

/** What `permit` and `mayRespond` say to those who have no business here. */
const strangers = new Set(['not-responder', 'guest', 'deactivated', 'bot', 'unknown-account']);

/** A stranger's press on what is not a run. Whoever only came too late leaves no trace. */
export async function recordStranger(
  tx: Tx,
  incidentId: string,
  by: string,
  refusal: Refusal,
  now: Date,
): Promise<void> {
  if (!strangers.has(refusal.code)) return;
  await recordRefusal(tx, incidentId, { by, wanted: 'act here', refusal }, now, 'refused');
}

export function named(verb: string, label: string): string {
  return `${verb} *${plain(label)}*`;
}
