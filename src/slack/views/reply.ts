import type { View } from '@slack/types';
import type { World } from '../../flow/ports.ts';
import type { Incident } from '../../incident/types.ts';
import type { Message } from './blocks.ts';

/** One slash command: data, and one function that answers. Each file in `commands/` exports one. */
export interface Command {
  /** `/incident` */
  name: string;
  description: string;
  usage: string;
  run(call: CommandCall): Promise<Reply>;
}

export interface CommandCall {
  world: World;
  /** What was typed after the command. */
  text: string;
  user: string;
  channel: string;
  /** The incident whose channel it was typed in. */
  incident: Incident | null;
}

/** Private to the person who typed, or a form. */
export type Reply = { kind: 'message'; message: Message } | { kind: 'modal'; view: View };

export function reply(message: Message): Reply {
  return { kind: 'message', message };
}
