import { type Json, plainText } from '../read.ts';

/** What this page cannot draw is named, with its words, so that nothing goes missing unseen. */
export function Unknown({ what, type, source }: { what: string; type: string; source: Json }) {
  const words = plainText(source.text) || plainText(source.title);
  return (
    <span className="unknown">
      {type || 'unnamed'} {what} (not drawn here){words && `: ${words}`}
    </span>
  );
}
