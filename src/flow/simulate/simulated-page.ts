import type { Incident, Page } from '../../incident/types.ts';
import type { PlannedContact } from '../../oncall/contact-plan.ts';
import type { Chosen } from '../../oncall/distinct.ts';
import { onCallAt, type Why } from '../../oncall/schedule-turns.ts';
import { scheduleIn, whoIsAtLevel } from '../oncall/who-is.ts';
import { contactsFor } from '../page/contacts-for.ts';
import { groupsOf } from '../page/reach.ts';
import type { Ground } from './simulate.ts';
import type { PagedLevel } from './simulated-step.ts';

/** One page, why it is for them, and by which means it goes out. */
export interface SimulatedPage extends Pick<Page, 'kind' | 'user' | 'name'> {
  why: WhyPaged;
  by: SimulatedContact[];
}

export interface SimulatedContact extends PlannedContact {
  /** Somebody has acknowledged by then. */
  calledOff: boolean;
}

/** People are Slack ids. */
export type WhyPaged =
  | { kind: 'named' }
  | { kind: 'group'; group: string }
  | {
      kind: 'schedule';
      schedule: string;
      /** 0: on call; 1: the next in line, and so on. */
      after: number;
      /** Who is on call there too, and is paged at this level already. */
      instead: string | null;
      /** Counts from 1; null where the schedule has only one. */
      layer: { number: number; name: string | null } | null;
      override: { of: string | null; by: string; reason: string | null } | null;
    };

export function simulatedLevel(
  ground: Ground,
  { escalation, severity }: Incident,
  pages: readonly Omit<Page, 'id'>[],
  now: Date,
): PagedLevel {
  const targets = escalation.policy?.levels[pages[0]?.level ?? 0]?.page ?? [];
  const keys = new Map(
    Object.entries(ground.directory.people).map(([key, one]) => [one.slack, key]),
  );
  const members = (group: string) =>
    (ground.groups.get(group) ?? []).flatMap((user) => keys.get(user) ?? []);
  const inGroups = groupsOf(targets).flatMap(members);
  const chosen = whoIsAtLevel(ground.directory, ground.rota, [...inGroups, ...targets], now);
  const to = pages.map(({ kind, user, name }) => ({
    kind,
    user,
    name,
    why: whyPaged(ground, targets, members, chosen, keys.get(user ?? ''), now),
    by: contactsFor(ground, severity, { kind, user, name }, ground.proved, now).map((contact) =>
      reachable(ground, user, contact),
    ),
  }));
  const gaps = chosen.filter(
    ({ target, person, instead }) =>
      person === null && instead === null && scheduleIn(target) !== null,
  );
  const empty = groupsOf(targets).filter((group) => members(group).length === 0);
  return {
    to,
    nobody: [...gaps.map(({ target }) => target), ...empty.map((group) => `group:${group}`)],
  };
}

function reachable(
  { gone }: Ground,
  user: string | null,
  contact: PlannedContact,
): SimulatedContact {
  if (contact.means !== 'slack' || user === null || !gone.has(user))
    return { ...contact, calledOff: false };
  const why = 'the account is deactivated';
  return { ...contact, state: 'failed', why, calledOff: false };
}

function whyPaged(
  ground: Ground,
  targets: readonly string[],
  members: (group: string) => string[],
  chosen: readonly Chosen[],
  person: string | undefined,
  now: Date,
): WhyPaged {
  if (person === undefined || targets.includes(person)) return { kind: 'named' };
  const group = groupsOf(targets).find((one) => members(one).includes(person));
  if (group !== undefined) return { kind: 'group', group };
  const mine = chosen.find((one) => one.person === person && scheduleIn(one.target) !== null);
  const asked = mine && scheduleIn(mine.target);
  if (!mine || !asked) return { kind: 'named' };
  const planned = ground.rota.get(asked.name);
  const onCall = planned ? onCallAt(planned.schedule, planned.overrides, now) : null;
  const slack = (key: string | null) => (key && ground.directory.people[key]?.slack) || null;
  const why = onCall?.person === person ? onCall.why : null;
  return {
    kind: 'schedule',
    schedule: asked.name,
    after: asked.after,
    instead: slack(mine.instead),
    layer: layerOf(why, planned?.schedule.layers.length ?? 0),
    override:
      why?.kind === 'override'
        ? { of: slack(why.of), by: why.override.by, reason: why.override.reason }
        : null,
  };
}

function layerOf(why: Why | null, count: number): { number: number; name: string | null } | null {
  if (why?.kind !== 'layer' || count < 2) return null;
  return { number: why.layer, name: why.name };
}
