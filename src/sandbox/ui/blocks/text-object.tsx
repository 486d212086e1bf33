import { asObject, plainText } from '../read.ts';
import { replaceEmoji } from '../text/emoji.ts';
import { RichText } from '../text/rich-text.tsx';

/** A `mrkdwn` or `plain_text` object. */
export function TextObject({ value }: { value: unknown }) {
  const text = plainText(value);
  if (asObject(value).type === 'mrkdwn') return <RichText text={text} />;
  return <div className="text plain">{replaceEmoji(text)}</div>;
}
