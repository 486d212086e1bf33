import { app, team } from '../seed/app.ts';
import { seconds, slackId } from '../state/identifiers.ts';
import { verificationToken } from '../tokens.ts';

type Event = Record<string, unknown> & { type: string };

export function eventEnvelope(event: Event): Record<string, unknown> {
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: slackId('Ev'),
    event_time: seconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${slackId('')}`,
  };
}

/** Whether the app's manifest asks for this event; `message` is asked for by kind of channel. */
export function subscribed(events: readonly string[], event: Event): boolean {
  if (event.type !== 'message') return events.includes(event.type);
  const kind = String(event.channel_type);
  return events.includes(`message.${kind === 'channel' || kind === 'group' ? `${kind}s` : kind}`);
}
