import { type CircuitQuestion, type Lock, lockAt, lockText, memory } from '../../action/circuit.ts';
import type { Run } from '../../action/run.ts';
import { mention, type NewEntry, plain, RUNBELL } from '../../incident/entry.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import { circuitFor } from '../../service/limits.ts';
import type { Tx, World } from '../ports.ts';
import type { CircuitSubject } from './usage-ports.ts';

/** What can be locked: a run, or what would become one. */
export type Breakable = Pick<Run, 'service' | 'action' | 'stepHash' | 'class' | 'label'>;

/**
 * Null, or why this may not be run now: it failed too often. Looking is never locked, since a thing that
 * is down fails every look. The incident's channel is told once, with the button that opens the lock.
 */
export async function unlocked(
  tx: Tx,
  world: World,
  wanted: Breakable & { incidentId: string; by: string },
  now: Date,
  told = wanted.by,
): Promise<Refusal | null> {
  const lock = await lockOn(tx, world, wanted, wanted.by, now);
  if (lock === null) return null;
  await announce(tx, wanted, lock, now);
  const opened = await lockOn(tx, world, wanted, null, now);
  const next =
    opened === null
      ? `${told === wanted.by ? 'You' : mention(wanted.by)} asked for it and opened the lock, so somebody else has to open it too.`
      : 'Somebody who may approve can open it: the button is in the channel of the incident.';
  return refuse('locked', `${lockText(plain(wanted.label), lock)} ${next}`);
}

/** After a run that ended badly: says so when that was one time too many. */
export async function noteFailure(tx: Tx, world: World, run: Run, now: Date): Promise<void> {
  const lock = await lockOn(tx, world, run, null, now);
  if (lock !== null) await announce(tx, run, lock, now);
}

/** The lock that holds now, as far as `by` is concerned. */
export async function lockOn(
  tx: Tx,
  world: World,
  wanted: Breakable,
  by: string | null,
  now: Date,
): Promise<Lock | null> {
  const service = world.directory.services.get(wanted.service);
  if (service === undefined || wanted.class === 'readonly') return null;
  const circuit = circuitFor(world.directory, service, wanted.action);
  const of = subjectOf(wanted);
  const since = new Date(now.getTime() - memory(circuit));
  const question: CircuitQuestion = {
    circuit,
    ...(await tx.usage.circuit(of, since)),
    by,
  };
  return lockAt(question, now);
}

function subjectOf({ service, action, stepHash }: Breakable): CircuitSubject {
  return { service, subject: action ?? stepHash };
}

async function announce(
  tx: Tx,
  wanted: Breakable & { incidentId: string },
  lock: Lock,
  now: Date,
): Promise<void> {
  const { incidentId, service } = wanted;
  const { subject } = subjectOf(wanted);
  if (await tx.usage.announced(incidentId, subject, lock.since)) return;
  const entry: NewEntry = {
    kind: 'action-locked',
    actor: RUNBELL,
    text: `${lockText(plain(wanted.label), lock)} Look before you try again. Somebody who may approve for ${service} can open the lock.`,
    data: { service, subject, label: wanted.label, until: lock.until.toISOString() },
    post: true,
  };
  await tx.timeline.add(incidentId, [entry], now);
  await tx.effects.add([{ kind: 'sync-incident', incidentId }]);
}

export function overriddenEntry(
  by: string,
  label: string,
  of: CircuitSubject,
  reason: string,
): NewEntry {
  return {
    kind: 'lock-overridden',
    actor: by,
    text: `${mention(by)} opened the lock on *${plain(label)}*: ${reason}`,
    data: { ...of },
    post: true,
  };
}
