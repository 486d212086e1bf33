import { z } from 'zod';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { wireView } from '../state/views.ts';
import type { World } from '../world.ts';
import { actor } from './lookup.ts';
import { hello } from './state.ts';

/** Back to the seed; connections stay, what waited for the app is forgotten. */
export function reset(world: World): void {
  for (const part of [world.views, world.files, world.triggers, world.hooks, world.limits]) {
    part.clear();
  }
  world.app.clear();
  world.journal.clear();
  world.faults.set({});
  world.store.fill(world.workspace);
  world.store.emit({ type: 'reset' });
  world.store.emit(hello(world));
}

const times = z.number().int().min(1).max(1_000_000);

export const faultsBody = z.object({
  methods: z
    .array(
      z.object({
        method: z.string(),
        answer: z.string(),
        retryAfter: z.number().int().min(0).max(3600).optional(),
        delayMs: z.number().int().min(0).max(600_000).optional(),
        times: times.optional(),
      }),
    )
    .max(100)
    .optional(),
  dropSocket: z.boolean().optional(),
  refuseSocket: z.boolean().optional(),
  redeliver: z.number().int().min(0).max(10_000).optional(),
});

export function setFaults(world: World, body: z.output<typeof faultsBody>): void {
  const { methods, ...rest } = body;
  world.faults.set(JSON.parse(JSON.stringify({ ...rest, ...(methods && { methods }) })));
  if (body.dropSocket) world.socket.drop();
}

export const modeBody = z.object({ requestUrl: z.string().nullable() });

/** Signed HTTP to this address, or Socket Mode. Only to this machine, like everything here. */
export async function setMode(
  world: World,
  { requestUrl }: z.output<typeof modeBody>,
): Promise<{ ok: true; verified: boolean }> {
  if (requestUrl !== null && !isLoopback(requestUrl)) return no('request_url_must_be_loopback');
  world.app.requestUrl = requestUrl;
  const verified = requestUrl !== null && (await world.http.verify());
  world.store.emit({ type: 'app', connected: world.app.connected });
  world.app.wake();
  return { ok: true, verified };
}

export const homeBody = z.object({ user: z.string() });

export function openHome(world: World, { user }: z.output<typeof homeBody>): void {
  const member = actor(world, user);
  const view = world.views.home(member.id);
  world.app.event({
    type: 'app_home_opened',
    user: member.id,
    channel: world.store.conversation([member.id, app.botUserId]).id,
    tab: 'home',
    event_ts: world.store.timestamps.next(),
    ...(view && { view: wireView(view) }),
  });
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
