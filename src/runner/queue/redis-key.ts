import type { Redis } from 'ioredis';

/** What a key holds; one of another type is somebody else's, and is left alone. */
export async function expectType(redis: Redis, key: string, wanted: string): Promise<string> {
  let type: string;
  try {
    type = await redis.type(key);
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  if (type === wanted || type === 'none') return type;
  redis.disconnect();
  throw new Error(`${key} is a ${type} there, not a ${wanted}`);
}

/** One line of what stands in it, enough to recognise it. */
export function cutItem(item: string): string {
  const line = item.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
