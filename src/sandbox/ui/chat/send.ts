import type { SlashCommand } from '../../contract.ts';
import { control, type Outcome } from '../state/control.ts';
import { commandOf } from '../state/suggest.ts';

interface Draft {
  typed: string;
  channel: string;
  thread: string | null;
  user: string;
  commands: SlashCommand[];
}

/** Sends what was typed as what it is: a message, a reply or a slash command. */
export async function send({ typed, channel, thread, user, commands }: Draft): Promise<Outcome> {
  const text = typed.trim();
  if (!/^\/[a-z]/i.test(text)) {
    return control('message', { user, channel, text, ...(thread && { thread_ts: thread }) });
  }
  const known = commandOf(text, commands);
  if (!known) {
    const names = commands.map(({ command }) => command).join(', ');
    return `There is no command ${text.split(/\s/)[0]}. There are ${names || 'none'}. To send it as text, put a space before the slash.`;
  }
  if (thread) return 'Slash commands do not work in threads. Type it in the channel instead.';
  const { command } = known;
  return control('command', { user, channel, command, text: text.slice(command.length).trim() });
}
