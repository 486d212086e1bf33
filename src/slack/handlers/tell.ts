import type { RespondFn } from '@slack/bolt';
import type { Log } from '../../lib/log.ts';
import { type Message, note } from '../views/blocks.ts';

/** A private answer to one person; the message they pressed stays as it is. */
export async function tell(respond: RespondFn, message: Message | string, log: Log): Promise<void> {
  const { text, blocks } = typeof message === 'string' ? note(message) : message;
  try {
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
  } catch (error) {
    log.warn({ err: error }, 'a private answer could not be delivered');
  }
}
