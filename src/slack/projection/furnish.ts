import type { Incident, IncidentView } from '../../incident/types.ts';
import { digest } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import { slackErrorOf } from '../outbound/fault.ts';
import { topicText } from '../views/topic.ts';
import type { Desk } from './put-slot.ts';

/** Topic, members and bookmark: nice to have, so a refusal by Slack is logged and not tried again. */
export async function furnish(
  desk: Desk,
  view: IncidentView,
  channel: string,
  now: Date,
  log: Log,
): Promise<void> {
  const topic = topicText(view, now);
  await once(desk, 'topic', topic, log, () =>
    desk.outbound.call('rest', 'conversations.setTopic', { channel, topic }),
  );
  for (const user of members(view)) {
    await once(desk, `member:${user}`, user, log, () =>
      desk.outbound.call('rest', 'conversations.invite', { channel, users: user }),
    );
  }
  const link = runbookLink(view.incident);
  if (link) {
    await once(desk, 'bookmark', link.url, log, () =>
      desk.outbound.call('rest', 'bookmarks.add', {
        channel_id: channel,
        title: link.title,
        type: 'link',
        link: link.url,
      }),
    );
  }

  async function once(
    on: Desk,
    slot: string,
    content: string,
    to: Log,
    call: () => Promise<unknown>,
  ): Promise<void> {
    const mark = digest(content);
    if (on.standing.get(slot)?.digest === mark) return;
    try {
      await call();
    } catch (error) {
      const refusal = slackErrorOf(error);
      if (refusal === null) throw error;
      if (refusal !== 'already_in_channel')
        to.warn(
          { incident: on.incidentId, slot, refusal },
          'Slack refused a detail of the incident channel',
        );
    }
    const row = { slot, channelId: channel, ts: null, digest: mark };
    await on.state.put(on.incidentId, row);
    on.standing.set(slot, row);
  }
}

/** Whoever was paged, leads or declared: they belong in the room. */
function members({ incident, pages }: IncidentView): Set<string> {
  const asked = [
    incident.declaredBy,
    incident.lead,
    incident.acknowledgedBy,
    ...pages.map((page) => page.user),
  ];
  return new Set(asked.filter((user) => user !== null));
}

/** The alert's own runbook address when it has one. */
function runbookLink(incident: Incident): { title: string; url: string } | null {
  const [best] = incident.procedures;
  return best?.url ? { title: `Runbook: ${best.title}`.slice(0, 100), url: best.url } : null;
}
