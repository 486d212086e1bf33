import type { ModalView } from '@slack/types';
import type { ModalValue } from '../ids.ts';
import { section } from './blocks.ts';
import { form, textInput } from './form.ts';
import { lineWithCode } from './text.ts';

/** Asks why, where a rule wants that said: of whoever approves, or of whoever breaks the glass. */
export function approveModal(
  { alone, ...request }: ModalValue<'approve-reason'>,
  rule: string,
): ModalView {
  const words = alone
    ? { title: 'Approve your own request', submit: 'Break the glass' }
    : { title: 'Approve this run', submit: 'Approve' };
  const about = alone
    ? `You asked for this run. Approving it alone is allowed by ${rule}; the channel is told, with your reason, and the record is marked.`
    : `Whoever approves says why: ${rule} asks for it.`;
  return form('approve-reason', { alone, ...request }, words, [
    section(lineWithCode(about, 500)),
    textInput(
      {
        name: 'reason',
        label: alone ? 'Why can this not wait for somebody else?' : 'Why?',
        hint: 'It stands on the record of the incident.',
      },
      {
        max: 300,
        placeholder: alone ? 'Nobody answers, and mails are lost' : 'I checked the queue',
      },
    ),
  ]);
}
