import { z } from 'zod';
import { respond } from '../acts/respond.ts';
import { encodeTyped } from '../acts/typed.ts';
import { whisper } from '../acts/whisper.ts';
import type { Handled } from '../contract.ts';
import type { Outcome } from '../deliver/delivery.ts';
import { app, team } from '../seed/app.ts';
import { no, SlackError } from '../slack-error.ts';
import type { ChannelRecord } from '../state/records.ts';
import { verificationToken } from '../tokens.ts';
import type { World } from '../world.ts';
import { actor, memberChannel } from './lookup.ts';

export const commandBody = z.object({
  user: z.string(),
  channel: z.string(),
  command: z.string(),
  text: z.string().max(8000).default(''),
});

/** Runs a slash command for a member and shows them what the app answered, or that it did not. */
export async function runCommand(
  world: World,
  body: z.output<typeof commandBody>,
): Promise<Handled> {
  const member = actor(world, body.user);
  const channel = memberChannel(world, body.channel, member.id);
  const command = body.command.startsWith('/') ? body.command : `/${body.command}`;
  if (!world.workspace.commands.some((known) => known.command === command)) no('unknown_command');
  const hook = { user: member.id, channel: channel.id, source: null };
  const outcome = await world.app.request('slash_commands', {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: member.id,
    user_name: member.name,
    command,
    text: encodeTyped(world.store, body.text.trim()),
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: world.url + world.hooks.issue('commands', hook),
    trigger_id: world.triggers.issue(member.id),
  });
  const complaint = failure(command, outcome) ?? show(world, hook, command, outcome);
  if (complaint) whisper(world, { channel: channel.id, user: member.id, text: complaint });
  return outcome.ok ? { ok: true, ack: outcome.payload } : { ok: false, error: outcome.error };
}

function failure(command: string, outcome: Outcome): string | null {
  return outcome.ok ? null : `${command} failed with the error "${outcome.error}"`;
}

/** Slack shows what the acknowledgement carries, as if it had come through the response_url. */
function show(
  world: World,
  hook: Parameters<typeof respond>[1],
  command: string,
  outcome: Outcome,
): string | null {
  if (!outcome.ok || !hasContent(outcome.payload)) return null;
  try {
    respond(world, hook, outcome.payload);
    return null;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return `${command} failed with the error "${error.error}"`;
  }
}

function hasContent(payload: unknown): boolean {
  return (
    typeof payload === 'object' && payload !== null && ('text' in payload || 'blocks' in payload)
  );
}

function channelName(channel: ChannelRecord): string {
  if (channel.is_im) return 'directmessage';
  return channel.is_private ? 'privategroup' : channel.name;
}
