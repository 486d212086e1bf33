import { z } from 'zod';
import { keyOf } from '../../flow/record/audit.ts';
import type { Finding } from '../../flow/record/audit-ports.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { findingsNotice, inOrderNotice } from '../views/audit-notice.ts';
import type { Projection } from './sync-incident.ts';

/** What the fallback channel was told last, so that a restarted bot does not say it again. */
const Standing = z.object({ channel: z.string(), ts: z.string(), keys: z.array(z.string()) });
type Standing = z.infer<typeof Standing>;

const SETTING = 'audit-notice';

/** Says each finding once, in a new message that calls the channel; edits the last one when all is in order. */
export async function showFindings(projection: Projection, findings: Finding[]): Promise<void> {
  const { world, outbound, places } = projection;
  const { settings } = world.store;
  const found = Standing.safeParse(await settings.get(SETTING)).data;
  const open = found && found.keys.length > 0 ? found : null;
  const keys = findings.map(keyOf);
  if (findings.length === 0) {
    if (open === null) return;
    await edit(projection, open);
    await settings.put(SETTING, { ...open, keys } satisfies Standing);
    return;
  }
  if (keys.every((key) => open?.keys.includes(key))) return;
  const { digest_channel: digest, fallback_channel: fallback = digest } = world.directory;
  const channel = await places.named(fallback);
  const words = findingsNotice(findings);
  const { ts } = await outbound.call('page', 'chat.postMessage', { channel, ...words });
  await settings.put(SETTING, { channel, ts: String(ts), keys } satisfies Standing);
}

/** A message that somebody deleted is not missed. */
async function edit({ world, outbound }: Projection, { channel, ts }: Standing): Promise<void> {
  const words = inOrderNotice(world.clock.now());
  try {
    await outbound.call('rest', 'chat.update', { channel, ts, ...words });
  } catch (error) {
    if (slackErrorOf(error) === null) throw error;
  }
}
