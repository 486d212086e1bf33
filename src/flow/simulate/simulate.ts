import { acknowledge } from '../../incident/acknowledge.ts';
import type { Decision } from '../../incident/decision.ts';
import { pageNext, whyNotPaging } from '../../incident/paging.ts';
import type { Incident } from '../../incident/types.ts';
import { watchAck } from '../../incident/watch-ack.ts';
import { DAY } from '../../lib/duration.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { missing, startEscalation } from '../../oncall/escalation.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service, Severity } from '../../service/service.ts';
import type { Rota } from '../oncall/rota.ts';
import { ackTermsFor } from '../page/ack-terms.ts';
import type { Proved } from '../page/contacts-for.ts';
import { policyOf } from '../page/policy-of.ts';
import { type Groups, reachFrom } from '../page/reach.ts';
import type { Turn } from '../page/turn-ports.ts';
import type { World } from '../ports.ts';
import { simulatedLevel } from './simulated-page.ts';
import { type SimulatedStep, stepsOf } from './simulated-step.ts';

/** What is asked: an incident that opens then, and when somebody acknowledges it. */
export interface Supposed {
  service: Service;
  severity: Severity;
  at: Date;
  /** After it opened; null: nobody does. */
  ackAfter: number | null;
}

/** All that paging depends on. Nothing else is looked at, and nothing is written. */
export interface Ground extends Pick<World, 'provided'> {
  directory: Directory;
  rota: Rota;
  groups: Groups;
  proved: Proved;
  /** Whom levels that page one at a time have paged, the one longest ago first. */
  turns: readonly Turn[];
  /** Slack ids of deactivated accounts. */
  gone: ReadonlySet<string>;
}

export interface Simulation {
  service: string;
  severity: Severity;
  policy: string | null;
  at: Date;
  steps: SimulatedStep[];
  /** It goes on like this; only its first day is told. */
  goesOn: boolean;
}

const LONGEST = DAY;
const MOST = 100;

/**
 * Who would be paged, by the code that pages: the same decisions, driven by a clock that jumps from one
 * timer to the next. Every page counts as delivered.
 */
export function simulate(ground: Ground, supposed: Supposed): Simulation {
  const { service, severity, at, ackAfter } = supposed;
  let incident = opened(ground.directory, supposed);
  let ackAt = ackAfter === null ? null : new Date(at.getTime() + ackAfter);
  const turns = [...ground.turns];
  const steps: SimulatedStep[] = [];
  const silent = whyNotPaging(incident);
  if (silent) steps.push({ at, kind: 'not-paging' });
  let now = nextMoment(incident, ackAt);
  while (now !== null && now.getTime() - at.getTime() < LONGEST && steps.length < MOST) {
    if (ackAt !== null && ackAt <= now) {
      const by = incident.escalation.paged[0] ?? SOMEBODY;
      const { timeout } = ackTermsFor(ground.directory, severity);
      const decided = acknowledge(incident, by, now, timeout);
      ackAt = null;
      if (!isRefusal(decided)) incident = taken(decided, now, steps);
    } else incident = step(ground, incident, turns, now, steps);
    now = nextMoment(incident, ackAt);
  }
  const policy = incident.escalation.chain[0]?.name ?? null;
  return { service: service.service, severity, policy, at, steps, goesOn: now !== null };
}

/** Acknowledges where nobody was paged who could. */
const SOMEBODY = 'somebody';

/** A page or a question after the acknowledgement, as its timer would have it. */
function step(
  ground: Ground,
  incident: Incident,
  turns: Turn[],
  now: Date,
  steps: SimulatedStep[],
): Incident {
  const { directory, rota, groups } = ground;
  const { watch, nextAt } = incident.escalation;
  if (watch !== null && watch.dueAt <= now && (nextAt === null || nextAt > now)) {
    const terms = ackTermsFor(directory, incident.severity);
    const decided = watchAck(incident, incident.acknowledgedAt, terms, now);
    return decided === null ? incident : taken(decided, now, steps);
  }
  const decided = pageNext(incident, now, {
    severity: incident.severity,
    reach: reachFrom(directory, rota, groups, incident.service, now),
    turns: (policy, level) =>
      turns.filter((one) => one.policy === policy && one.level === level).map(({ user }) => user),
  });
  for (const turn of decided.turns) take(turns, turn);
  const level = simulatedLevel(ground, decided.incident, decided.pages, now);
  steps.push(...stepsOf(decided, level, now));
  return decided.incident;
}

/** What was decided comes on the list, and pages on their way that it calls off are marked. */
function taken({ incident, entries }: Decision, now: Date, steps: SimulatedStep[]): Incident {
  const { state } = incident.escalation;
  if (state !== 'running' && state !== 'exhausted')
    callOff(steps, missing(incident.escalation), now);
  steps.push(...stepsOf({ incident, entries }, { to: [], nobody: [] }, now));
  return incident;
}

function callOff(steps: SimulatedStep[], except: readonly string[], now: Date): void {
  for (const one of steps) {
    if (one.kind !== 'paged') continue;
    for (const { user, by } of one.to) {
      if (user !== null && except.includes(user)) continue;
      for (const contact of by) if (contact.dueAt >= now) contact.calledOff = true;
    }
  }
}

function take(turns: Turn[], turn: Turn): void {
  const same = turns.findIndex(
    ({ policy, level, user }) =>
      policy === turn.policy && level === turn.level && user === turn.user,
  );
  if (same >= 0) turns.splice(same, 1);
  turns.push(turn);
}

/** The next moment at which something happens; null: nothing does any more. */
function nextMoment({ escalation }: Incident, ackAt: Date | null): Date | null {
  const times = [escalation.nextAt, escalation.watch?.dueAt, ackAt].flatMap((at) => at ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}

function opened(directory: Directory, { service, severity, at }: Supposed): Incident {
  return {
    id: 'simulated',
    number: 0,
    service: service.service,
    severity,
    title: 'simulated',
    status: 'open',
    alertKey: null,
    declaredBy: null,
    lead: null,
    openedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    channelId: null,
    channelName: null,
    escalation: startEscalation(policyOf(directory, service.service), severity, 1, at),
    procedures: [],
  };
}
