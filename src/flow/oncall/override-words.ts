import { clip, mentioned } from '../../incident/command-words.ts';
import { parseDuration } from '../../lib/duration.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';

/** What somebody typed after `/oncall override`; null where they left it to the form. */
export interface OverrideWords {
  schedule: string | null;
  /** A Slack user id. */
  user: string | null;
  until: Until | null;
  reason: string | null;
}

export type Until = { kind: 'for'; ms: number } | { kind: 'clock'; hours: number; minutes: number };

const example = 'For example: `/oncall override primary @ada for 4h`, or `until 09:00`.';

/** `primary @ada for 4h dentist`: all of it may be left out, from the end or from the begin. */
export function readOverrideWords(
  words: readonly string[],
  schedules: readonly string[],
): OverrideWords | Refusal {
  const left = words.filter((word) => word !== '');
  let schedule: string | null = null;
  if (left.length > 0 && mentioned(left[0]) === undefined) {
    schedule = (left.shift() ?? '').toLowerCase();
    if (!schedules.includes(schedule)) return noSchedule(schedule, schedules);
  }
  if (left.length === 0) return { schedule, user: null, until: null, reason: null };
  const user = mentioned(left[0]);
  if (user === undefined)
    return refuse(
      'no-person',
      `\`${clip(left[0] ?? '')}\` is nobody. Name a person with @. ${example}`,
    );
  const [, word = '', value = '', ...rest] = left;
  const kind = word.toLowerCase();
  if (kind !== 'for' && kind !== 'until')
    return { schedule, user, until: null, reason: left.slice(1).join(' ') || null };
  const until = kind === 'for' ? lasting(value) : untilClock(value);
  if (until === null)
    return refuse('no-end', `\`${clip(`${word} ${value}`.trim())}\` is no end. ${example}`);
  return { schedule, user, until, reason: rest.join(' ') || null };
}

export function noSchedule(name: string, schedules: readonly string[]): Refusal {
  const known = schedules.slice(0, 10).map((one) => `\`${one}\``);
  const instead =
    known.length > 0 ? `Choose one of ${known.join(', ')}.` : 'None is in runbell.yaml yet.';
  return refuse('no-schedule', `No schedule is called \`${clip(name)}\`. ${instead}`);
}

function lasting(value: string): Until | null {
  const ms = parseDuration(value.toLowerCase());
  return ms !== null && ms > 0 ? { kind: 'for', ms } : null;
}

function untilClock(value: string): Until | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(value) ?? [];
  return hours === undefined
    ? null
    : { kind: 'clock', hours: Number(hours), minutes: Number(minutes) };
}
