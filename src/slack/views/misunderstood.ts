import type { Misunderstood } from '../../incident/command.ts';
import { shorten } from '../limits.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { code, sentence } from './text.ts';

/** Says what was understood and what is wrong; a button opens the form with everything that was typed. */
export function misunderstood({ problem, example, draft }: Misunderstood): Message {
  const text = `${sentence(problem, 1500)}\nFor example: ${code(example, 300)}`;
  return message(text, [
    section(text),
    draft === null
      ? null
      : actions([button('Open the form with what you typed', 'declare', draftOf(draft))]),
  ]);
}

function draftOf({ severity, service, title }: NonNullable<Misunderstood['draft']>) {
  return {
    ...(severity && { severity: shorten(severity, 40) }),
    ...(service && { service: shorten(service, 80) }),
    ...(title && { title: shorten(title, 200) }),
  };
}
