import type { KnownBlock, ModalView } from '@slack/types';
import type { Directory } from '../../service/directory.ts';
import type { Severity } from '../../service/service.ts';
import type { ActionValue } from '../ids.ts';
import { limits } from '../limits.ts';
import { type FormErrors, type FormState, fieldOf, form, selectInput, textInput } from './form.ts';
import { readSeverity, severityInput, toSeverity } from './severity.ts';
import { plainLine } from './text.ts';

/** What the form of `/incident` asks for; null where nothing fitting was given. */
export interface Declaration {
  severity: Severity | null;
  service: string | null;
  title: string;
}

/** The form that declares an incident, filled with what was typed before. */
export function declareModal(directory: Directory, draft: ActionValue<'declare'>): ModalView {
  const words = { title: 'Declare an incident', submit: 'Declare' };
  return form('declare', {}, words, [
    textInput(
      { name: 'title', label: 'What is broken?' },
      { initial: draft.title, max: 200, placeholder: 'Books are not delivered' },
    ),
    severityInput(toSeverity(draft.severity ?? null)),
    serviceInput(directory, draft.service ?? null),
  ]);
}

export function readDeclaration(state: FormState): Declaration {
  return {
    severity: readSeverity(state),
    service: fieldOf(state, 'service'),
    title: fieldOf(state, 'title') ?? '',
  };
}

/** Null when an incident can be declared from it. */
export function declareErrors(read: Declaration, directory: Directory): FormErrors | null {
  const errors: FormErrors = {
    ...(read.title === '' && { title: 'Say in a few words what is broken.' }),
    ...(read.severity === null && { severity: 'Choose how bad it is.' }),
    ...(read.service !== null &&
      !directory.services.has(read.service) && {
        service: `No service is called "${plainLine(read.service, 60)}". Leave it empty if you are not sure.`,
      }),
  };
  return Object.keys(errors).length === 0 ? null : errors;
}

/** A list to choose from; a text field where Slack's hundred options do not suffice. */
function serviceInput(directory: Directory, service: string | null): KnownBlock {
  const names = [...directory.services.keys()];
  const field = {
    name: 'service',
    label: 'Service',
    hint: `Not sure? Leave it empty: ${plainLine(directory.default_service, 80)} takes it.`,
    optional: true,
  };
  if (names.length === 0 || names.length > limits.options) {
    return textInput(field, { initial: service ?? undefined, max: 80 });
  }
  return selectInput(
    field,
    names.map((name) => ({ value: name, text: name })),
    service,
  );
}
