import { judgeLimits, type Scope, type Use } from '../../action/limits.ts';
import { plain } from '../../incident/entry.ts';
import { MINUTE } from '../../lib/duration.ts';
import type { Refusal } from '../../lib/refusal.ts';
import { limitsFor } from '../../service/limits.ts';
import type { Service } from '../../service/service.ts';
import type { Tx, World } from '../ports.ts';
import { type Breakable, unlocked } from './circuit.ts';
import type { UsedRun } from './usage-ports.ts';

/** What somebody wants to run, ready to be asked for. */
export interface Wanted extends Breakable {
  incidentId: string;
  /** Approvals it would have to wait for. */
  needed: number;
  by: string;
}

/** Null, or why it may not be asked for now: it failed too often, or one more would be too many. */
export async function mayAsk(
  tx: Tx,
  world: World,
  wanted: Wanted,
  now: Date,
): Promise<Refusal | null> {
  const service = world.directory.services.get(wanted.service);
  if (service === undefined) return null;
  return (
    (await unlocked(tx, world, wanted, now)) ??
    (await withinLimits(tx, world, service, wanted, now))
  );
}

/** Nobody else asks for a run until the transaction ends, so that what was counted stays true. */
async function withinLimits(
  tx: Tx,
  world: World,
  service: Service,
  wanted: Wanted,
  now: Date,
): Promise<Refusal | null> {
  await tx.usage.hold();
  const since = new Date(now.getTime() - MINUTE);
  const runs = await tx.usage.runs(since);
  const limits = limitsFor(world.directory, service, wanted.action);
  const here = runs.filter((run) => run.service === service.service);
  const used = (scope: Scope, counted: UsedRun[]): Use => ({
    limit: limits[scope],
    asked: counted.map(({ askedAt }) => askedAt),
    waiting: counted.flatMap(({ waitsUntil }) => waitsUntil ?? []),
  });
  return judgeLimits({
    uses: {
      person: used(
        'person',
        runs.filter(({ by }) => by === wanted.by),
      ),
      action: used(
        'action',
        here.filter(({ action }) => action === wanted.action),
      ),
      service: used('service', here),
      all: used('all', runs),
    },
    service: service.service,
    label: plain(wanted.label),
    approval: wanted.needed > 0,
    now,
  });
}
