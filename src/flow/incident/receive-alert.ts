import { incidentKey } from '../../alert/key.ts';
import { serviceFor, severityFor } from '../../alert/route.ts';
import type { Alert } from '../../alert/types.ts';
import { type NewEntry, plain, RUNBELL } from '../../incident/entry.ts';
import type { Service } from '../../service/service.ts';
import type { Tx, World } from '../ports.ts';
import { proceduresForAlert } from './attach-procedures.ts';
import { openIncident } from './open-incident.ts';
import { resolveAlerts } from './resolve-alerts.ts';

export interface Received {
  number: number;
  action: 'opened' | 'attached' | 'resolved' | 'ignored';
}

interface Group {
  key: string;
  service: Service;
  note: string | null;
  firing: Alert[];
  resolved: Alert[];
}

/** Alerts of one payload: each opens an incident, joins one, or resolves. Durable when it returns. */
export async function receiveAlerts(
  world: World,
  received: Alert[],
  said: string[],
): Promise<Received[]> {
  // Here, since names and keys that are looked up again have to read as they were stored.
  const { alerts, notes } = world.redactor.value({ alerts: received, notes: said });
  const groups = groupByIncident(world, alerts);
  const results: Received[] = [];
  for (const group of groups) {
    const now = world.clock.now();
    const result = await world.store.write((tx) => receiveGroup(tx, world, group, notes, now));
    if (result) results.push(result);
  }
  world.wake.outbox();
  return results;
}

function groupByIncident(world: World, alerts: Alert[]): Group[] {
  const groups = new Map<string, Group>();
  for (const alert of alerts) {
    const routed = serviceFor(
      alert,
      [...world.directory.services.values()],
      world.directory.default_service,
    );
    const service = world.directory.services.get(routed.service);
    if (service === undefined)
      throw new Error(`default service ${routed.service} is not configured`);
    const key = incidentKey(routed.service, alert);
    const group = groups.get(key) ?? { key, service, note: routed.note, firing: [], resolved: [] };
    group[alert.status].push(alert);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function receiveGroup(
  tx: Tx,
  world: World,
  group: Group,
  notes: string[],
  now: Date,
): Promise<Received | null> {
  const open = await tx.incidents.lockOpen(group.key);
  if (open) {
    const resolved = await resolveAlerts(tx, world, open, group.service, group.resolved, now);
    const attached = await attach(tx, open.id, group.firing, now);
    return {
      number: open.number,
      action: attached ? 'attached' : resolved ? 'resolved' : 'ignored',
    };
  }
  const [first] = group.firing;
  if (first === undefined) return null;
  const incident = await openIncident(tx, world, opening(world, group, first, notes), now);
  if (incident === null) throw new Error(`a second incident was opened for ${group.key}`);
  for (const alert of group.firing) await tx.incidents.attach(incident.id, alert, now);
  return { number: incident.number, action: 'opened' };
}

function opening(world: World, group: Group, alert: Alert, notes: string[]) {
  const { service } = group;
  const note = [group.note, ...notes].filter((text) => text !== null).join(' ');
  return {
    service,
    severity: severityFor(alert, service),
    title: alert.title.slice(0, 200),
    alertKey: group.key,
    declaredBy: null,
    note: note === '' ? null : note,
    procedures: proceduresForAlert(world, alert, service),
    entry: {
      kind: 'opened' as const,
      actor: RUNBELL,
      text: `Opened by the alert *${plain(alert.name)}* from ${alert.source}.`,
      post: false,
    },
  };
}

async function attach(tx: Tx, incidentId: string, alerts: Alert[], now: Date): Promise<boolean> {
  const fresh: NewEntry[] = [];
  for (const alert of alerts) {
    const how = await tx.incidents.attach(incidentId, alert, now);
    if (how === 'new')
      fresh.push({
        kind: 'alert-attached',
        actor: RUNBELL,
        text: `Alert joined: ${plain(alert.title)}`,
        post: false,
      });
    if (how === 'refired')
      fresh.push({
        kind: 'alert-attached',
        actor: RUNBELL,
        text: `Firing again: ${plain(alert.title)}`,
        post: true,
      });
  }
  await tx.timeline.add(incidentId, fresh, now);
  if (alerts.length > 0) await tx.effects.add([{ kind: 'sync-incident', incidentId }]);
  return alerts.length > 0;
}
