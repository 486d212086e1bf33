import type { Incident, TimelineEntry } from '../../incident/types.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { channelText } from './page.ts';
import { line, person, sentence, severityWords } from './text.ts';

/** Everybody was paged and nobody came: told once more where others read it, and what became of it. */
export function fallbackPost(entry: TimelineEntry, incident: Incident): Message {
  const { number, severity, title, service, status, acknowledgedBy } = incident;
  const headline = `*${severityWords(severity)}* ${line(title, 200)} (${line(service, 60)}) · ${channelText(incident)}`;
  if (status !== 'open') {
    const by = acknowledgedBy === null ? '' : `: ${person(acknowledgedBy)}`;
    const words = `✓ Incident ${number} is ${status}${by}. ${headline}`;
    return message(words, [section(words)]);
  }
  const words = `<!channel> ${headline}\n${sentence(entry.text, 1500)}`;
  const on = { incident: incident.id };
  const label = `Acknowledge incident ${number}: you take it`;
  return message(words, [
    section(words),
    actions([button('Ack', 'ack', on, { style: 'primary', label })]),
  ]);
}
