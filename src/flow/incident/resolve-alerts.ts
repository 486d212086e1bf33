import type { Alert } from '../../alert/types.ts';
import { resolve } from '../../incident/decide.ts';
import { RUNBELL } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { isRefusal } from '../../lib/refusal.ts';
import type { Service } from '../../service/service.ts';
import { settle } from '../page/settle.ts';
import type { Tx, World } from '../ports.ts';

/** Marks alerts resolved; when none is left firing, proposes or makes the resolve as the service says. */
export async function resolveAlerts(
  tx: Tx,
  world: World,
  incident: Incident,
  service: Service,
  alerts: Alert[],
  now: Date,
): Promise<boolean> {
  let changed = false;
  for (const alert of alerts) {
    changed = (await tx.incidents.resolveAlert(incident.id, alert, now)) || changed;
  }
  if (!changed) return false;
  const firing = await tx.incidents.firingCount(incident.id);
  await tx.timeline.add(
    incident.id,
    [
      {
        kind: 'alert-resolved',
        actor: RUNBELL,
        text: `Alerts resolved; ${firing} still firing.`,
        post: false,
      },
    ],
    now,
  );
  if (firing > 0) {
    await tx.effects.add([{ kind: 'sync-incident', incidentId: incident.id }]);
    return true;
  }
  if (service.when_alerts_resolve === 'resolve') {
    const decision = resolve(incident, RUNBELL, now, 'all its alerts have resolved.');
    if (!isRefusal(decision)) await settle(tx, world, decision, now);
    return true;
  }
  await settle(
    tx,
    world,
    {
      incident,
      entries: [
        {
          kind: 'resolve-proposed',
          actor: RUNBELL,
          text: 'All alerts have resolved. Is the incident over?',
          post: true,
        },
      ],
    },
    now,
  );
  return true;
}
