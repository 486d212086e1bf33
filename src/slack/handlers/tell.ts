import type { RespondFn } from '@slack/bolt';
import type { Log } from '../../lib/log.ts';
import { type Message, note } from '../views/blocks.ts';

/** A private answer to one person; the message they pressed stays as it is, unless a page of it is turned. */
export async function tell(
  respond: RespondFn,
  message: Message | string,
  log: Log,
  how: 'beside' | 'instead' = 'beside',
): Promise<void> {
  const { text, blocks } = typeof message === 'string' ? note(message) : message;
  const replace_original = how === 'instead';
  try {
    await respond({ response_type: 'ephemeral', replace_original, text, blocks });
  } catch (error) {
    log.warn({ err: error }, 'a private answer could not be delivered');
  }
}
