import type { KnownBlock } from '@slack/types';
import type { TimelinePage } from '../../flow/ports.ts';
import type { Incident } from '../../incident/types.ts';
import { actions, context, header, type Message, message, section } from './blocks.ts';
import { pager } from './pager.ts';
import { count, plainLine, sentence, when } from './text.ts';

const longest = 400;
/** As many entries as one section holds, each as long as it may be. */
const together = 6;

/** One page of an incident's record, the oldest page first, for whoever asked. */
export function timelineMessage(incident: Incident, shown: TimelinePage, now: Date): Message {
  const { entries, first, page, of, total } = shown;
  const part = of > 1 ? ` (${page + 1} of ${of})` : '';
  const lines = entries.map(
    ({ at, text }, index) => `*${first + index}.* ${when(at, now)} ${shortened(text)}`,
  );
  return message(`Timeline of incident ${incident.number}${part}`, [
    header(`Timeline of incident ${incident.number}${part}`),
    context(
      `${plainLine(incident.title, 150).replaceAll(/[&<>]/g, ' ')} · ${count(total, 'entry', 'entries')}. Nothing in it can be changed.`,
    ),
    ...inSections(lines),
    actions(pager({ in: 'timeline', incident: incident.id }, page, of)),
  ]);
}

function inSections(lines: string[]): KnownBlock[] {
  const groups = Math.ceil(lines.length / together);
  return Array.from({ length: groups }, (_, index) =>
    section(lines.slice(index * together, (index + 1) * together).join('\n')),
  );
}

/** Never inside a mention, a time or an escaped character: half of one reads as rubbish. */
function shortened(text: string): string {
  const cut = sentence(text, longest);
  return cut.endsWith('…') ? `${cut.slice(0, -1).replace(/(<[^>]*|&[a-z]*)$/, '')}…` : cut;
}
