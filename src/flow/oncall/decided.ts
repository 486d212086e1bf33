import { isRefusal, type Refusal } from '../../lib/refusal.ts';
import type { Effect, Tx, World } from '../ports.ts';

type Change = Omit<Extract<Effect, { kind: 'sync-oncall' }>, 'kind'>;

/** Decides on a change of who is on call in one transaction, and has everybody concerned told of it. */
export async function decided<T>(
  world: World,
  change: Change,
  work: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const answer = await world.store.write(async (tx) => {
    const outcome = await work(tx);
    if (!isRefusal(outcome)) await tx.effects.add([{ kind: 'sync-oncall', ...change }]);
    return outcome;
  });
  world.wake.outbox();
  return answer;
}
