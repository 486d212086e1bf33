import type { Incident } from '../../incident/types.ts';
import { Fault } from '../../lib/fault.ts';
import { fateOf } from '../../oncall/handoff.ts';
import { changeAfter } from '../../oncall/schedule-turns.ts';
import type { World } from '../ports.ts';
import { userAt } from './hand-over.ts';
import type { Handoff } from './handoff-ports.ts';
import { pagedBy } from './paged-by.ts';
import { readRota } from './rota.ts';

/** What one person is told of a hand-off: all of it as it is now. */
export interface HandoffNews extends Pick<Handoff, 'kind' | 'user' | 'schedule'> {
  /** Whoever was on call before; null: nobody, or nobody knows. */
  before: string | null;
  /** Whoever is on call now. */
  onCall: string | null;
  /** How long that stays so; null where no end is in sight. */
  until: Date | null;
  /** Who is on call then. */
  next: string | null;
  /** Services that page the schedule, by name. */
  services: string[];
  /** Open incidents of theirs. */
  incidents: Incident[];
}

/** Null when there is nothing to tell any more. */
export async function handoffNews(world: World, id: string): Promise<HandoffNews | null> {
  const { directory, store, clock } = world;
  const handoff = await store.handoffs.byId(id);
  if (handoff?.state !== 'pending') return null;
  const { kind, user, schedule } = handoff;
  const now = clock.now();
  const planned = (await readRota(directory, store.overrides, now)).get(schedule);
  const onCall = planned ? userAt(directory, planned, now) : null;
  const coming = kind === 'leaves' ? await store.handoffs.comingBefore(handoff) : null;
  const fate = fateOf({ kind, user, onCall, coming });
  if (fate === 'wait')
    throw new Fault('slack-unreachable', `${user} was not told yet that they were on call`, {
      retry: true,
    });
  if (planned === undefined || fate === 'drop') {
    await store.handoffs.settle(id, 'dropped');
    return null;
  }
  const until = changeAfter(planned.schedule, planned.overrides, now);
  const services = pagedBy(directory, schedule).map(({ service }) => service.service);
  return {
    kind,
    user,
    schedule,
    before: kind === 'comes' ? handoff.other : null,
    onCall,
    until,
    next: until && userAt(directory, planned, until),
    services,
    incidents: (await store.incidents.open()).filter(({ service }) => services.includes(service)),
  };
}
