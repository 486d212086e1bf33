import type { Button } from '@slack/types';
import type { Action } from '../../action/catalogue.ts';
import type { Next } from '../../incident/after-run.ts';
import type { Incident, TimelineEntry } from '../../incident/types.ts';
import { actions, button, context, type Message, message, section } from './blocks.ts';
import { nextPost } from './next.ts';
import { plainLine, sentence } from './text.ts';

// Worth knowing, not worth a look at three in the morning.
const quiet = new Set(['alert-attached', 'alert-resolved', 'procedure-added', 'kept-open']);

/** What surrounds an entry. */
interface Around {
  /** Its question was answered, or is none any more. */
  settled?: boolean;
  /** What the end of a run that it tells leads to. */
  next?: Next | null;
  /** The actions of the incident's service, by name. */
  catalogue?: Record<string, Action>;
}

/** A timeline entry as the channel reads it: one line, with buttons while it asks something. */
export function entryPost(
  entry: TimelineEntry,
  incident: Incident,
  { settled = false, next = null, catalogue = {} }: Around = {},
): Message {
  // Only for this may a channel be called together: everybody was paged and nobody came.
  const call = entry.kind === 'everyone-paged' ? '<!channel> ' : '';
  const words = sentence(entry.text);
  const lost = entry.kind === 'run-lost';
  const asked = next && nextPost(next, incident, catalogue, lost);
  const said = asked === null ? words : `${words}\n*${asked.question}*`;
  const post = message(words, [
    quiet.has(entry.kind) ? context(words) : section(`${call}${said}`),
    actions(asked?.buttons ?? (settled ? [] : entryButtons(entry, incident))),
  ]);
  return { ...post, text: `${call}${post.text}` };
}

function entryButtons(entry: TimelineEntry, incident: Incident): Button[] {
  if (incident.status === 'resolved') return [];
  const on = { incident: incident.id };
  if (entry.kind === 'resolve-proposed') {
    return [
      button('Yes, resolve', 'resolve-propose-yes', on, {
        style: 'primary',
        label: `Yes, resolve incident ${incident.number}`,
      }),
      button('No, keep it open', 'resolve-propose-no', on, {
        label: `No, keep incident ${incident.number} open`,
      }),
    ];
  }
  if (entry.kind === 'everyone-paged' && incident.status === 'open') {
    return [
      button('Ack', 'ack', on, {
        style: 'primary',
        label: `Acknowledge incident ${incident.number}: you take it`,
      }),
    ];
  }
  if (entry.kind === 'ack-asked') {
    return [
      button('Still on it', 'still-on-it', on, {
        style: 'primary',
        label: `Still on incident ${incident.number}`,
      }),
    ];
  }
  if (entry.kind === 'action-locked') {
    const { subject, label } = entry.data;
    return [
      button(
        'Override…',
        'open-lock',
        { ...on, subject: String(subject) },
        { label: `Override the lock on ${plainLine(String(label), 45)}` },
      ),
    ];
  }
  return [];
}
