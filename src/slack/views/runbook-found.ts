import type { KnownBlock } from '@slack/types';
import type { Match } from '../../runbook/match.ts';
import { limits, size } from '../limits.ts';
import { button, context, type Message, message, section } from './blocks.ts';
import { placeOf, sourceText } from './runbook.ts';
import { capitalise, count, line, plainLine } from './text.ts';

/** Search results, the best first. */
export function runbookFound(words: string, matches: Match[]): Message {
  const asked = line(words, 150);
  const found = count(matches.length, 'procedure');
  return message(`${found} for "${asked}"`, [
    section(`*${found}* for "${asked}"`),
    ...resultBlocks(matches),
  ]);
}

/** A name that several procedures go by. */
export function runbookCandidates(name: string, matches: Match[]): Message {
  const asked = line(name, 150);
  const found = count(matches.length, 'procedure');
  return message(`${found} may be meant by "${asked}"`, [
    section(`*${found}* may be meant by "${asked}". Which one?`),
    ...resultBlocks(matches),
  ]);
}

/** Nothing fits, which is said as such; what comes nearest is a guess, and looks like one. */
export function runbookNotFound(problem: string, nearest: Match[]): Message {
  const said = line(problem, 250);
  const next =
    nearest.length === 0
      ? 'Try other words for what you see, such as an error message or the name of the alert: `/runbook search queue is stuck`.'
      : `${nearestWords(nearest)}. If it is none of them, try \`/runbook search\` with other words.`;
  return message(said, [section(`${said} ${next}`), ...resultBlocks(nearest)]);
}

export function nearestWords(nearest: Match[]): string {
  return nearest.length === 1 ? 'This comes nearest' : `These ${nearest.length} come nearest`;
}

/** One row for each with a button to read it, as many as one message holds. */
export function resultBlocks(matches: Match[]): KnownBlock[] {
  const rows: KnownBlock[] = [];
  let room = limits.messageSize - 2500;
  for (const match of matches) {
    const text = resultText(match);
    room -= size(text) + 40;
    if (room < 0 || rows.length >= MOST_ROWS) break;
    rows.push(section(text, showButton(match)));
  }
  const more = matches.length - rows.length;
  return more > 0
    ? [
        ...rows,
        context(
          `and ${more} more. The Home tab of Runbell has all of them, by service; \`/runbook search\` with a symptom finds the right one.`,
        ),
      ]
    : rows;
}

const MOST_ROWS = 20;

function resultText({ procedure, service, file, because }: Match): string {
  const why = because === '' ? '' : `\n${line(capitalise(because), 200)}`;
  const place = { service, file };
  return `*${line(procedure.title, 150)}*${why}\n${sourceText(place, procedure.startLine)}`;
}

function showButton(match: Match) {
  return button('Show', 'show-procedure', placeOf(match), {
    label: `Show ${plainLine(match.procedure.title, 60)}`,
  });
}
