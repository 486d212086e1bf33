import type { Incident, IncidentView } from '../../incident/types.ts';
import { digest } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import { peopleIn } from '../../oncall/recipient.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { topicText } from '../views/topic.ts';
import type { Desk } from './put-slot.ts';

export interface Furnishing {
  desk: Desk;
  view: IncidentView;
  channel: string;
  log: Log;
}

/** Whoever was paged, leads or declared: they belong in the room. */
export async function inviteMembers(furnishing: Furnishing): Promise<void> {
  const { incident, pages } = furnishing.view;
  const { channel } = furnishing;
  const asked = [incident.declaredBy, incident.lead, incident.acknowledgedBy, ...peopleIn(pages)];
  for (const user of new Set(asked)) {
    if (user === null) continue;
    await once(furnishing, `member:${user}`, user, 'conversations.invite', {
      channel,
      users: user,
    });
  }
}

/** Topic and bookmark. */
export async function furnish(furnishing: Furnishing): Promise<void> {
  const { view, channel } = furnishing;
  const topic = topicText(view);
  await once(furnishing, 'topic', topic, 'conversations.setTopic', { channel, topic });
  const link = runbookLink(view.incident);
  if (link === null) return;
  await once(furnishing, 'bookmark', link.link, 'bookmarks.add', {
    channel_id: channel,
    type: 'link',
    ...link,
  });
}

/** Does it when its content changed. Nice to have, so a refusal by Slack is logged and not tried again. */
async function once(
  { desk, channel, log }: Furnishing,
  slot: string,
  content: string,
  method: string,
  args: Record<string, unknown>,
): Promise<void> {
  const mark = digest(content);
  if (desk.standing.get(slot)?.digest === mark) return;
  try {
    await desk.outbound.call('rest', method, args);
  } catch (error) {
    const refusal = slackErrorOf(error);
    if (refusal === null) throw error;
    if (refusal !== 'already_in_channel') {
      log.warn(
        { incident: desk.incidentId, slot, refusal },
        'Slack refused a detail of the incident channel',
      );
    }
  }
  const row = { slot, channelId: channel, ts: null, digest: mark };
  await desk.state.put(desk.incidentId, row);
  desk.standing.set(slot, row);
}

/** The alert's own runbook address when it has one that Slack takes. */
function runbookLink(incident: Incident): { title: string; link: string } | null {
  const found = incident.procedures.find(({ url }) => url !== null && /^https?:\/\//.test(url));
  return found?.url ? { title: `Runbook: ${found.title}`.slice(0, 100), link: found.url } : null;
}
