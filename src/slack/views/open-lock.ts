import type { ModalView } from '@slack/types';
import type { ModalValue } from '../ids.ts';
import { form, textInput } from './form.ts';

export function openLockModal(lock: ModalValue<'open-lock'>): ModalView {
  return form('open-lock', lock, { title: 'Open the lock', submit: 'Open it' }, [
    textInput(
      {
        name: 'reason',
        label: 'Why may it be tried again?',
        hint: 'Everybody reads this in the channel. Somebody else has to press then.',
      },
      { max: 300, placeholder: 'The disk was full and is not any more' },
    ),
  ]);
}
