import { isAllowed, permit } from '../../action/permission.ts';
import type { Run } from '../../action/run.ts';
import { spoken } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { Tx, World } from '../ports.ts';
import { lockOn, overriddenEntry } from './circuit.ts';
import { permissionQuestion, unknownService } from './permission.ts';
import { named, recordRefusal } from './record-refusal.ts';
import { callRoll, type Roll } from './roll.ts';

export interface OverrideLock {
  incidentId: string;
  /** What is locked: an action's name, or the hash of a runbook's command. */
  subject: string;
  reason: string;
  by: string;
}

/** Opens the lock on an action before its time, for everybody but whoever opens it. */
export async function overrideLock(world: World, asked: OverrideLock): Promise<'opened' | Refusal> {
  const reason = world.redactor.text(asked.reason).trim();
  if (reason === '')
    return refuse('no-reason', 'Say in a few words why it may be tried again: everybody reads it.');
  const roll = await rollFor(world, asked);
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(asked.incidentId);
    if (incident === null)
      return refuse('no-incident', 'This incident is not known here any more.');
    const { service } = incident;
    const failed = await tx.usage.lastFailure({ service, subject: asked.subject });
    const lock = failed && (await lockOn(tx, world, failed, null, now));
    if (failed === null || lock === null)
      return refuse('not-locked', 'This is not locked any more: press it again.');
    const stranger = mayOpen(roll, incident, failed, asked.by, now);
    if (stranger) {
      const wanted = named('open the lock on', failed.label);
      const refused = { by: asked.by, wanted, refusal: stranger, data: { subject: asked.subject } };
      await recordRefusal(tx, incident.id, refused, now);
      return stranger;
    }
    await open(tx, { ...asked, reason }, { service, label: failed.label }, now);
    return 'opened' as const;
  });
  world.wake.outbox();
  return result;
}

async function open(
  tx: Tx,
  { incidentId, subject, by, reason }: OverrideLock,
  { service, label }: { service: string; label: string },
  now: Date,
): Promise<void> {
  const of = { service, subject };
  await tx.usage.addOverride(of, { incidentId, by, at: now, reason });
  await tx.timeline.add(incidentId, [overriddenEntry(by, label, of, spoken(reason))], now);
  await tx.effects.add([{ kind: 'sync-incident', incidentId }]);
}

async function rollFor(world: World, { incidentId, by }: OverrideLock): Promise<Roll | null> {
  const incident = await world.store.incidents.byId(incidentId);
  const service = incident && world.directory.services.get(incident.service);
  return service ? callRoll(world, service, by, 'alone') : null;
}

/** Whoever may approve what is locked; that the opener is not the one who presses is seen at the press. */
function mayOpen(
  roll: Roll | null,
  { service, severity }: Incident,
  { class: commandClass, action }: Run,
  by: string,
  now: Date,
): Refusal | null {
  const subject = { class: commandClass, severity, service, action };
  const asked = { ...subject, act: 'override' as const, by, requestedBy: null };
  const question = roll && permissionQuestion(roll, asked, now);
  if (question === null) return unknownService(service);
  const verdict = permit(question);
  return isAllowed(verdict) ? null : verdict;
}
