import { cors } from 'hono/cors';
import { z } from 'zod';
import { readAlerts } from '../alert/sources/index.ts';
import { receiveAlerts } from '../flow/incident/receive-alert.ts';
import { advance } from '../flow/page/advance.ts';
import type { World } from '../flow/ports.ts';
import type { HttpApp } from '../http/app.ts';
import type { MovableClock } from '../lib/clock.ts';
import { DAY, formatDuration } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import type { Fleet } from './fleet/index.ts';
import { sampleAlerts, webhookBody } from './sample-alerts.ts';

export interface PracticeDeps {
  world: World;
  clock: MovableClock;
  /** Starts beside the bot; what needs it waits for it. */
  fleet: Promise<Fleet>;
  /** Where the local workspace's page comes from; no other page may call. */
  origin: string;
}

const Advance = z.strictObject({
  by: Duration.refine((ms) => ms > 0 && ms <= 30 * DAY, 'from 1s to 30d'),
});

/** `/practice/*`: sample alerts, time skipping, a fleet to break and mend. Only in the try-out. */
export function mountPractice(app: HttpApp, { world, clock, fleet, origin }: PracticeDeps): void {
  app.use('/practice/*', cors({ origin }));
  app.use('/practice', cors({ origin }));
  app.use('/practice/*', async (c, next) => {
    // A page of another site can send a simple POST without asking; only ours, or no page at all, may.
    const from = c.req.header('origin');
    if (from !== undefined && from !== origin)
      return c.json({ ok: false, error: 'this page may not do that' }, 403);
    await next();
    return;
  });

  app.get('/practice', async (c) =>
    c.json({
      now: clock.now().toISOString(),
      offsetMs: clock.offsetMs,
      alerts: sampleAlerts.map(({ id, service, title, severity, hint }) => ({
        id,
        service,
        title,
        severity,
        hint,
      })),
      fleet: await (await fleet).list(),
    }),
  );

  app.post('/practice/alerts/:id', async (c) => {
    const sample = sampleAlerts.find(({ id }) => id === c.req.param('id'));
    if (!sample) return c.json({ ok: false, error: 'there is no such sample alert' }, 404);
    const status = c.req.query('status') === 'resolved' ? 'resolved' : 'firing';
    const read = readAlerts('alertmanager', webhookBody(sample, status, clock.now()));
    if ('problem' in read) throw new Error(`a sample alert could not be read: ${read.problem}`);
    const [received] = await receiveAlerts(world, read.alerts, read.notes);
    return c.json({
      ok: true,
      said: whatHappened(sample.labels.alertname ?? sample.title, status, received),
    });
  });

  app.post('/practice/fleet/:id/:action', async (c) =>
    c.json({ ok: true, said: await (await fleet).act(c.req.param('id'), c.req.param('action')) }),
  );

  app.post('/practice/advance', async (c) => {
    const asked = Advance.safeParse(await c.req.json().catch(() => null));
    if (!asked.success)
      return c.json({ ok: false, error: 'send {"by":"5m"}: a duration from 1s to 30d' }, 400);
    await advance(world, clock, asked.data.by);
    return c.json({
      ok: true,
      now: clock.now().toISOString(),
      said: `The bot's clock moved ${formatDuration(asked.data.by)} forward.`,
    });
  });
}

function whatHappened(
  name: string,
  status: string,
  received: { number: number; action: string } | undefined,
): string {
  if (received === undefined) return `${name} is not firing, so there is nothing to resolve.`;
  if (received.action === 'opened')
    return `${name} fired and opened incident ${received.number}: look for its channel.`;
  if (status === 'resolved') return `${name} resolved; incident ${received.number} was told.`;
  return `${name} fired again and joined incident ${received.number}, which nobody is paged twice for.`;
}
