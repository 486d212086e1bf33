import type { Incident } from '../../incident/types.ts';
import { actions, button, context, type Message, message, section } from './blocks.ts';
import { statusWords } from './card.ts';
import { channelText } from './page.ts';
import { count, line, severityWords, when } from './text.ts';

const shown = 20;

/** The open incidents, the worst and newest first. */
export function listMessage(incidents: Incident[], now: Date): Message {
  const declare = actions([button('Declare an incident', 'declare', {})]);
  if (incidents.length === 0) {
    return message('No incident is open.', [section('No incident is open.'), declare]);
  }
  const sorted = incidents.toSorted(
    (a, b) => a.severity.localeCompare(b.severity) || b.openedAt.getTime() - a.openedAt.getTime(),
  );
  const more = incidents.length - shown;
  const title = `${count(incidents.length, 'incident is', 'incidents are')} open`;
  return message(title, [
    section(`*${title}*`),
    ...sorted.slice(0, shown).map((incident) => section(row(incident, now))),
    more > 0 ? context(`and ${more} more`) : null,
    declare,
  ]);
}

function row(incident: Incident, now: Date): string {
  return `*${incident.number}* ${severityWords(incident.severity)} · ${line(incident.title, 150)} (${line(incident.service, 60)}) · ${channelText(incident)}\n${statusWords({ incident })}. Since ${when(incident.openedAt, now)}.`;
}
