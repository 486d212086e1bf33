import type { Chosen } from '../../oncall/distinct.ts';
import { onCallAt, turnAt } from '../../oncall/schedule-turns.ts';
import { inZone, whenWords } from '../../oncall/when.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import type { Rota } from './rota.ts';
import { isElsewhere, scheduleIn, whoIsAtLevel } from './who-is.ts';

export interface OnCallLevel {
  name: string;
  waitMs: number;
  people: OnCallPerson[];
  /** Beside them, as the policy has it: `group:sre`, `channel:#ops`, `webhook:wall`. */
  also: string[];
  /** The only times and severities at which it is paged, in words; null: always. */
  only: string | null;
}

export interface OnCallPerson {
  /** A Slack user id. */
  user: string;
  /** The schedule that puts them there; null when they are always there. */
  schedule: string | null;
  until: Date | null;
  /** Who takes over then. */
  next: string | null;
  /** Who is on call there too, and is paged at this level already. */
  instead: string | null;
}

export interface OnCallNow {
  service: string;
  policy: string | null;
  /** Severities that page; null means all. */
  pages: string[] | null;
  levels: OnCallLevel[];
}

/** Who would be paged for a service now, level by level, and who comes next. */
export function onCallNow(
  directory: Directory,
  rota: Rota,
  service: Service,
  now: Date,
): OnCallNow {
  const policy = directory.policies[service.escalation];
  return {
    service: service.service,
    policy: policy ? service.escalation : null,
    pages: policy?.page ?? null,
    levels: (policy?.levels ?? []).map((level) => ({
      name: level.name,
      waitMs: level.wait,
      also: level.page.filter(isElsewhere),
      only: level.when ? whenWords(inZone(level.when, service.zone)) : null,
      people: whoIsAtLevel(directory, rota, level.page, now).flatMap((chosen) =>
        personAt(directory, rota, chosen, now),
      ),
    })),
  };
}

function personAt(directory: Directory, rota: Rota, chosen: Chosen, now: Date): OnCallPerson[] {
  const slack = (key: string | null | undefined) =>
    key ? (directory.people[key]?.slack ?? null) : null;
  const user = slack(chosen.person);
  if (user === null) return [];
  const schedule = scheduleIn(chosen.target)?.name ?? null;
  const planned = schedule === null ? undefined : rota.get(schedule);
  const turn = planned ? turnAt(planned.schedule, planned.overrides, now) : null;
  const always = { user, schedule, until: null, next: null, instead: slack(chosen.instead) };
  if (!planned || turn?.person !== chosen.person || turn.until === null) return [always];
  const next = onCallAt(planned.schedule, planned.overrides, turn.until);
  return [{ ...always, until: turn.until, next: slack(next?.person) }];
}
