import { type QueueCheck, queueNameOf } from '../../action/verify.ts';
import { countJobs } from '../queue/operate.ts';
import type { Look, VerifyOptions } from './verify.ts';

/** How many jobs the service's own queue holds. */
export async function askQueue(
  check: QueueCheck,
  { environment = process.env }: Pick<VerifyOptions, 'environment'>,
): Promise<Look> {
  const name = queueNameOf(check);
  const counts = await countJobs({ ...check.queue, operation: 'count' }, environment);
  if (typeof counts === 'string') return { holds: false, found: counts };
  const states = Object.entries(check.at_most);
  const has = states.map(([state]) => `${counts[state] ?? 0} ${state}`).join(', ');
  const holds = states.every(([state, most]) => (counts[state] ?? 0) <= most);
  const wanted = states.map(([, most]) => most).join(', ');
  return {
    holds,
    found: holds ? `${name} has ${has}` : `${name} has ${has}, more than ${wanted}`,
  };
}
