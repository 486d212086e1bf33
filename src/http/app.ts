import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Log } from '../lib/log.ts';
import { type CalendarOptions, mountCalendar } from './calendar.ts';
import { type Checks, mountHealth } from './health.ts';
import { type HookOptions, mountHooks } from './hooks.ts';
import type { Metrics } from './metrics.ts';

export type HttpApp = Hono<{ Bindings: HttpBindings }>;

export interface AppOptions {
  hooks: HookOptions;
  checks: Checks;
  /** For calendar programs; without it there is nothing there. */
  calendars?: CalendarOptions;
  metrics: Metrics;
  log: Log;
  /** Adds routes, such as those of the try-out. */
  mount?: (app: HttpApp) => void;
}

/** Every route of the bot's port but Slack's; whatever goes wrong, the answer is one line. */
export function createApp({ hooks, checks, calendars, metrics, log, mount }: AppOptions): HttpApp {
  const app: HttpApp = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
  });
  mountHooks(app, hooks, metrics, log);
  mountHealth(app, checks, log);
  if (calendars) mountCalendar(app, calendars);
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  mount?.(app);
  app.notFound((c) => c.json({ ok: false, error: nothingHere }, 404));
  app.onError((error, c) => {
    log.error({ err: error, method: c.req.method, route: routeOf(c.req.path) }, 'request failed');
    return c.json({ ok: false, error: 'an error on our side; it is in the log' }, 500);
  });
  return app;
}

/** A path's first part when it is one of ours: never the rest, where a hook's key stands. */
export function routeOf(path: string): string {
  const first = path.split('/')[1] ?? '';
  return routes.has(first) ? `/${first}` : 'other';
}

const routes = new Set([
  'hooks',
  'slack',
  'practice',
  'calendar',
  'twilio',
  'ack',
  'healthz',
  'readyz',
  'metrics',
]);

const nothingHere =
  'nothing here; alerts go to POST /hooks/<source>/<key>, and there are /healthz, /readyz and /metrics';

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
