import type { IncidentView } from '../../incident/types.ts';
import { formatDuration } from '../../lib/duration.ts';
import { type Message, note } from './blocks.ts';
import { statusWords } from './card.ts';
import { channelText } from './page.ts';
import { line, person, severityWords, when } from './text.ts';

/** The incident's one line in the digest channel, edited through its life. */
export function digestLine(view: IncidentView, now: Date): Message {
  const { incident } = view;
  const { openedAt, resolvedAt } = incident;
  const state =
    resolvedAt === null
      ? `${statusWords(view)}${incident.lead === null ? '' : `, led by ${person(incident.lead)}`}. Since ${when(openedAt, now)}`
      : `✓ Resolved after ${formatDuration(resolvedAt.getTime() - openedAt.getTime())}`;
  return note(
    `*${severityWords(incident.severity)}* ${line(incident.title, 200)} (${line(incident.service, 60)}) · ${channelText(incident)} · ${state}`,
  );
}
