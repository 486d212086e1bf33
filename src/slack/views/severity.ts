import type { KnownBlock, ModalView } from '@slack/types';
import { type Severity, severities } from '../../service/service.ts';
import { type FormState, fieldOf, form, selectInput } from './form.ts';
import { severityWords } from './text.ts';

export function severityModal(incident: string, current: Severity): ModalView {
  const words = { title: 'Change severity', submit: 'Change' };
  return form('severity', { incident }, words, [severityInput(current)]);
}

export function severityInput(current: Severity | null): KnownBlock {
  const choices = severities.map((value) => ({ value, text: severityWords(value) }));
  return selectInput({ name: 'severity', label: 'Severity' }, choices, current);
}

/** Null when nothing that is a severity was chosen. */
export function readSeverity(state: FormState): Severity | null {
  return toSeverity(fieldOf(state, 'severity'));
}

export function toSeverity(word: string | null): Severity | null {
  return severities.find((severity) => severity === word?.toLowerCase()) ?? null;
}
