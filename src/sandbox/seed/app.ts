import type { SlashCommand, State } from '../contract.ts';

/** What installing the app from its manifest sets up in a workspace; slack-manifest.yaml says the same. */
export const app = {
  id: 'A0RUNBELL',
  name: 'Runbell',
  handle: 'runbell',
  botUserId: 'U0RUNBELL',
  botId: 'B0RUNBELL',
} as const;

export const team = { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' } as const;

export const slashCommands: readonly SlashCommand[] = [
  {
    command: '/incident',
    description: 'Declare and manage incidents',
    usage_hint: 'declare <severity> [service] <title> | ack | resolve | escalate | status | help',
  },
  {
    command: '/runbook',
    description: 'Find and read runbooks',
    usage_hint: 'search <words> | show <name>',
  },
  { command: '/oncall', description: 'See who is on call', usage_hint: '[service]' },
];

export const shortcuts: readonly State['shortcuts'][number][] = [
  {
    name: 'Declare incident',
    callback_id: 'declare_incident',
    type: 'global',
    description: 'Open the incident form',
  },
];

export const botScopes: readonly string[] = [
  'commands',
  'chat:write',
  'chat:write.public',
  'app_mentions:read',
  'channels:manage',
  'channels:read',
  'channels:join',
  'channels:history',
  'groups:write',
  'groups:read',
  'groups:history',
  'im:write',
  'im:read',
  'im:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'usergroups:write',
  'pins:write',
  'pins:read',
  'bookmarks:write',
  'bookmarks:read',
  'reactions:read',
  'reactions:write',
  'files:write',
  'files:read',
  'team:read',
];

export const botEvents: readonly string[] = [
  'app_home_opened',
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'pin_added',
  'pin_removed',
  'member_joined_channel',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'user_change',
  'subteam_updated',
];
