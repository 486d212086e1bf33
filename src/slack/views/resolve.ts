import type { ModalView } from '@slack/types';
import { form, textInput } from './form.ts';

export function resolveModal(incident: string): ModalView {
  return form('resolve', { incident }, { title: 'Resolve the incident', submit: 'Resolve' }, [
    textInput(
      {
        name: 'summary',
        label: 'What fixed it?',
        hint: 'One sentence helps the next person. You can leave it empty.',
        optional: true,
      },
      { max: 1000, lines: true },
    ),
  ]);
}
