import type { KnownBlock, ModalView } from '@slack/types';
import { isDay } from '../../action/value.ts';
import type { Asked } from '../../flow/run/suggest-values.ts';
import type { Parameter } from '../../runbook/model.ts';
import { codeBlock, limits, size } from '../limits.ts';
import { section } from './blocks.ts';
import {
  dateInput,
  type FormErrors,
  type FormState,
  fieldOf,
  form,
  numberInput,
  selectInput,
  textInput,
} from './form.ts';
import { anyOf, plainLine } from './text.ts';

const prefix = 'parameter:';
// A modal holds 100 blocks; a command line with more placeholders is not one for a form.
const most = 90;

/** Asks for the values of a command's placeholders, one field each, under the line that will run. */
export function parametersModal(
  pressed: {
    incidentId: string;
    stepKey: string | null;
    action: string | null;
    dryRun?: boolean;
  },
  { command, asked }: { command: string; asked: Asked[] },
): ModalView {
  const { incidentId: incident, stepKey, action, dryRun } = pressed;
  const dry = dryRun ? { dry: true as const } : {};
  const value =
    stepKey === null
      ? { incident, action: action ?? '', ...dry }
      : { incident, step: stepKey, ...dry };
  const words = {
    title: dryRun ? 'Fill in the dry run' : 'Fill in the command',
    submit: 'Continue',
  };
  return form('parameters', value, words, [
    section(codeBlock(command, 2900)),
    ...asked.slice(0, most).map(field),
  ]);
}

function field(asked: Asked): KnownBlock {
  const { parameter, value } = asked;
  const about = {
    name: fieldName(parameter.name),
    label: plainLine(parameter.title ?? parameter.name, 100),
    hint: hintOf(asked),
  };
  const initial = value ?? undefined;
  const type = parameter.type ?? { kind: 'text' };
  switch (type.kind) {
    case 'choice': {
      // Slack cuts what is longer, and a cut option would not be the value.
      const fits = type.options.every((option) => size(option) <= limits.optionText);
      if (!fits || type.options.length > limits.options) return textInput(about, { initial });
      const choices = type.options.map((option) => ({ value: option, text: option }));
      return selectInput(about, choices, value);
    }
    case 'date':
      if (!isDay(type.format)) return textInput(about, { initial });
      return dateInput(about, value !== null && isoDay.test(value) ? value : null);
    case 'number':
      return numberInput(about, {
        initial: type.integer ? digits(value) : decimals(value),
        min: type.min ?? 0,
        ...(type.max !== undefined && { max: type.max }),
        decimals: !type.integer,
      });
    case 'port':
      return numberInput(about, { initial: digits(value), min: 1, max: 65_535, decimals: false });
    default:
      return textInput(about, { initial, max: longest(parameter) });
  }
}

const isoDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

function digits(value: string | null): string | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? value : undefined;
}

function decimals(value: string | null): string | undefined {
  return value !== null && /^\d{1,15}(?:\.\d{1,15})?$/.test(value) ? value : undefined;
}

function longest({ type, secret }: Parameter): number {
  const most = secret ? 1000 : limits.inputText;
  return type?.kind === 'text' ? Math.min(type.max ?? most, most) : most;
}

/** What the value must be, where the field itself does not say it. */
function rule({ type }: Parameter): string | null {
  if (type?.kind === 'text' && type.pattern !== undefined)
    return `It must match ${plainLine(type.pattern, 200)}.`;
  if (type?.kind !== 'number' || type.max === undefined) return null;
  return `From ${type.min ?? 0} to ${type.max}.`;
}

function hintOf({ parameter, because, others }: Asked): string {
  const written = plainLine(parameter.written, 100);
  return [
    `Takes the place of ${written} in the command.`,
    rule(parameter),
    because === null
      ? null
      : `Filled in from ${plainLine(because, 100).replaceAll('`', '')}: check it.`,
    others.length === 0
      ? null
      : `The alerts say ${anyOf(others.map((one) => plainLine(one, 80)))}.`,
    parameter.secret
      ? 'It is a secret: it is kept sealed and shown as dots, but others may read over your shoulder.'
      : null,
  ]
    .filter((text) => text !== null)
    .join(' ');
}

/** Every value by the name of its parameter; what was left empty is missing. */
export function readParameters(state: FormState): Record<string, string> {
  const names = Object.keys(state).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fieldOf(state, name);
      return value === null ? [] : [[name.slice(prefix.length), value]];
    }),
  );
}

/** Marks the fields whose value is missing or wrong. */
export function parameterErrors(asked: Asked[], problems: Record<string, string>): FormErrors {
  const wrong = asked.slice(0, most).flatMap(({ parameter: { name } }) => {
    const problem = Object.hasOwn(problems, name) ? problems[name] : undefined;
    return problem === undefined ? [] : [[fieldName(name), `It ${problem.replaceAll('`', '')}.`]];
  });
  return Object.fromEntries(wrong);
}

function fieldName(name: string): string {
  return `${prefix}${name}`.slice(0, limits.blockId);
}
