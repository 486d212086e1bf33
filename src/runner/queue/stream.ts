import { openRedis } from './address.ts';
import { cutItem, expectType } from './redis-key.ts';
import type { QueueStore } from './store.ts';

/** A Redis stream. Its consumer groups stay; what a consumer has in hand is not taken from it. */
export async function openStream(key: string, address: string): Promise<QueueStore> {
  const redis = await openRedis(address);
  const type = await expectType(redis, key, 'stream');
  return {
    counts: async () => ({ entries: await redis.xlen(key) }),
    sample: async (_, most) =>
      (await redis.xrange(key, '-', '+', 'COUNT', most)).map(([id, fields]) =>
        cutItem(`${id} ${fields.join(' ')}`),
      ),
    remove: async () => ({ removed: await redis.xtrim(key, 'MAXLEN', 0), more: false }),
    retryFailed: () => Promise.reject(new Error('a stream knows no failed jobs')),
    notes: async () => {
      if (type === 'none') return [];
      const groups = (await redis.xinfo('GROUPS', key)) as unknown[][];
      return groups.map((flat) => {
        const fact = (name: string) => flat[flat.indexOf(name) + 1];
        return `group ${fact('name')}: ${fact('pending')} in hand of ${fact('consumers')} consumers`;
      });
    },
    known: async () => type !== 'none',
    close: async () => redis.disconnect(),
  };
}
