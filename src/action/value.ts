import { strftime } from '../lib/strftime.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { Parameter, ParameterType } from '../runbook/model.ts';
import { readPattern } from './pattern.ts';
import { isRedacted } from './redact-mark.ts';

const MAX_VALUE = 4096;

/** A value as the command takes it, or what is wrong with it in words that follow its name. */
export type Settled = { value: string } | { problem: string };

/** Checks what was typed against the parameter's type; a day becomes the text that the command wants. */
export function settleValue(parameter: Parameter, typed: string): Settled {
  const problem = problemWith(typed);
  if (problem !== null) return { problem };
  const type = parameter.type ?? { kind: 'text' };
  switch (type.kind) {
    case 'text':
      return settleText(type, typed);
    case 'name':
      return kubernetesName.test(typed) && typed.length <= 253
        ? { value: typed }
        : { problem: 'is no name: use small letters, digits, `-` and `.` only' };
    case 'number':
      return settleNumber(type, typed);
    case 'port': {
      const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
      return port >= 1 && port <= 65_535
        ? { value: typed }
        : { problem: 'is no port: use a whole number from 1 to 65535' };
    }
    case 'address':
      return address.test(typed)
        ? { value: typed }
        : { problem: 'is no host: use a name or an IP address' };
    case 'choice':
      return type.options.includes(typed)
        ? { value: typed }
        : { problem: `must be one of ${type.options.slice(0, 10).join(', ')}` };
    case 'date':
      return settleDate(type.format, typed);
    default:
      return unreachable(type);
  }
}

function settleText(
  { pattern, max }: Extract<ParameterType, { kind: 'text' }>,
  typed: string,
): Settled {
  if (max !== undefined && [...typed].length > max)
    return { problem: `is longer than ${max} characters` };
  if (pattern === undefined) return { value: typed };
  const read = readPattern(pattern);
  // It was read when the file was; one that cannot be read any more lets nothing through.
  return typeof read !== 'string' && read.matches(typed)
    ? { value: typed }
    : { problem: `does not match \`${pattern}\`` };
}

function settleNumber(
  { min, max, integer }: Extract<ParameterType, { kind: 'number' }>,
  typed: string,
): Settled {
  const shape = integer ? /^\d+$/ : /^\d+(?:\.\d+)?$/;
  if (!shape.test(typed)) return { problem: `is not a ${integer ? 'whole ' : ''}number` };
  const value = Number(typed);
  if (value >= (min ?? 0) && value <= (max ?? Number.POSITIVE_INFINITY)) return { value: typed };
  if (max === undefined) return { problem: `must be at least ${min}` };
  return { problem: `must be from ${min ?? 0} to ${max}` };
}

/** What a parameter starts with when nobody knows better: the text's own default, or today. */
export function startValue(parameter: Parameter, now: Date): string | null {
  if (parameter.default !== null) return parameter.default;
  if (parameter.type?.kind !== 'date') return null;
  return strftime(parameter.type.format, now, 'utc');
}

/** Whether a date's format holds nothing finer than a day, so that a calendar can ask for it. */
export function isDay(format: string): boolean {
  return !/%[HMSITRs]/.test(format);
}

function settleDate(format: string, typed: string): Settled {
  const day = /^\d{4}-\d\d-\d\d$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  if (day && isDay(format)) {
    const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed);
    const value = real ? strftime(format, day, 'utc') : null;
    return value === null ? { problem: 'is no day of the calendar' } : { value };
  }
  const shape = format
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('%F', '%Y-%m-%d')
    .replaceAll('%Y', '\\d{4}')
    .replaceAll(/%[mdHMS]/g, '\\d{2}');
  return new RegExp(`^${shape}$`).test(typed)
    ? { value: typed }
    : { problem: `must look like ${strftime(format, new Date(0), 'utc') ?? format}` };
}

/** Controls, turns of writing direction, halves of characters: what is approved must be what is read. */
const invisible = /(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;

function problemWith(value: string): string | null {
  if (value.trim() === '') return 'is empty; type a value';
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (invisible.test(value)) return 'holds an invisible character; type it by hand';
  if (isRedacted(value)) return 'holds a mark where a secret was taken out; type the secret itself';
  if (value.startsWith('-')) return 'starts with `-`, which the program would read as an option';
  return null;
}

const kubernetesName = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
const address =
  /^(?:[\w.-]{1,64}@)?(?:[A-Za-z0-9](?:[\w.-]{0,250}[A-Za-z0-9])?|\[?[0-9A-Fa-f:.]{2,45}\]?)(?::\d{1,5})?$/;
