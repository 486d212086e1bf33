import { setTimeout as delay } from 'node:timers/promises';

/** Looks until `check` gives something other than undefined, false or null, and hands that back. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(10);
  }
}
