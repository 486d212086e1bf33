import { z } from 'zod';
import { digest } from '../../lib/ids.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import type { Message } from '../views/blocks.ts';
import { type BrokenFile, brokenNotice, mendedNotice } from '../views/config-notice.ts';
import type { Projection } from './sync-incident.ts';

/** What stands in the digest channel about the files, so that a restarted bot can go on editing it. */
const Standing = z.object({
  channel: z.string(),
  ts: z.string(),
  /** The files that it names; none once it says that all is in order. */
  files: z.array(z.string()),
  digest: z.string(),
});
type Standing = z.infer<typeof Standing>;

const SETTING = 'config-notice';

/** Brings the one message about broken files to where it should be: posted, edited, or not there at all. */
export async function showConfig(projection: Projection, broken: BrokenFile[]): Promise<void> {
  const { settings } = projection.world.store;
  const found = Standing.safeParse(await settings.get(SETTING)).data;
  const open = found && found.files.length > 0 ? found : null;
  if (broken.length === 0 && open === null) return;
  const now = projection.world.clock.now();
  // The time of the mending must not change the message at each look.
  const mark = digest(broken);
  if (open?.digest === mark) return;
  const words =
    broken.length > 0 ? brokenNotice(broken, now) : mendedNotice(open?.files ?? [], now);
  const place =
    (await edited(projection, open, words)) ?? (await posted(projection, broken, words));
  if (place === null) return;
  const files = [...new Set(broken.map(({ file }) => file))];
  await settings.put(SETTING, { ...place, files, digest: mark } satisfies Standing);
}

type Place = Pick<Standing, 'channel' | 'ts'>;

/** Null when there is nothing to edit any more. */
async function edited(
  { outbound }: Projection,
  open: Standing | null,
  words: Message,
): Promise<Place | null> {
  if (open === null) return null;
  const { channel, ts } = open;
  try {
    await outbound.call('rest', 'chat.update', { channel, ts, ...words });
    return { channel, ts };
  } catch (error) {
    if (slackErrorOf(error) === null) throw error;
    return null;
  }
}

/** That all is in order is no news to a channel that was never told otherwise. */
async function posted(
  { world, outbound, places }: Projection,
  broken: BrokenFile[],
  words: Message,
): Promise<Place | null> {
  if (broken.length === 0) return null;
  const channel = await places.named(world.directory.digest_channel);
  const { ts } = await outbound.call('rest', 'chat.postMessage', { channel, ...words });
  return { channel, ts: String(ts) };
}
