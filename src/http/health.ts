import type { Log } from '../lib/log.ts';
import type { HttpApp } from './app.ts';
import { atMost } from './bounds.ts';

/** What must work before this process can do its job, by name; `false` or an error means it does not. */
export type Checks = Record<string, () => Promise<boolean>>;

const checkLimitMs = 2000;

/** `/healthz`: the process answers. `/readyz`: everything it stands on does too. */
export function mountHealth(app: HttpApp, checks: Checks, log: Log): void {
  app.get('/healthz', (c) => c.json({ ok: true }));

  let probe: Promise<string[]> | null = null;
  app.get('/readyz', async (c) => {
    // Anybody may ask, so any number of askers share one round of checks.
    probe ??= whatIsDown(checks, log).finally(() => {
      probe = null;
    });
    const down = await probe;
    return c.json({ ok: down.length === 0, down }, down.length === 0 ? 200 : 503);
  });
}

async function whatIsDown(checks: Checks, log: Log): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return (await atMost(checkLimitMs, check())) ? [] : [name];
      } catch (error) {
        log.warn({ check: name, err: error }, 'readiness check failed');
        return [name];
      }
    }),
  );
  return results.flat();
}
