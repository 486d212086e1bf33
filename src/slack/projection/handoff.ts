import { handoffNews } from '../../flow/oncall/handoff-news.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { handoffMessage } from '../views/handoff.ts';
import { findPosted } from './adopt.ts';
import { slotMetadata } from './put-slot.ts';
import type { Projection } from './sync-incident.ts';

/** Tells one person of a hand-off. One that a dead bot had told already is found instead of told twice. */
export async function tellHandoff(
  projection: Projection,
  id: string,
  attempt: number,
): Promise<void> {
  const { world } = projection;
  const news = await handoffNews(world, id);
  if (news === null) return;
  try {
    const message = handoffMessage(news, world.clock.now());
    await send(projection, { user: news.user, mark: `handoff:${id}`, message }, attempt);
    await world.store.handoffs.settle(id, 'sent');
  } catch (error) {
    const refusal = slackErrorOf(error);
    if (refusal === null) throw error;
    world.log.warn(
      { user: news.user, schedule: news.schedule, reason: refusal },
      'Slack refuses to tell somebody of a hand-off',
    );
    await world.store.handoffs.settle(id, 'dropped');
  }
}

interface Letter {
  user: string;
  /** By which it is found again. */
  mark: string;
  message: ReturnType<typeof handoffMessage>;
}

async function send(
  { outbound, places }: Projection,
  { user, mark: slot, message }: Letter,
  attempt: number,
): Promise<void> {
  const channel = await places.channelOf({ user });
  const mark = { incident: 'none', slot };
  const known =
    attempt > 1 ? await findPosted(outbound, 'rest', { channel, under: null }, mark) : null;
  if (known !== null) return;
  const metadata = slotMetadata(mark.incident, slot);
  await outbound.call('rest', 'chat.postMessage', { channel, ...message, metadata });
}
