import type { ModalView } from '@slack/types';
import type { Parameter } from '../../runbook/model.ts';
import { limits } from '../limits.ts';
import { type FormErrors, type FormState, fieldOf, form, textInput } from './form.ts';
import { plainLine } from './text.ts';

const prefix = 'parameter:';
// A modal holds 100 blocks; a command line with more placeholders is not one for a form.
const most = 90;

/** Asks for the values of a command's placeholders, one field each. */
export function parametersModal(
  pressed: { incidentId: string; stepKey: string | null; action: string | null },
  parameters: Parameter[],
): ModalView {
  const { incidentId: incident, stepKey, action } = pressed;
  const value = stepKey === null ? { incident, action: action ?? '' } : { incident, step: stepKey };
  const words = { title: 'Fill in the command', submit: 'Continue' };
  return form(
    'parameters',
    value,
    words,
    parameters.slice(0, most).map((parameter) =>
      textInput(
        {
          name: fieldName(parameter.name),
          label: plainLine(parameter.name, 100),
          hint: `Takes the place of ${plainLine(parameter.written, 100)} in the command${parameter.secret ? '. It is a secret: others may read over your shoulder' : ''}.`,
        },
        { initial: parameter.default ?? undefined },
      ),
    ),
  );
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

/** Marks the fields that are still missing. */
export function parameterErrors(
  parameters: Parameter[],
  values: Record<string, string>,
): FormErrors {
  const missing = parameters.filter(({ name }) => (values[name] ?? '') === '');
  return Object.fromEntries(
    missing.map(({ name }) => [fieldName(name), 'The command needs a value here.']),
  );
}

function fieldName(name: string): string {
  return `${prefix}${name}`.slice(0, limits.blockId);
}
