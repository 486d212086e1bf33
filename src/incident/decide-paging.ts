import { MINUTE } from '../lib/duration.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Escalation } from '../oncall/escalation.ts';
import { hasNext } from '../oncall/next-step.ts';
import type { NamedPolicy } from '../oncall/policy.ts';
import { personOf } from '../oncall/recipient.ts';
import { type Decision, wrongStatus } from './decision.ts';
import { mention, plain, spoken } from './entry.ts';
import { pageOf } from './paging.ts';
import type { Incident } from './types.ts';

/** What the presser saw: somebody else may have escalated since. */
export interface Seen {
  level: number | null;
  /** Null: the button is of an older version. */
  round: number | null;
}

/** Where to: the next level, a level by its number from 1, a person, or another policy with what follows it. */
export type Further =
  | { kind: 'next' }
  | { kind: 'level'; number: number }
  | { kind: 'person'; user: string }
  | { kind: 'policy'; name: string; chain: NamedPolicy[] };

/** Two people who press at once push once. */
export function staleButton({ escalation }: Incident, { level, round }: Seen): Refusal | null {
  if (level === escalation.level && (round === null || round === escalation.round)) return null;
  return refuse(
    'already-escalated',
    'The next level was paged since this was shown, so nothing was done. Press again to go one further.',
  );
}

/** Pages further now, also after an acknowledgement. */
export function escalateByHand(
  incident: Incident,
  by: string,
  reason: string | null,
  to: Further,
  now: Date,
): Decision | Refusal {
  if (incident.status === 'resolved') return wrongStatus(incident, 'page-again');
  switch (to.kind) {
    case 'person':
      return toPerson(incident, by, reason, to.user, now);
    case 'policy':
      return toPolicy(incident, by, reason, to, now);
    case 'level':
      return toLevel(incident, by, reason, to.number, now);
    case 'next':
      return toNext(incident, by, reason, now);
  }
}

/** How the level of somebody is called who was asked for by name. */
export const ASKED_FOR = 'asked for by name';

function toNext(
  incident: Incident,
  by: string,
  reason: string | null,
  now: Date,
): Decision | Refusal {
  const { escalation } = incident;
  if (escalation.policy === null) return noPolicy(incident);
  if (escalation.state === 'exhausted' || !hasNext(escalation)) {
    return refuse(
      'everyone-paged',
      `Everyone on the policy ${escalation.policyName} was paged already. Page one of them again with \`/incident escalate level 1\`, somebody else with \`/incident escalate @name\`, or raise the severity to start again.`,
    );
  }
  return escalated(incident, by, reason, '', onward(escalation, now));
}

function toLevel(
  incident: Incident,
  by: string,
  reason: string | null,
  number: number,
  now: Date,
): Decision | Refusal {
  const { escalation } = incident;
  if (escalation.policy === null) return noPolicy(incident);
  const level = escalation.policy.levels[number - 1];
  if (level === undefined) {
    return refuse(
      'no-such-level',
      `The policy ${escalation.policyName} has no level ${number}. It has ${escalation.policy.levels
        .map(({ name }, index) => `${index + 1} (${plain(name)})`)
        .join(', ')}.`,
    );
  }
  const at = { ...escalation, level: number === 1 ? null : number - 2 };
  return escalated(incident, by, reason, ` to *${plain(level.name)}*`, {
    ...onward(at, now),
    asked: true,
  });
}

function toPolicy(
  incident: Incident,
  by: string,
  reason: string | null,
  { name, chain }: { name: string; chain: NamedPolicy[] },
  now: Date,
): Decision | Refusal {
  const [first] = chain;
  if (first === undefined) {
    return refuse('no-policy', `There is no policy \`${plain(name)}\` in runbell.yaml.`);
  }
  const { round } = incident.escalation;
  const at: Escalation = {
    ...incident.escalation,
    policyName: first.name,
    policy: first.policy,
    chain,
    handed: 0,
    round: round + 1,
    level: null,
    repeats: 0,
  };
  return escalated(incident, by, reason, ` to the policy *${first.name}*`, onward(at, now));
}

/** One more person beside the levels. Where nobody else is being paged, the next level is if they do not answer. */
function toPerson(
  incident: Incident,
  by: string,
  reason: string | null,
  user: string,
  now: Date,
): Decision {
  const { escalation } = incident;
  const { policy, level, state, paged } = escalation;
  const going = state === 'running' || state === 'awaiting';
  const wait = policy?.levels[level ?? 0]?.wait ?? ALONE_MS;
  const next: Escalation = {
    ...escalation,
    ...(policy === null && {
      policyName: BY_HAND,
      policy: ALONE,
      chain: [{ name: BY_HAND, policy: ALONE }],
      level: 0,
    }),
    ...(going
      ? { paged: [...new Set([...paged, user])] }
      : { state: 'running', nextAt: new Date(now.getTime() + wait), watch: null, paged: [user] }),
  };
  const decision = escalated(incident, by, reason, ` to ${mention(user)}`, next);
  const page = { to: personOf(user), level: next.level ?? 0, levelName: ASKED_FOR };
  return { ...decision, pages: [pageOf(decision.incident, page, now)] };
}

/** What an incident without a policy goes by once somebody was asked for. */
const BY_HAND = 'by hand';
const ALONE_MS = 15 * MINUTE;
const ALONE = {
  levels: [{ name: ASKED_FOR, page: [], wait: ALONE_MS }],
  repeat: 0,
} satisfies NamedPolicy['policy'];

function onward(escalation: Escalation, now: Date): Escalation {
  return { ...escalation, state: 'running', nextAt: now, watch: null };
}

function escalated(
  incident: Incident,
  by: string,
  reason: string | null,
  to: string,
  escalation: Escalation,
): Decision {
  return {
    incident: { ...incident, escalation },
    entries: [
      {
        kind: 'escalated-by-hand',
        actor: by,
        text: `Escalated${to} by ${mention(by)}${reason ? `: ${spoken(reason)}` : '.'}`,
        post: true,
      },
    ],
  };
}

function noPolicy({ service }: Incident): Refusal {
  return refuse(
    'no-policy',
    `No escalation policy is set for ${service}. Set \`escalation\` in its service.yaml, or page somebody by name: \`/incident escalate @name\`.`,
  );
}
