import type { App } from '@slack/bolt';
import { hear } from '../../flow/incident/hear.ts';
import type { HandlerDeps } from './deps.ts';

/** What people write in channels that the bot is in; edits, joins and bots are nobody's sign. */
export function registerMessages(app: App, { world, log }: HandlerDeps): void {
  app.event('message', async ({ event }) => {
    if (event.subtype !== undefined || event.bot_id !== undefined) return;
    try {
      await hear(world, event.channel, event.user);
    } catch (error) {
      log.warn({ err: error }, 'a message could not be counted as a sign of somebody');
    }
  });
}
