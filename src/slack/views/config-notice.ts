import { context, type Message, message, note, section, sizedSections } from './blocks.ts';
import { code, count, lineWithCode, when } from './text.ts';

/** One mistake in a file that was edited while the bot runs. */
export interface BrokenFile {
  file: string;
  line: number | null;
  what: string;
  instead: string;
  /** When the version was written that stays in force; null when there is none. */
  keptFrom: Date | null;
}

const MOST = 20;

/** What is wrong with the files, for whoever edited them. */
export function brokenNotice(broken: BrokenFile[], now: Date): Message {
  const files = new Set(broken.map(({ file }) => file)).size;
  const title = `⚠ *${count(files, 'file')} cannot be taken over* as edited. The bot goes on with what it had.`;
  const shown = broken.slice(0, MOST).map((one) => mistake(one, now));
  const more = broken.length - shown.length;
  return message(title, [
    section(title),
    ...sizedSections(shown),
    ...(more > 0 ? [context(`and ${more} more`)] : []),
    context('`runbell check` says the same. This message changes when it is mended.'),
  ]);
}

/** The same message once everything is in order. */
export function mendedNotice(files: string[], now: Date): Message {
  const shown = files.slice(0, 5).map((file) => code(file, 120));
  const more = files.length - shown.length;
  return note(
    `✓ *Mended* at ${when(now, now)}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}. What stands in the files is in force.`,
  );
}

function mistake({ file, line, what, instead, keptFrom }: BrokenFile, now: Date): string {
  const place = code(line === null ? file : `${file}:${line}`, 200);
  const kept =
    keptFrom === null
      ? 'Until then it is left out.'
      : `The version from ${when(keptFrom, now)} stays in force.`;
  const end = instead.endsWith('?') ? '' : '.';
  return `${place}: ${lineWithCode(what, 400)}; ${lineWithCode(instead, 400)}${end} ${kept}`;
}
