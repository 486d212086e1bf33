import type { Decision } from '../incident/decision.ts';
import { type PagingDecision, pageNext } from '../incident/paging.ts';
import { newId } from '../lib/ids.ts';
import type { Effect, Tx, World } from './ports.ts';
import { readRota } from './rota.ts';
import { whoIs } from './who-is.ts';

/**
 * Saves what was decided: incident, timeline, timers and effects in the caller's transaction. A step of
 * the escalation that is due now is taken at once.
 */
export async function settle(tx: Tx, world: World, decision: Decision, now: Date): Promise<void> {
  const { escalation } = decision.incident;
  const due = escalation.nextAt !== null && escalation.nextAt <= now;
  const paging = due ? await page(tx, world, decision.incident, now) : null;
  const incident = paging?.incident ?? decision.incident;
  await tx.incidents.save(incident);
  await tx.timeline.add(incident.id, [...decision.entries, ...(paging?.entries ?? [])], now);
  if (incident.escalation.state !== 'running') await tx.pages.cancelPending(incident.id);
  await tx.effects.add([
    ...(await setTimer(tx, incident)),
    ...(paging ? await addPages(tx, paging) : []),
    { kind: 'sync-incident', incidentId: incident.id },
  ]);
}

async function page(
  tx: Tx,
  { directory }: World,
  incident: Decision['incident'],
  now: Date,
): Promise<PagingDecision> {
  const rota = await readRota(directory, tx.overrides, now);
  return pageNext(incident, now, whoIs(directory, rota, now));
}

async function setTimer(tx: Tx, incident: Decision['incident']): Promise<Effect[]> {
  const { nextAt } = incident.escalation;
  if (nextAt === null) {
    await tx.timers.clear('escalate', incident.id);
    return [];
  }
  await tx.timers.set({
    kind: 'escalate',
    subject: incident.id,
    incidentId: incident.id,
    dueAt: nextAt,
  });
  return [{ kind: 'alarm', dueAt: nextAt.toISOString() }];
}

async function addPages(tx: Tx, { pages }: PagingDecision): Promise<Effect[]> {
  const numbered = pages.map((page) => ({ ...page, id: newId() }));
  await tx.pages.add(numbered);
  return numbered.map((page) => ({ kind: 'page', pageId: page.id, incidentId: page.incidentId }));
}
