import { formatDuration, HOUR } from '../../lib/duration.ts';
import { type Day, daysOf, timeOfDay } from '../../oncall/days.ts';
import { drawn } from '../../oncall/drawn.ts';
import type { Override } from '../../oncall/override.ts';
import type { Segment } from '../../oncall/schedule-turns.ts';
import { oneLine, paint, type Terminal, wrap } from '../terminal.ts';
import { lettersOf } from './letters.ts';
import { memberIn, nameIn, peopleIn, type Shown, shortDay, titleOf } from './shown.ts';

/** Day by day, an hour a letter, and when who takes over. */
export function tableOf(shown: Shown, terminal: Terminal): string[] {
  const letters = lettersOf(peopleIn(shown).map((person) => nameIn(shown, person)));
  const letterOf = new Map(peopleIn(shown).map((person, index) => [person, letters[index] ?? '?']));
  const table: Table = { shown, letterOf, terminal };
  return [
    paint(terminal, 'bold', `${oneLine(titleOf(shown))}, times of ${shown.zone}`),
    '',
    ...legend(table),
    '',
    ...daysOf(shown.zone, shown.from, shown.until).flatMap((day) => dayLines(table, day)),
    ...overrideLines(table),
    ...gapLines(table),
  ];
}

interface Table {
  shown: Shown;
  letterOf: ReadonlyMap<string, string>;
  terminal: Terminal;
}

const NOBODY = '-';

function legend({ shown, letterOf, terminal }: Table): string[] {
  const people = [...letterOf].map(([person, letter]) => `${letter} ${nameIn(shown, person)}`);
  const marks = [
    ...(shown.segments.some(isOverride) ? ['small letters: an override'] : []),
    ...(shown.segments.some(isGap) ? [`${NOBODY} nobody`] : []),
  ];
  return packed([...people, ...marks].map(oneLine), terminal.width);
}

/** As many parts on a line as there is room for. */
function packed(parts: string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + part.length <= width) {
      lines[lines.length - 1] = `${last}   ${part}`;
    } else lines.push(part);
  }
  return lines;
}

function dayLines(table: Table, day: Day): string[] {
  const { shown, terminal } = table;
  const within = drawn(shown).filter(({ from, until }) => from < day.until && until > day.from);
  const hours = (day.until.getTime() - day.from.getTime()) / HOUR;
  const label = shortDay(shown.zone, day.from)
    .replace(/ (?=\d )/, '  ')
    .padEnd(12);
  const bar = barOf(table, within, day);
  const said = [
    ...within.map((segment) => takes(shown, segment, day)),
    ...(hours === 24 ? [] : [`(a day of ${hours} hours)`]),
  ];
  const indent = label.length + Math.max(bar.length, 24) + 2;
  const [first = '', ...rest] = wrap(
    said.join(', ').replace(/, \(/g, ' ('),
    terminal.width - indent,
  );
  const padding = ' '.repeat(indent - label.length - bar.length);
  const gap = within.some(isGap);
  const text = (line: string) => (gap ? paint(terminal, 'red', line) : line);
  return [
    `${label}${bar}${padding}${text(first)}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(indent)}${text(line)}`),
  ];
}

/** A letter for each hour that passes, 23 or 25 of them when the clocks change. An hour with a gap shows it. */
function barOf({ letterOf }: Table, segments: Segment[], day: Day): string {
  let bar = '';
  for (let hour = day.from.getTime(); hour < day.until.getTime(); hour += HOUR) {
    const here = segments.filter(({ from, until }) => +from < hour + HOUR && +until > hour);
    const shown = here.find(isGap) ?? here[0];
    if (shown === undefined) bar += ' ';
    else if (shown.person === null) bar += NOBODY;
    else {
      const letter = letterOf.get(shown.person) ?? '?';
      bar += isOverride(shown) ? letter.toLowerCase() : letter;
    }
  }
  return bar;
}

/** `Ann`, `09:00 Bob`. */
function takes(shown: Shown, segment: Segment, day: Day): string {
  const name = oneLine(nameIn(shown, segment.person));
  const mark = isOverride(segment) ? '*' : '';
  const begins = segment.from > day.from;
  return `${begins ? `${timeOfDay(shown.zone, segment.from)} ` : ''}${name}${mark}`;
}

function overrideLines({ shown, terminal }: Table): string[] {
  const entered = shown.segments.flatMap((segment) =>
    segment.why.kind === 'override' ? [{ ...segment, ...segment.why }] : [],
  );
  const lines = entered.map(({ from, until, person, of, override }) => {
    const place = of === null ? 'where nobody was' : `for ${nameIn(shown, of)}`;
    return `${between(shown, from, until)}: ${nameIn(shown, person)} ${place}${remark(shown, override)}`;
  });
  return section('Overrides (*)', lines, terminal);
}

function remark(shown: Shown, { by, reason, swap }: Override): string {
  const kind = swap === null ? 'entered' : 'swapped';
  return `, ${kind} by ${memberIn(shown, by)}${reason === null ? '' : `: ${reason}`}`;
}

function gapLines({ shown, terminal }: Table): string[] {
  const lines = shown.segments
    .filter(isGap)
    .map(
      ({ from, until }) =>
        `${between(shown, from, until)}: nobody is on call for ${formatDuration(+until - +from)}`,
    );
  return section('Gaps', lines, terminal);
}

function section(title: string, lines: string[], terminal: Terminal): string[] {
  if (lines.length === 0) return [];
  const [most, rest] = [lines.slice(0, MOST), lines.length - MOST];
  return [
    '',
    paint(terminal, 'bold', title),
    ...most.flatMap((line) =>
      wrap(line, terminal.width - 2).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`),
    ),
    ...(rest > 0 ? [`  and ${rest} more; --json has them all`] : []),
  ];
}

const MOST = 20;

function between({ zone }: Shown, from: Date, until: Date): string {
  const [first, last] = [shortDay(zone, from), shortDay(zone, until)];
  const end = `${first === last ? '' : `${last} `}${timeOfDay(zone, until)}`;
  return `${first} ${timeOfDay(zone, from)} to ${end}`;
}

function isGap({ person }: Segment): boolean {
  return person === null;
}

function isOverride({ why }: Segment): boolean {
  return why.kind === 'override';
}
