import type { Incident, TimelineEntry } from '../../incident/types.ts';
import * as block from './blocks.ts';
import { line, sentence, severityWords } from './text.ts';

export interface StillRoom {
  incident: Incident;
  /** The question, as it stands on the record. */
  entry: TimelineEntry;
  /** It waits for an answer. */
  open: boolean;
  /** Opens the incident's channel in a browser; null while there is none. */
  channelUrl: string | null;
}

/** "Are you still on it?", and what becomes of the question. */
export function stillMessage({ incident, entry, open, channelUrl }: StillRoom): block.Message {
  const { id, number } = incident;
  const headline = `${severityWords(incident.severity)}: ${line(incident.title, 250)} (${line(incident.service, 60)})`;
  const words = open ? sentence(entry.text) : '– This question is settled. Nothing to do.';
  return block.message(open ? `Still on it? ${headline}` : `${words} ${headline}`, [
    block.section(`*Still on incident ${number}?*\n${headline}`),
    block.section(words),
    block.actions([
      open
        ? block.button(
            'Still on it',
            'still-on-it',
            { incident: id },
            {
              style: 'primary',
              label: `Still on incident ${number}`,
            },
          )
        : null,
      block.linkButton('Open channel', channelUrl, `Open the channel of incident ${number}`),
    ]),
  ]);
}
