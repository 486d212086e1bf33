import { onCallAt, turnAt } from '../oncall/schedule-turns.ts';
import type { Service } from '../service/service.ts';
import type { World } from './ports.ts';

export interface OnCallLevel {
  name: string;
  waitMs: number;
  people: OnCallPerson[];
}

export interface OnCallPerson {
  /** A Slack user id. */
  user: string;
  /** The schedule that puts them there; null when they are always there. */
  schedule: string | null;
  until: Date | null;
  /** Who takes over then. */
  next: string | null;
}

export interface OnCallNow {
  service: string;
  policy: string | null;
  /** Severities that page; null means all. */
  pages: string[] | null;
  levels: OnCallLevel[];
}

/** Who would be paged for a service now, level by level, and who comes next. */
export function onCallNow(world: World, service: Service): OnCallNow {
  const now = world.clock.now();
  const policy = world.directory.policies[service.escalation];
  return {
    service: service.service,
    policy: policy ? service.escalation : null,
    pages: policy?.page ?? null,
    levels: (policy?.levels ?? []).map((level) => ({
      name: level.name,
      waitMs: level.wait,
      people: level.page.flatMap((target) => personAt(world, target, now)),
    })),
  };
}

function personAt({ directory }: World, target: string, now: Date): OnCallPerson[] {
  const slack = (key: string | undefined) =>
    key === undefined ? null : (directory.people[key]?.slack ?? null);
  if (!target.startsWith('schedule:')) {
    const user = slack(target);
    return user === null ? [] : [{ user, schedule: null, until: null, next: null }];
  }
  const name = target.slice('schedule:'.length);
  const schedule = directory.schedules[name];
  const turn = schedule ? turnAt(schedule, [], now) : null;
  const user = slack(turn?.person);
  if (!schedule || !turn || user === null) return [];
  const next = turn.until && onCallAt(schedule, [], turn.until);
  return [{ user, schedule: name, until: turn.until, next: slack(next?.person) }];
}
