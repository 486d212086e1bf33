import { HOUR } from '../../lib/duration.ts';
import { type Day, daysOf, timeOfDay } from '../../oncall/days.ts';
import { drawn } from '../../oncall/drawn.ts';
import type { Segment } from '../../oncall/schedule-turns.ts';
import { plain } from '../terminal.ts';
import { nameIn, peopleIn, type Shown, titleOf } from './shown.ts';

const WIDTH = 1008;
const DAY_WIDTH = WIDTH / 7;
const MARGIN = 16;
const TOP = 52;
const LEGEND = 28;
const WEEK = 78;
const BAR = { top: 24, height: 30 };

/** Week by week, each person a colour, for light and dark pages alike. */
export function svgOf(shown: Shown): string {
  const segments = drawn(shown);
  const weeks = weeksOf(daysOf(shown.zone, shown.from, shown.until));
  const colours = new Map(peopleIn(shown).map((person, index) => [person, colourOf(index)]));
  const legend = legendOf(shown, colours);
  const top = TOP + legend.lines * LEGEND;
  const height = top + weeks.length * WEEK + MARGIN;
  const title = `${titleOf(shown)}, times of ${shown.zone}`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + 2 * MARGIN} ${height}" width="${WIDTH + 2 * MARGIN}" height="${height}" role="img" aria-label="${xml(`On call: ${title}`)}">`,
    `<title>${xml(`On call: ${title}`)}</title>`,
    STYLE,
    HATCH,
    `<rect class="page" width="100%" height="100%"/>`,
    `<text class="title" x="${MARGIN}" y="34">${xml(title)}</text>`,
    ...legend.svg,
    ...weeks.flatMap((week, index) =>
      weekSvg({ ...shown, segments }, colours, week, top + index * WEEK),
    ),
    '</svg>',
  ].join('\n')}\n`;
}

/** Days under each other by weekday, Monday first; a day that is not there leaves its place empty. */
function weeksOf(days: Day[]): (Day | null)[][] {
  const weeks: (Day | null)[][] = [];
  for (const day of days) {
    const place = column(day);
    if (weeks.length === 0 || place === 0 || weeks.at(-1)?.slice(place).some(Boolean)) {
      weeks.push(Array.from({ length: 7 }, () => null));
    }
    const week = weeks.at(-1);
    if (week) week[place] = day;
  }
  return weeks;
}

function column({ weekday }: Day): number {
  return (weekday + 6) % 7;
}

function weekSvg(
  shown: Shown,
  colours: ReadonlyMap<string, string>,
  week: (Day | null)[],
  top: number,
): string[] {
  const days = week.filter((day) => day !== null);
  const parts = days.flatMap((day) => partsOf(shown, day));
  return [
    ...days.map((day) => daySvg(day, top)),
    ...joined(parts).map((part) => partSvg(shown, colours, part, top)),
    ...timesSvg(shown, parts, top),
  ];
}

function daySvg(day: Day, top: number): string {
  const x = MARGIN + column(day) * DAY_WIDTH;
  const hours = (day.until.getTime() - day.from.getTime()) / HOUR;
  const changes = hours === 24 ? '' : `<tspan class="change"> · ${hours} h</tspan>`;
  const label = `${names[column(day)]} ${Number(day.date.slice(8))}`;
  const end = `<line class="rule" x1="${round(x)}" x2="${round(x)}" y1="${top + 4}" y2="${top + WEEK - 6}"/>`;
  return `${end}<text class="day" x="${round(x + 6)}" y="${top + 17}">${label}${changes}</text>`;
}

interface Part {
  segment: Segment;
  x: number;
  width: number;
  /** Whether the segment begins here, and not on another day. */
  begins: boolean;
}

/** What a day shows, each day as wide as any other whatever its hours. */
function partsOf({ segments }: Shown, day: Day): Part[] {
  const left = MARGIN + column(day) * DAY_WIDTH;
  const scale = DAY_WIDTH / (day.until.getTime() - day.from.getTime());
  return segments
    .filter(({ from, until }) => from < day.until && until > day.from)
    .map((segment) => {
      const from = Math.max(segment.from.getTime(), day.from.getTime());
      const until = Math.min(segment.until.getTime(), day.until.getTime());
      const x = left + (from - day.from.getTime()) * scale;
      return { segment, x, width: (until - from) * scale, begins: segment.from >= day.from };
    });
}

/** One bar for a segment that goes on from day to day. */
function joined(parts: Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.segment === part.segment) last.width = part.x + part.width - last.x;
    else all.push({ ...part });
  }
  return all;
}

function partSvg(
  shown: Shown,
  colours: ReadonlyMap<string, string>,
  { segment, x, width }: Part,
  top: number,
): string {
  const { person, why } = segment;
  const y = top + BAR.top;
  const name = nameIn(shown, person);
  const fill = person === null ? 'url(#gap)' : (colours.get(person) ?? '#57606a');
  const kind = person === null ? 'gap' : why.kind === 'override' ? 'bar override' : 'bar';
  const label = labelFor(name, width);
  const text = label
    ? `<text class="${person === null ? 'nobody' : 'name'}" x="${round(x + 8)}" y="${y + 20}">${xml(label)}</text>`
    : '';
  return `<g><title>${xml(hoverText(shown, segment))}</title><rect class="${kind}" x="${round(x + 1)}" y="${y}" width="${round(Math.max(width - 2, 1))}" height="${BAR.height}" rx="4" fill="${fill}"/>${text}</g>`;
}

function hoverText(shown: Shown, { person, from, until, why }: Segment): string {
  const { zone } = shown;
  const time = `${stamp(zone, from)} to ${stamp(zone, until)}`;
  if (why.kind !== 'override') return `${nameIn(shown, person)}, ${time}`;
  const { reason } = why.override;
  return `${nameIn(shown, person)} for ${nameIn(shown, why.of)}, ${time}${reason ? `: ${reason}` : ''}`;
}

function stamp(zone: string, at: Date): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' });
  return `${day.format(at)} ${timeOfDay(zone, at)}`;
}

/** The time of each hand-off, where there is room for it. */
function timesSvg({ zone, from }: Shown, parts: Part[], top: number): string[] {
  let free = 0;
  return parts.flatMap(({ segment, x, begins }) => {
    if (!begins || segment.from <= from || x < free) return [];
    free = x + 38;
    const anchor = Math.min(x, MARGIN + WIDTH - 34);
    return `<text class="time" x="${round(anchor + 2)}" y="${top + BAR.top + BAR.height + 15}">${timeOfDay(zone, segment.from)}</text>`;
  });
}

/** The name, its first word or its first letter: what there is room for. */
function labelFor(name: string, width: number): string | null {
  const ways = [name, name.split(' ')[0] ?? name, name === 'nobody' ? '!' : ([...name][0] ?? '')];
  return ways.find((way) => way !== '' && [...way].length * 7.6 + 14 <= width) ?? null;
}

function legendOf(shown: Shown, colours: ReadonlyMap<string, string>) {
  const entries = [...colours].map(([person, fill]) => ({
    label: nameIn(shown, person),
    mark: `class="bar" fill="${fill}"`,
  }));
  if (shown.segments.some(({ why }) => why.kind === 'override'))
    entries.push({ label: 'override', mark: 'class="bar override" fill="none"' });
  if (shown.segments.some(({ person }) => person === null))
    entries.push({ label: 'nobody', mark: 'class="gap" fill="url(#gap)"' });
  let [x, line] = [MARGIN, 0];
  const svg = entries.map(({ label, mark }) => {
    const width = 34 + [...label].length * 7.6;
    if (x + width > WIDTH + MARGIN) [x, line] = [MARGIN, line + 1];
    const y = TOP + line * LEGEND;
    const at = x;
    x += width + 10;
    return `<rect ${mark} x="${round(at + 1)}" y="${y}" width="16" height="16" rx="4"/><text class="legend" x="${round(at + 24)}" y="${y + 13}">${xml(label)}</text>`;
  });
  return { svg, lines: line + 1 };
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Dark enough for white letters, light enough to stand out from a dark page. */
function colourOf(index: number): string {
  return palette[index % palette.length] ?? '#57606a';
}

export const palette = [
  '#1d63c9',
  '#1a7f37',
  '#a0440a',
  '#8250df',
  '#b02a72',
  '#0b7285',
  '#7a5c00',
  '#c0392b',
  '#4a5fd1',
  '#5f6b76',
];

const STYLE = `<style>
  text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
  .page { fill: #ffffff }
  .title { font-size: 17px; font-weight: 600 }
  .day, .time { font-size: 12px; fill: #59636e }
  .change { fill: #9a5b00; font-weight: 600 }
  .rule { stroke: #d1d9e0 }
  .name { fill: #ffffff; font-weight: 600 }
  .override { stroke: #1f2328; stroke-width: 2; stroke-dasharray: 5 3 }
  .gap { stroke: #cf222e; stroke-width: 1.5 }
  .hatch { stroke: #cf222e }
  .nobody { fill: #cf222e; font-weight: 600; paint-order: stroke; stroke: #ffffff; stroke-width: 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .page { fill: #0d1117 }
    .day, .time { fill: #9da7b1 }
    .change { fill: #e3b341 }
    .rule { stroke: #30363d }
    .override { stroke: #e6edf3 }
    .gap, .hatch { stroke: #ff7b72 }
    .nobody { fill: #ff7b72; stroke: #0d1117 }
  }
</style>`;

const HATCH = `<defs><pattern id="gap" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="8" stroke-width="1.5"/></pattern></defs>`;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function xml(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
