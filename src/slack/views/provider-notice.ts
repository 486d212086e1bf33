import { type Message, message, note, section } from './blocks.ts';
import { anyOf, line, when } from './text.ts';

/** A provider that is left alone, and why. */
export interface DownProvider {
  name: string;
  why: string;
}

/** For whoever can mend it: pages go by other means meanwhile. */
export function downNotice(down: readonly DownProvider[], now: Date): Message {
  const title = `⚠ *Pages do not go out by ${anyOf(
    down.map(({ name }) => line(name, 60)),
    'or',
  )}* since ${when(now, now)}.`;
  return message(title, [
    section(title),
    ...down.map(({ why }) =>
      section(
        `${line(why, 400)}. It is asked again every 30 seconds; meanwhile the next means is used.`,
      ),
    ),
  ]);
}

/** The same message once all of them work again. */
export function upNotice(names: readonly string[], now: Date): Message {
  return note(
    `✓ Pages go out by ${anyOf(
      names.map((name) => line(name, 60)),
      'and',
    )} again, since ${when(now, now)}.`,
  );
}
