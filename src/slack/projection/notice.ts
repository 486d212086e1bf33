import { z } from 'zod';
import { slackErrorOf } from '../outbound/fault.ts';
import type { Message } from '../views/blocks.ts';
import type { Projection } from './sync-incident.ts';

/** One message about what is wrong now. */
export interface Notice {
  /** Where it is remembered, so that a restarted bot can go on editing it. */
  setting: string;
  /** The channel where it stands, by name. */
  channel: string;
  /** What is wrong, by name; nothing once all is in order. */
  about: string[];
  /** Another one when the message says something else. */
  mark: string;
  words: () => Message;
  /** What it says once all of that is over. */
  over: (about: string[]) => Message;
}

const Standing = z.object({
  channel: z.string(),
  ts: z.string(),
  /** What it names; nothing once it says that all is in order. */
  files: z.array(z.string()),
  digest: z.string(),
});
type Standing = z.infer<typeof Standing>;

/** Brings the message to where it should be: posted, edited, or not there at all. */
export async function keepNotice(projection: Projection, notice: Notice): Promise<void> {
  const { settings } = projection.world.store;
  const { setting, about, mark } = notice;
  const found = Standing.safeParse(await settings.get(setting)).data;
  const open = found && found.files.length > 0 ? found : null;
  if (about.length === 0 && open === null) return;
  if (open?.digest === mark) return;
  const words = about.length > 0 ? notice.words() : notice.over(open?.files ?? []);
  const place =
    (await edited(projection, open, words)) ?? (await posted(projection, notice, words));
  if (place === null) return;
  await settings.put(setting, { ...place, files: about, digest: mark } satisfies Standing);
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
  { outbound, places }: Projection,
  { about, channel: name }: Notice,
  words: Message,
): Promise<Place | null> {
  if (about.length === 0) return null;
  const channel = await places.named(name);
  const { ts } = await outbound.call('rest', 'chat.postMessage', { channel, ...words });
  return { channel, ts: String(ts) };
}
