import type { ModalView } from '@slack/types';
import type { Unproved } from '../../flow/page/verify-contact.ts';
import { meansWords } from '../../oncall/contact.ts';
import { section } from './blocks.ts';
import { form, textInput } from './form.ts';
import { line } from './text.ts';

/** Asks for a code that was just sent. */
export function verifyModal(sent: readonly Unproved[]): ModalView {
  const where = sent.map(
    ({ address, means }) => `• ${line(masked(address), 60)} by ${meansWords[means]}`,
  );
  return form('verify-contact', {}, { title: 'Verify a contact', submit: 'Verify' }, [
    section(`A code is on its way to:\n${where.join('\n')}`),
    textInput(
      {
        name: 'code',
        label: 'The code of one of them',
        hint: 'Valid for ten minutes. For a second one type `/oncall verify <code>`.',
      },
      { max: 12 },
    ),
  ]);
}

/** Enough to know it by: whoever looks over a shoulder learns no number. */
export function masked(address: string): string {
  const [name = '', host] = address.split('@');
  if (host !== undefined) return `${name.slice(0, 1)}…@${host}`;
  return `…${address.slice(-3)}`;
}
