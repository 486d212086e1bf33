import { DAY } from '../../lib/duration.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Override } from '../../oncall/override.ts';
import { type Segment, turnsBetween } from '../../oncall/schedule-turns.ts';
import type { Directory } from '../../service/directory.ts';
import { memberOf } from './member-of.ts';
import { noSchedule } from './override-words.ts';
import { type Planning, readRota } from './rota.ts';
import { standardSchedule } from './standard-schedule.ts';

/** A stretch of a schedule for people to read. */
export interface ShownTurns {
  schedule: string;
  from: Date;
  /** Where the next stretch begins. */
  until: Date;
  turns: ShownTurn[];
  /** The other schedules, by name. */
  others: string[];
  /** Whether the reader may change it. */
  mayChange: boolean;
  now: Date;
}

export interface ShownTurn {
  from: Date;
  /** A Slack user id; null: a gap. */
  user: string | null;
  override: Override | null;
  /** Who would be on call without the override; a Slack user id. */
  of: string | null;
}

const STRETCH_MS = 14 * DAY;
const MOST = 20;

/** Two weeks from an instant on, from now where none is named; less of a schedule with turns of hours. */
export async function showTurns(
  { clock, store, directory }: Planning,
  asked: { schedule: string | null; from: Date | null },
  reader: string,
): Promise<ShownTurns | Refusal> {
  const now = clock.now();
  const from = asked.from !== null && asked.from > now ? asked.from : now;
  const end = new Date(from.getTime() + STRETCH_MS);
  const rota = await readRota(directory, store.overrides, now, end);
  const member = memberOf(directory, reader);
  const own = isRefusal(member) ? null : member.person;
  const schedule = asked.schedule ?? standardSchedule(rota, own, now);
  if (schedule === null) return noneYet;
  const names = [...rota.keys()];
  const planned = rota.get(schedule);
  if (planned === undefined) return noSchedule(schedule, names);
  const segments = asOne(turnsBetween(planned.schedule, planned.overrides, from, end));
  return {
    schedule,
    from,
    until: segments[MOST]?.from ?? end,
    turns: segments.slice(0, MOST).map((segment) => shown(directory, segment)),
    others: names.filter((name) => name !== schedule),
    mayChange: own !== null,
    now,
  };
}

export const noneYet = refuse(
  'no-schedule',
  'There is no schedule yet. Write one under `schedules` in runbell.yaml.',
);

/** By which layer somebody is on call matters to nobody here. */
function asOne(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of segments) {
    const last = kept.at(-1);
    const planned = segment.why.kind !== 'override' && last?.why.kind !== 'override';
    if (last && planned && last.person === segment.person) last.until = segment.until;
    else kept.push({ ...segment });
  }
  return kept;
}

function shown({ people }: Pick<Directory, 'people'>, { from, person, why }: Segment): ShownTurn {
  const slack = (key: string | null) => (key === null ? null : (people[key]?.slack ?? key));
  const override = why.kind === 'override' ? why.override : null;
  return {
    from,
    user: slack(person),
    override,
    of: why.kind === 'override' ? slack(why.of) : null,
  };
}
