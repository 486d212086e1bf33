import type { KnownBlock } from '@slack/types';
import type { Incident, TimelineEntry } from '../../incident/types.ts';
import { actions, button, context, type Message, message, section } from './blocks.ts';
import { plainLine, sentence } from './text.ts';

// Worth knowing, not worth a look at three in the morning.
const quiet = new Set(['alert-attached', 'alert-resolved', 'procedure-added', 'kept-open']);

/**
 * A timeline entry as the channel reads it: one line, with buttons while it asks something. `settled`:
 * its question was answered, or is none any more.
 */
export function entryPost(entry: TimelineEntry, incident: Incident, settled = false): Message {
  // Only here may a channel be called together: everybody was paged and nobody came.
  const call = entry.kind === 'everyone-paged' ? '<!channel> ' : '';
  const words = sentence(entry.text);
  const post = message(words, [
    quiet.has(entry.kind) ? context(words) : section(`${call}${words}`),
    settled ? null : entryButtons(entry, incident),
  ]);
  return { ...post, text: `${call}${post.text}` };
}

function entryButtons({ kind, data }: TimelineEntry, incident: Incident): KnownBlock | null {
  const on = { incident: incident.id };
  if (incident.status === 'resolved') return null;
  if (kind === 'resolve-proposed') {
    return actions([
      button('Yes, resolve', 'resolve-propose-yes', on, {
        style: 'primary',
        label: `Yes, resolve incident ${incident.number}`,
      }),
      button('No, keep it open', 'resolve-propose-no', on, {
        label: `No, keep incident ${incident.number} open`,
      }),
    ]);
  }
  if (kind === 'everyone-paged' && incident.status === 'open') {
    return actions([
      button('Ack', 'ack', on, {
        style: 'primary',
        label: `Acknowledge incident ${incident.number}: you take it`,
      }),
    ]);
  }
  if (kind === 'action-locked') {
    const { subject, label } = data;
    return actions([
      button(
        'Override…',
        'open-lock',
        { ...on, subject: String(subject) },
        { label: `Override the lock on ${plainLine(String(label), 45)}` },
      ),
    ]);
  }
  return null;
}
