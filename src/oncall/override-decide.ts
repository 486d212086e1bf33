import { DAY } from '../lib/duration.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Override } from './override.ts';
import type { Schedule } from './schedule.ts';
import { turnsBetween } from './schedule-turns.ts';

/** What somebody asks for. */
export type Wish = Omit<Override, 'id' | 'swap' | 'createdAt'>;

/** What a wish is judged by: the schedule as it stands, its overrides, and everybody by key. */
export interface Plan {
  schedule: Schedule;
  overrides: readonly Override[];
  people: Readonly<Record<string, { name: string }>>;
}

const LONGEST = 366 * DAY;

/** The override that fulfils a wish from now on; what is past stays as it was. */
export function decideOverride(plan: Plan, wish: Wish, id: string, now: Date): Override | Refusal {
  const from = wish.from < now ? now : wish.from;
  const said = (person: string) => `*${plan.people[person]?.name ?? person}*`;
  for (const person of [wish.person, wish.instead]) {
    if (person !== null && !Object.hasOwn(plan.people, person))
      return refuse('unknown-person', `Nobody in runbell.yaml is called \`${person}\`.`);
  }
  if (!(wish.from < wish.until))
    return refuse('ends-first', 'It ends before it begins. Give an end after the begin.');
  if (wish.until <= now)
    return refuse('past', 'That time is over. Who was on call then can no longer be changed.');
  if (wish.until.getTime() - from.getTime() > LONGEST)
    return refuse('too-long', 'That is longer than a year. Change the schedule in runbell.yaml.');
  const stretch = turnsBetween(plan.schedule, plan.overrides, from, wish.until);
  if (wish.person === wish.instead)
    return refuse('same-person', `${said(wish.person)} cannot stand in for themselves.`);
  if (stretch.every(({ person }) => person === wish.person))
    return refuse('on-call-already', `${said(wish.person)} is on call then already.`);
  const { instead } = wish;
  if (instead !== null && stretch.every(({ person }) => person !== instead))
    return refuse('not-on-call', `${said(instead)} is not on call then, so nobody can stand in.`);
  return { ...wish, from, id, swap: null, createdAt: now };
}

/** An override that somebody ends: one that has begun ends now, one to come never was. */
export function endOverride(override: Override, now: Date): Override | null {
  return override.from < now ? { ...override, until: now } : null;
}
