import { MINUTE, SECOND } from '../../lib/duration.ts';
import type { SlashCommand, State, Usergroup } from '../contract.ts';
import { app, botEvents, botScopes, shortcuts, slashCommands } from './app.ts';
import { type ChannelSeed, channels } from './channels.ts';
import { type MemberSeed, members } from './members.ts';

/** What a workspace starts from, and goes back to on reset. */
export interface Workspace {
  members: readonly MemberSeed[];
  channels: readonly ChannelSeed[];
  usergroups: readonly Usergroup[];
  commands: readonly SlashCommand[];
  shortcuts: readonly State['shortcuts'][number][];
  scopes: readonly string[];
  events: readonly string[];
  /** Slack's rate limits, or none. */
  limits: 'slack' | 'off';
  /** Where signed HTTP goes; null is Socket Mode. */
  requestUrl: string | null;
  timing: Timing;
}

/** Slack's own times; a test shortens them rather than wait. */
export interface Timing {
  ackMs: number;
  triggerMs: number;
  /** Pauses before the first, second and third redelivery of an event. */
  retryMs: readonly number[];
  responseUrlMs: number;
  pingMs: number;
}

export type Seed = Partial<Omit<Workspace, 'timing'>> & { timing?: Partial<Timing> };

export function resolveSeed(seed: Seed = {}): Workspace {
  return {
    members,
    channels,
    usergroups: [{ id: 'S0ONCALL', handle: 'oncall', name: 'On call', users: ['U0ONCALL'] }],
    commands: slashCommands,
    shortcuts,
    scopes: botScopes,
    events: botEvents,
    limits: 'slack',
    requestUrl: null,
    ...seed,
    timing: { ...slackTiming, ...seed.timing },
  };
}

/** The bot as a member of the workspace. */
export function botMember(): MemberSeed {
  return {
    id: app.botUserId,
    name: app.handle,
    real_name: app.name,
    title: 'App',
    tz: 'Etc/UTC',
    is_bot: true,
    deleted: false,
    email: '',
  };
}

const slackTiming: Timing = {
  ackMs: 3 * SECOND,
  triggerMs: 3 * SECOND,
  retryMs: [0, MINUTE, 5 * MINUTE],
  responseUrlMs: 30 * MINUTE,
  pingMs: 10 * SECOND,
};
