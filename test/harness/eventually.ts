import { setTimeout as delay } from 'node:timers/promises';

/** On a machine that is busy with other things: how many times longer everything may take. */
const patience = Number(process.env.TEST_PATIENCE ?? 1);

/** Looks until `check` gives something other than undefined, false or null, and hands that back. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs * patience;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(10);
  }
}
