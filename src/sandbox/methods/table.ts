import type { Tier } from '../rate-limits.ts';

export interface MethodEntry {
  method: string;
  support: 'supported' | 'partial';
  tier: Tier;
  /** Any one of these suffices; empty means that none is needed. */
  scopes: readonly string[];
  /** May be called with GET. */
  read?: boolean;
  /** Which kind of token it takes: the app's for `apps.connections.open`, the bot's for the rest. */
  token?: 'app' | 'none';
  note?: string;
}

const read = { support: 'supported', read: true } as const;
const write = { support: 'supported' } as const;
const manage = ['channels:manage', 'channels:write', 'groups:write', 'im:write', 'mpim:write'];
const invite = [...manage, 'channels:write.invites', 'groups:write.invites'];
const topic = [...manage, 'channels:write.topic', 'groups:write.topic'];
const look = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** Every Web API method that the workspace answers, with Slack's tier and scopes. */
export const methodTable: readonly MethodEntry[] = [
  { method: 'api.test', ...read, tier: 4, scopes: [], token: 'none' },
  { method: 'auth.test', ...read, tier: 'special', scopes: [] },
  { method: 'apps.connections.open', ...write, tier: 3, scopes: [], token: 'app' },
  { method: 'team.info', ...read, tier: 3, scopes: ['team:read'] },
  {
    method: 'chat.postMessage',
    support: 'partial',
    tier: 'special',
    scopes: ['chat:write'],
    note: 'attachments are kept but not shown; no customised name or icon',
  },
  { method: 'chat.update', ...write, tier: 3, scopes: ['chat:write'] },
  { method: 'chat.delete', ...write, tier: 3, scopes: ['chat:write'] },
  { method: 'chat.postEphemeral', ...write, tier: 4, scopes: ['chat:write'] },
  { method: 'chat.getPermalink', ...read, tier: 'special', scopes: [] },
  { method: 'conversations.create', ...write, tier: 2, scopes: manage },
  { method: 'conversations.invite', ...write, tier: 3, scopes: invite },
  { method: 'conversations.join', ...write, tier: 3, scopes: ['channels:join'] },
  { method: 'conversations.kick', ...write, tier: 3, scopes: manage },
  { method: 'conversations.info', ...read, tier: 3, scopes: look },
  { method: 'conversations.list', ...read, tier: 2, scopes: look },
  { method: 'conversations.members', ...read, tier: 4, scopes: look },
  { method: 'conversations.history', ...read, tier: 3, scopes: history },
  { method: 'conversations.replies', ...read, tier: 3, scopes: history },
  { method: 'conversations.open', ...write, tier: 3, scopes: manage },
  { method: 'conversations.rename', ...write, tier: 2, scopes: manage },
  { method: 'conversations.setTopic', ...write, tier: 2, scopes: topic },
  { method: 'conversations.setPurpose', ...write, tier: 2, scopes: topic },
  { method: 'conversations.archive', ...write, tier: 2, scopes: manage },
  { method: 'conversations.unarchive', ...write, tier: 2, scopes: manage },
  { method: 'users.conversations', ...read, tier: 3, scopes: look },
  { method: 'users.info', ...read, tier: 4, scopes: ['users:read'] },
  { method: 'users.list', ...read, tier: 2, scopes: ['users:read'] },
  { method: 'users.lookupByEmail', ...read, tier: 3, scopes: ['users:read.email'] },
  { method: 'usergroups.list', ...read, tier: 2, scopes: ['usergroups:read'] },
  { method: 'usergroups.users.list', ...read, tier: 2, scopes: ['usergroups:read'] },
  {
    method: 'usergroups.create',
    support: 'partial',
    tier: 2,
    scopes: ['usergroups:write'],
    note: 'no default channels',
  },
  { method: 'usergroups.disable', ...write, tier: 2, scopes: ['usergroups:write'] },
  { method: 'usergroups.enable', ...write, tier: 2, scopes: ['usergroups:write'] },
  { method: 'usergroups.users.update', ...write, tier: 2, scopes: ['usergroups:write'] },
  { method: 'pins.add', ...write, tier: 2, scopes: ['pins:write'] },
  { method: 'pins.remove', ...write, tier: 2, scopes: ['pins:write'] },
  { method: 'pins.list', ...read, tier: 2, scopes: ['pins:read'] },
  {
    method: 'bookmarks.add',
    support: 'partial',
    tier: 2,
    scopes: ['bookmarks:write'],
    note: 'links only, no folders',
  },
  { method: 'bookmarks.edit', ...write, tier: 2, scopes: ['bookmarks:write'] },
  { method: 'bookmarks.list', ...read, tier: 3, scopes: ['bookmarks:read'] },
  { method: 'bookmarks.remove', ...write, tier: 2, scopes: ['bookmarks:write'] },
  { method: 'reactions.add', ...write, tier: 3, scopes: ['reactions:write'] },
  { method: 'reactions.remove', ...write, tier: 2, scopes: ['reactions:write'] },
  { method: 'views.open', ...write, tier: 4, scopes: [] },
  { method: 'views.push', ...write, tier: 4, scopes: [] },
  { method: 'views.update', ...write, tier: 4, scopes: [] },
  { method: 'views.publish', ...write, tier: 4, scopes: [] },
  { method: 'files.getUploadURLExternal', ...read, tier: 4, scopes: ['files:write'] },
  {
    method: 'files.completeUploadExternal',
    support: 'partial',
    tier: 4,
    scopes: ['files:write'],
    note: 'up to 10 MB, kept in memory; shared at once, where Slack takes a moment',
  },
  {
    method: 'blocks.validate',
    support: 'partial',
    tier: 'special',
    scopes: [],
    note: 'limits and shapes; the inside of rich_text, table cells and containers is not looked at',
  },
];
