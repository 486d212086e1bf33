import { formatDuration } from '../lib/duration.ts';
import { type Refusal, refuse } from '../lib/refusal.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { AckTerms, Watch } from '../oncall/watch.ts';
import { type AckTimeout, watchFrom } from './acknowledge.ts';
import { type Decision, pagedAgain, stop, wrongStatus } from './decision.ts';
import { mention, RUNBELL } from './entry.ts';
import { destination } from './transitions.ts';
import type { Incident } from './types.ts';

/**
 * What is due on an acknowledged incident: to ask whether somebody is still on it, to take a silent
 * acknowledgement back, to end a snooze. `active`: the last sign of a responder. Null: nothing yet.
 */
export function watchAck(
  incident: Incident,
  active: Date | null,
  terms: AckTerms,
  now: Date,
): Decision | null {
  const { watch } = incident.escalation;
  if (watch === null || watch.dueAt > now) return null;
  switch (watch.phase) {
    case 'snoozed':
      return pageAgain(incident, 'snooze-ended', 'The snooze has ended.', now);
    case 'quiet':
      return seen(incident, watch, active, terms, now) ?? ask(incident, active, terms, now);
    case 'asked':
      return seen(incident, watch, active, terms, now) ?? takeBack(incident, watch, now);
    default:
      return unreachable(watch.phase);
  }
}

/** The answer to the question. */
export function stillOnIt(
  incident: Incident,
  by: string,
  timeout: AckTimeout,
  now: Date,
): Decision | Refusal {
  const { escalation, number } = incident;
  if (incident.status !== 'acknowledged') {
    return refuse(
      'not-acknowledged',
      `Incident ${number} is ${incident.status}, and nobody has it. Press *Acknowledge* if you take it.`,
    );
  }
  if (escalation.watch?.phase !== 'asked') {
    return refuse('not-asked', `Nobody asks after incident ${number} any more. It goes on.`);
  }
  return {
    incident: { ...incident, escalation: { ...escalation, watch: watchFrom(now, timeout) } },
    entries: [
      { kind: 'still-on-it', actor: by, text: `${mention(by)} is still on it.`, post: true },
    ],
  };
}

/** Acknowledged until a time. Then paging starts again, whatever was done meanwhile. */
export function snooze(incident: Incident, by: string, until: Date, now: Date): Decision | Refusal {
  const status = destination(incident.status, 'snooze');
  if (status === null) return wrongStatus(incident, 'snooze');
  const { escalation } = incident;
  if (escalation.state === 'silent') {
    return refuse(
      'not-paging',
      `Nobody is paged for incident ${incident.number}, so there is nothing to snooze.`,
    );
  }
  const watch: Watch = { phase: 'snoozed', since: now, dueAt: until };
  return {
    incident: {
      ...incident,
      status,
      acknowledgedAt: incident.acknowledgedAt ?? now,
      acknowledgedBy: incident.acknowledgedBy ?? by,
      lead: incident.lead ?? by,
      escalation: { ...stop(escalation, 'acknowledged'), watch },
    },
    entries: [
      {
        kind: 'snoozed',
        actor: by,
        text: `Snoozed for ${formatDuration(until.getTime() - now.getTime())} by ${mention(by)}. Then paging starts again; \`/incident unsnooze\` starts it now.`,
        data: { until: until.toISOString() },
        post: true,
      },
    ],
  };
}

export function unsnooze(incident: Incident, by: string, now: Date): Decision | Refusal {
  if (incident.escalation.watch?.phase !== 'snoozed') {
    return refuse('not-snoozed', `Incident ${incident.number} is not snoozed.`);
  }
  return pageAgain(incident, 'snooze-ended', `The snooze was ended by ${mention(by)}.`, now, by);
}

/** A sign since it was last looked at; the next look is a whole time-out after it. */
function seen(
  incident: Incident,
  { phase, since }: Watch,
  active: Date | null,
  { timeout }: AckTerms,
  now: Date,
): Decision | null {
  if (timeout === null) return watching(incident, null);
  if (active === null || (phase === 'asked' && active <= since)) return null;
  const watch = watchFrom(active, timeout);
  return watch !== null && watch.dueAt > now ? watching(incident, watch) : null;
}

function ask(incident: Incident, active: Date | null, { grace }: AckTerms, now: Date): Decision {
  const { acknowledgedBy: by, acknowledgedAt } = incident;
  const last = Math.max(active?.getTime() ?? 0, acknowledgedAt?.getTime() ?? 0);
  const dueAt = new Date(now.getTime() + grace);
  return {
    ...watching(incident, { phase: 'asked', since: now, dueAt }),
    entries: [
      {
        kind: 'ack-asked',
        actor: RUNBELL,
        text: `${mention(by ?? RUNBELL)}, are you still on it? Nobody has done anything here for ${formatDuration(now.getTime() - last)}. Without a sign of you, paging starts again in ${formatDuration(grace)}.`,
        data: { user: by, until: dueAt.toISOString() },
        post: true,
      },
    ],
  };
}

function takeBack(incident: Incident, { since }: Watch, now: Date): Decision {
  const silence = formatDuration(now.getTime() - since.getTime());
  const { acknowledgedBy: by } = incident;
  const words = `${mention(by ?? RUNBELL)} did not answer within ${silence}, so the acknowledgement is taken back.`;
  return pageAgain(incident, 'unacknowledged', words, now);
}

function pageAgain(
  incident: Incident,
  kind: 'unacknowledged' | 'snooze-ended',
  words: string,
  now: Date,
  actor = RUNBELL,
): Decision {
  return {
    incident: { ...pagedAgain(incident, now), status: 'open' },
    entries: [
      { kind, actor, text: `${words} Paging starts again from the first level.`, post: true },
    ],
  };
}

function watching(incident: Incident, watch: Watch | null): Decision {
  return { incident: { ...incident, escalation: { ...incident.escalation, watch } }, entries: [] };
}
