import { openRedis } from './address.ts';
import { cutItem, expectType } from './redis-key.ts';
import type { QueueStore } from './store.ts';

/** A Redis list that workers pop from. */
export async function openList(key: string, address: string): Promise<QueueStore> {
  const redis = await openRedis(address);
  await expectType(redis, key, 'list');
  return {
    counts: async () => ({ waiting: await redis.llen(key) }),
    sample: async (_, most) => (await redis.lrange(key, 0, most - 1)).map(cutItem),
    // In one step, so that what is counted is what is gone, while others go on adding.
    remove: async () => {
      const [length] = (await redis.multi().llen(key).del(key).exec()) ?? [];
      if (!length || length[0]) throw length?.[0] ?? new Error('Redis did not carry it out');
      return { removed: Number(length[1]), more: false };
    },
    retryFailed: () => Promise.reject(new Error('a list knows no failed jobs')),
    notes: async () => [],
    known: async () => true,
    close: async () => redis.disconnect(),
  };
}
