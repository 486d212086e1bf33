import type { App, RespondFn, SlashCommand } from '@slack/bolt';
import { typedText } from '../typed-text.ts';
import { note } from '../views/blocks.ts';
import type { Command, Reply } from '../views/reply.ts';
import type { HandlerDeps } from './deps.ts';
import { tell } from './tell.ts';

/** Every slash command of the folder `commands/`. */
export function registerCommands(app: App, commands: readonly Command[], deps: HandlerDeps): void {
  for (const command of commands) {
    app.command(command.name, async ({ ack, command: call, client, respond }) => {
      // Slack shows an error after three seconds; a slow database answers through the response URL instead.
      await ack();
      const answer = await answerTo(command, call, deps);
      if (answer.kind === 'modal') {
        await client.views.open({ trigger_id: call.trigger_id, view: answer.view });
        return;
      }
      await deliver(respond, answer, deps);
    });
  }
}

async function answerTo(
  command: Command,
  call: SlashCommand,
  { world, log }: HandlerDeps,
): Promise<Reply> {
  try {
    return await command.run({
      world,
      text: typedText(call.text),
      user: call.user_id,
      channel: call.channel_id,
      incident: await world.store.incidents.byChannel(call.channel_id),
    });
  } catch (error) {
    log.error({ err: error, command: command.name, by: call.user_id }, 'a slash command failed');
    return {
      kind: 'message',
      message: note(
        'That did not work: Runbell could not reach its database. Nothing was changed; try again in a moment.',
      ),
    };
  }
}

async function deliver(
  respond: RespondFn,
  answer: Extract<Reply, { kind: 'message' }>,
  { log }: HandlerDeps,
): Promise<void> {
  await tell(respond, answer.message, log);
}
