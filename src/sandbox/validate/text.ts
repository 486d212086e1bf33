import { bool, type Check, object, oneOf, string } from './check.ts';
import { limits } from './limits.ts';

export function plainText(max: number): Check {
  return object({ type: oneOf('plain_text'), text: string(max) }, { emoji: bool });
}

export function mrkdwn(max: number): Check {
  return object({ type: oneOf('mrkdwn'), text: string(max) }, { verbatim: bool });
}

/** Either kind of text. `emoji` belongs to plain text and `verbatim` to mrkdwn; Slack refuses the swap. */
export function anyText(max: number): Check {
  const plain = plainText(max);
  const marked = mrkdwn(max);
  const either = object({ type: oneOf('plain_text', 'mrkdwn'), text: string(max) });
  return (value, pointer, problems) => {
    const type = (value as { type?: unknown } | null)?.type;
    const check = type === 'plain_text' ? plain : type === 'mrkdwn' ? marked : either;
    check(value, pointer, problems);
  };
}

export const confirm: Check = object(
  { text: anyText(limits.confirm.text) },
  {
    title: plainText(limits.confirm.title),
    confirm: plainText(limits.confirm.button),
    deny: plainText(limits.confirm.button),
    style: oneOf('primary', 'danger'),
  },
);
