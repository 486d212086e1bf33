import type { Incident } from '../../incident/types.ts';
import type { Means } from '../../oncall/contact.ts';
import type { Effect, Tx } from '../ports.ts';
import type { Ending } from './notify-ports.ts';

/** What goes on paging by itself until it is told to stop. */
const onTheirOwn: readonly Means[] = ['pagerduty', 'opsgenie'];

/** Somebody took the incident, or it is over: whoever pages on its own is told so, once each. */
export async function endElsewhere(
  tx: Tx,
  { id, status, escalation }: Incident,
): Promise<Effect[]> {
  const ending = endingOf(status, escalation.state);
  if (ending === null) return [];
  const words = `told to ${ending}`;
  const told = await tx.notifications.lockDelivered(id, onTheirOwn);
  const open = told.filter(({ why }) => why !== words && why !== 'told to resolve');
  for (const one of open) await tx.notifications.save({ ...one, why: words });
  return open.map(({ id: notification }) => ({ kind: 'end-page', notification, ending }));
}

function endingOf(
  status: Incident['status'],
  paging: Incident['escalation']['state'],
): Ending | null {
  if (status === 'resolved') return 'resolve';
  return paging === 'acknowledged' || paging === 'ended' ? 'acknowledge' : null;
}
