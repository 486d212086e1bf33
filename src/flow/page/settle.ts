import type { Decision } from '../../incident/decision.ts';
import { type PagingDecision, pageNext } from '../../incident/paging.ts';
import type { Incident } from '../../incident/types.ts';
import { newId } from '../../lib/ids.ts';
import { type Escalation, missing } from '../../oncall/escalation.ts';
import type { Around } from '../../oncall/next-step.ts';
import { readRota } from '../oncall/rota.ts';
import type { Effect, IncidentTimer, Tx, World } from '../ports.ts';
import { endElsewhere } from './end-elsewhere.ts';
import { planPages } from './plan-pages.ts';
import { type Groups, groupsOf, reachFrom } from './reach.ts';

/**
 * Saves what was decided: incident, timeline, timers and effects in the caller's transaction. A step of
 * the escalation that is due now is taken at once; one that has to ask Slack for user groups is left to
 * the next tick, which asks before its transaction and hands them over.
 */
export async function settle(
  tx: Tx,
  world: World,
  decision: Decision,
  now: Date,
  groups: Groups | null = null,
): Promise<void> {
  const { escalation } = decision.incident;
  const due = escalation.nextAt !== null && escalation.nextAt <= now;
  const ready = groups !== null || groupsToAsk(escalation).length === 0;
  const paging =
    due && ready ? await page(tx, world, decision.incident, groups ?? new Map(), now) : null;
  const incident = paging?.incident ?? decision.incident;
  await tx.incidents.save(incident);
  await tx.timeline.add(incident.id, [...decision.entries, ...(paging?.entries ?? [])], now);
  // After everyone was paged, what is still on its way goes on: somebody may yet be reached.
  if (incident.escalation.state !== 'running' && incident.escalation.state !== 'exhausted')
    await tx.pages.cancelPending(incident.id, missing(incident.escalation));
  const pages = [...(decision.pages ?? []), ...(paging?.pages ?? [])];
  const dueAt = due ? (escalation.nextAt ?? now) : now;
  await tx.effects.add([
    ...(await setTimers(tx, incident)),
    ...(await addPages(tx, world, incident, pages, dueAt, now)),
    ...(await endElsewhere(tx, incident)),
    { kind: 'sync-incident', incidentId: incident.id },
  ]);
}

/** The user groups that a step may page. */
export function groupsToAsk({ policy, chain }: Escalation): string[] {
  const levels = [...(policy?.levels ?? []), ...chain.flatMap((one) => one.policy.levels)];
  return [...new Set(levels.flatMap(({ page }) => groupsOf(page)))];
}

async function page(
  tx: Tx,
  { directory }: World,
  incident: Incident,
  groups: Groups,
  now: Date,
): Promise<PagingDecision> {
  const rota = await readRota(directory, tx.overrides, now);
  const decision = pageNext(incident, now, {
    severity: incident.severity,
    reach: reachFrom(directory, rota, groups, incident.service, now),
    turns: await turnsOf(tx, incident.escalation),
  });
  for (const turn of decision.turns) await tx.turns.take(turn);
  return decision;
}

/** Asked for only where a level goes round: whoever asks makes others wait. */
async function turnsOf(tx: Tx, { chain }: Escalation): Promise<Around['turns']> {
  const round = chain.filter(({ policy }) => policy.levels.some(({ round_robin: one }) => one));
  const all = round.length === 0 ? [] : await tx.turns.of(round.map(({ name }) => name));
  return (policy, level) =>
    all.filter((one) => one.policy === policy && one.level === level).map(({ user }) => user);
}

async function setTimers(tx: Tx, { id, escalation }: Incident): Promise<Effect[]> {
  return [
    ...(await setTimer(tx, 'escalate', id, escalation.nextAt)),
    ...(await setTimer(tx, 'watch-ack', id, escalation.watch?.dueAt ?? null)),
  ];
}

async function setTimer(
  tx: Tx,
  kind: IncidentTimer['kind'],
  incidentId: string,
  dueAt: Date | null,
): Promise<Effect[]> {
  if (dueAt === null) {
    await tx.timers.clear(kind, incidentId);
    return [];
  }
  await tx.timers.set({ kind, subject: incidentId, incidentId, dueAt });
  return [{ kind: 'alarm', dueAt: dueAt.toISOString() }];
}

async function addPages(
  tx: Tx,
  world: World,
  incident: Incident,
  pages: PagingDecision['pages'],
  dueAt: Date,
  now: Date,
): Promise<Effect[]> {
  const numbered = pages.map((one) => ({ ...one, id: newId() }));
  await tx.pages.add(numbered);
  return planPages(tx, world, incident, numbered, dueAt, now);
}
