import { DAY } from '../../lib/duration.ts';
import { drawn } from '../../oncall/drawn.ts';
import type { WrittenCalendar, WrittenEvent } from '../../oncall/ical/write.ts';
import type { Segment } from '../../oncall/schedule-turns.ts';
import { turnsBetween } from '../../oncall/schedule-turns.ts';
import type { Directory } from '../../service/directory.ts';
import type { OverrideReader } from './oncall-ports.ts';
import { type Planned, readRota } from './rota.ts';

/** Whom a calendar is about. */
export type Feed = { schedule: string } | { person: string };

/** How far a calendar reaches from now. */
const BACK_MS = 31 * DAY;
const AHEAD_MS = 183 * DAY;

/**
 * A schedule with everybody in it and its gaps, or a person with their turns in all schedules; null where
 * there is no such schedule or person.
 */
export async function calendarFeed(
  directory: Directory,
  overrides: OverrideReader | Pick<OverrideReader, 'between'>,
  feed: Feed,
  now: Date,
  stretch = stretchAround(now),
): Promise<WrittenCalendar | null> {
  const { from, until } = stretch;
  const rota = await readRota(directory, overrides, from, until);
  const segmentsOf = ({ schedule, overrides: entered }: Planned) =>
    drawn({ segments: turnsBetween(schedule, entered, from, until) });
  if ('schedule' in feed) {
    const planned = rota.get(feed.schedule);
    if (!planned) return null;
    const events = segmentsOf(planned).map((segment) =>
      eventOf(directory, segment, `${feed.schedule}: ${nameOf(directory, segment.person)}`),
    );
    return { name: `On call: ${feed.schedule}`, at: now, events };
  }
  if (!Object.hasOwn(directory.people, feed.person)) return null;
  const events = [...rota].flatMap(([name, planned]) =>
    segmentsOf(planned)
      .filter(({ person }) => person === feed.person)
      .map((segment) => eventOf(directory, segment, `On call: ${name}`)),
  );
  return { name: `On call: ${nameOf(directory, feed.person)}`, at: now, events };
}

/** Whole days, so that an event at its edge is the same one all day long. */
function stretchAround(now: Date): { from: Date; until: Date } {
  const midnight = Math.floor(now.getTime() / DAY) * DAY;
  return { from: new Date(midnight - BACK_MS), until: new Date(midnight + AHEAD_MS) };
}

function eventOf(directory: Directory, { from, until, why }: Segment, title: string): WrittenEvent {
  if (why.kind !== 'override') return { from, until, title, description: null };
  const { reason } = why.override;
  const said = `Override for ${nameOf(directory, why.of)}${reason === null ? '' : `: ${reason}`}`;
  return { from, until, title, description: said };
}

function nameOf({ people }: Directory, person: string | null): string {
  return person === null ? 'nobody' : (people[person]?.name ?? person);
}
