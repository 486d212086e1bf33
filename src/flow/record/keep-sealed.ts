import type { World } from '../ports.ts';
import { headText } from './verify-record.ts';

/**
 * Seals what the record has got. The first seal of each day, and of each start, goes into the log: a log
 * that is kept elsewhere then proves what no database can prove of itself.
 */
export function sealing({ store, clock, log }: World): () => Promise<void> {
  let noted = '';
  return async () => {
    const now = clock.now();
    await store.seal(now);
    const day = now.toISOString().slice(0, 10);
    if (day === noted) return;
    const seal = await store.lastSeal();
    if (seal === null) return;
    noted = day;
    log.info({ seal: headText(seal) }, 'the last seal of the record, to be kept elsewhere');
  };
}
