import type { Incident } from '../../incident/types.ts';
import { type Message, note } from './blocks.ts';
import { channelText } from './page.ts';
import { line, severityWords } from './text.ts';

/** The private answer to a command that worked: what was done, to which incident, and where it is. */
export function confirmation(done: string, incident: Incident): Message {
  const place = incident.channelName === null ? 'its channel is being made' : channelText(incident);
  return note(
    `✓ ${done} incident ${incident.number}: ${severityWords(incident.severity)}, ${line(incident.title, 200)} · ${place}`,
  );
}
