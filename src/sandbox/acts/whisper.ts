import type { Block, Ephemeral } from '../contract.ts';
import { withBlockIds } from '../state/block-ids.ts';
import { slackId } from '../state/identifiers.ts';
import type { World } from '../world.ts';

export interface Whisper {
  channel: string;
  user: string;
  text: string;
  blocks?: Block[];
  threadTs?: string;
}

/** Shows something to one member only. With `replaces`, in the place of what stood there. */
export function whisper(world: World, input: Whisper, replaces?: Ephemeral): Ephemeral {
  const message: Ephemeral = {
    id: replaces?.id ?? slackId('E'),
    channel: input.channel,
    user: input.user,
    ts: replaces?.ts ?? world.store.timestamps.next(),
    text: input.text,
    ...(input.blocks && { blocks: withBlockIds(input.blocks) }),
    ...(input.threadTs && { thread_ts: input.threadTs }),
  };
  world.store.showEphemeral(message);
  return message;
}
