import type { App } from '@slack/bolt';
import { declareModal } from '../views/declare.ts';
import type { Command } from '../views/reply.ts';
import { homeAt } from './browse.ts';
import { registerButtons } from './buttons.ts';
import type { HandlerDeps } from './deps.ts';
import { registerMessages } from './messages.ts';
import { registerModals } from './modals.ts';
import { registerCommands } from './slash.ts';

/** Everything that Slack may send to the bot. */
export function registerHandlers(app: App, commands: readonly Command[], deps: HandlerDeps): void {
  registerCommands(app, commands, deps);
  registerButtons(app, deps);
  registerModals(app, deps);
  registerMessages(app, deps);
  app.shortcut('declare_incident', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: declareModal(deps.world.directory, {}),
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const { user } = event;
    await client.views.publish({ user_id: user, view: await homeAt(deps.world, user, null, 0) });
  });
  app.error(async (error) => {
    deps.log.error({ err: error }, 'a Slack event could not be handled');
  });
}
