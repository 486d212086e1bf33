import type { ModalView } from '@slack/types';
import { form, textInput } from './form.ts';

/** `next` is the level that will be paged, in words; null when paging starts over or ends. */
export function escalateModal(incident: string, next: string | null): ModalView {
  const hint = next === null ? 'The next people are paged at once.' : `${next} is paged at once.`;
  return form('escalate', { incident }, { title: 'Escalate', submit: 'Page now' }, [
    textInput(
      { name: 'reason', label: 'What do you need?', hint, optional: true },
      { max: 500, placeholder: 'I need somebody who knows the database' },
    ),
  ]);
}
