import type { ModalView } from '@slack/types';
import type { ModalValue } from '../ids.ts';
import { form, textInput } from './form.ts';

export function denyModal(request: ModalValue<'deny-reason'>): ModalView {
  return form('deny-reason', request, { title: 'Deny this run', submit: 'Deny' }, [
    textInput(
      {
        name: 'reason',
        label: 'Why not?',
        hint: 'The person who asked reads this in the channel.',
        optional: true,
      },
      { max: 300, placeholder: 'A backup is running until 03:00' },
    ),
  ]);
}
