import { app, team } from '../seed/app.ts';
import type { MemberRecord } from '../state/records.ts';

/** A member as Slack writes them; the address only for an app that may see it. */
export function wireUser(member: MemberRecord, withEmail: boolean): Record<string, unknown> {
  const [first, ...rest] = member.real_name.split(' ');
  return {
    id: member.id,
    team_id: team.id,
    name: member.name,
    deleted: member.deleted,
    color: '9f69e7',
    real_name: member.real_name,
    tz: member.tz,
    tz_label: member.tz,
    tz_offset: offsetSeconds(member.tz),
    profile: {
      title: member.title,
      phone: '',
      real_name: member.real_name,
      real_name_normalized: member.real_name,
      display_name: member.name,
      display_name_normalized: member.name,
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      avatar_hash: '',
      first_name: first ?? '',
      last_name: rest.join(' '),
      team: team.id,
      ...(withEmail && member.email && { email: member.email }),
      ...(member.is_bot && { api_app_id: app.id, bot_id: app.botId }),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: member.is_restricted ?? false,
    is_ultra_restricted: member.is_ultra_restricted ?? false,
    is_bot: member.is_bot,
    is_app_user: false,
    updated: 0,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

/** The short form inside interaction payloads. */
export function wireActor(member: MemberRecord) {
  return { id: member.id, username: member.name, name: member.name, team_id: team.id };
}

function offsetSeconds(tz: string): number {
  const now = new Date();
  const local = new Date(now.toLocaleString('en-US', { timeZone: tz }));
  const utc = new Date(now.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((local.getTime() - utc.getTime()) / 1000);
}
