import { DAY, MINUTE, parseDuration } from '../lib/duration.ts';
import type { Misunderstood } from './command.ts';
import { clip, mentioned, takeNumber } from './command-words.ts';

/** Where to escalate to, and why. */
export interface EscalateWords {
  to:
    | { kind: 'next' }
    | { kind: 'level'; number: number }
    | { kind: 'person'; user: string }
    | { kind: 'policy'; name: string };
  words: string | null;
}

/** `level 2 …`, `@ada …`, `policy:support …`; any other words are the reason to page the next level. */
export function readEscalate(left: string[], policies: readonly string[]): EscalateWords {
  const skipped = /^to$/i.test(left[0] ?? '') ? 1 : 0;
  const [first = '', second = ''] = left.slice(skipped);
  const reason = (from: number) => left.slice(skipped + from).join(' ') || null;
  const user = mentioned(first);
  if (user !== undefined) return { to: { kind: 'person', user }, words: reason(1) };
  const joined = /^(level|policy):(\S+)$/i.exec(first);
  const word = (joined?.[1] ?? first).toLowerCase();
  const value = (joined?.[2] ?? second).toLowerCase();
  const rest = reason(joined ? 1 : 2);
  if (word === 'level' && /^\d{1,2}$/.test(value))
    return { to: { kind: 'level', number: Number(value) }, words: rest };
  if (word === 'policy' && (joined || policies.includes(value)))
    return { to: { kind: 'policy', name: value }, words: rest };
  return { to: { kind: 'next' }, words: reason(-skipped) };
}

export function readSnooze(
  words: string[],
): { verb: 'snooze'; number: number | null; ms: number } | Misunderstood {
  const { number, left } = takeNumber(words);
  const ms = left.length === 1 ? parseDuration((left[0] ?? '').toLowerCase()) : null;
  if (ms !== null && ms >= MINUTE && ms <= 7 * DAY) return { verb: 'snooze', number, ms };
  return {
    problem: `\`snooze\` needs how long, from 1m to 7d, and \`${clip(left.join(' ') || '(nothing)')}\` is no such time.`,
    example: '/incident snooze 30m',
    draft: null,
  };
}
