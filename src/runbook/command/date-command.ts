import type { ParsedScript, Word } from 'unbash';
import { isStrftime } from '../../lib/strftime.ts';
import type { DateText } from '../model.ts';

/** `date -u +%Y%m%d` with fields that Runbell can compute itself; null for any other command. */
export function readDateCommand(script: ParsedScript | undefined): DateText | null {
  const [statement, ...more] = script?.commands ?? [];
  if (!statement || more.length > 0 || statement.background) return null;
  const { command } = statement;
  if (command.type !== 'Command' || command.name?.value !== 'date') return null;
  if (command.prefix.length > 0 || command.redirects.length > 0) return null;
  const words = command.args.map((word) => (word.type === 'Word' ? literal(word) : null));
  return words.every((word) => word !== null) ? readArguments(words) : null;
}

function readArguments(words: string[]): DateText | null {
  let format: string | null = null;
  let utc = false;
  let offsetMs: number | null = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const joined = /^(?:-d|--date=|-v)(.+)$/.exec(word)?.[1];
    if (/^(?:-u|--utc|--universal)$/.test(word)) utc = true;
    else if (/^(?:-I|--iso-8601)$/.test(word)) format = '%F';
    else if (word.startsWith('+')) format = word.slice(1);
    else if (joined !== undefined) offsetMs = readOffset(joined);
    else if (/^(?:-d|--date|-v)$/.test(word)) {
      at += 1;
      offsetMs = readOffset(words[at] ?? '');
    } else return null;
  }
  if (format === null || format === '' || offsetMs === null || !isStrftime(format)) return null;
  return { format, utc, offsetMs };
}

/** `yesterday`, `2 days ago`, `-3 hours`, and `-1d` as BSD writes it. */
function readOffset(text: string): number | null {
  const words = text.trim().toLowerCase();
  if (words === 'now' || words === 'today') return 0;
  if (words === 'yesterday') return -unitMs.day;
  if (words === 'tomorrow') return unitMs.day;
  const match =
    /^([+-]?)(\d{1,4})\s*(m(?:in(?:ute)?)?s?|h(?:our)?s?|d(?:ay)?s?|w(?:eek)?s?)(\s+ago)?$/.exec(
      words,
    );
  if (!match) return null;
  const unit = { m: 'minute', h: 'hour', d: 'day', w: 'week' } as const;
  const letter = (match[3] ?? 'd').charAt(0) as keyof typeof unit;
  const back = (match[1] === '-') !== (match[4] !== undefined);
  return Number(match[2]) * unitMs[unit[letter]] * (back ? -1 : 1);
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

function literal(word: Word): string | null {
  const plain = (word.parts ?? []).every(
    (part) =>
      part.type === 'Literal' ||
      part.type === 'SingleQuoted' ||
      (part.type === 'DoubleQuoted' && part.parts.every((inner) => inner.type === 'Literal')),
  );
  return plain ? word.value : null;
}
