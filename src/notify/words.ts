import type { PageMessage, PageSubject } from '../flow/page/notify-ports.ts';

const MOST_SHOWN = 5;

/** `P1 #12: KindleSyncDown on kindle-sync`. */
export function headline(subject: PageSubject, most = 120): string {
  const { severity, number, title, service } = subject;
  const where = title.includes(service) ? '' : ` (${service})`;
  return `${severity.toUpperCase()} #${number}: ${shorten(oneLine(title), most)}${where}`;
}

/** One incident, or how many and which. */
export function summary({ about }: PageMessage, most = 120): string {
  if (about.length === 1) return headline(about[0], most);
  const shown = about.slice(0, MOST_SHOWN).map((subject) => headline(subject, 40));
  const more = about.length - shown.length;
  return `${about.length} incidents: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Foreign text on one line, without what a phone or a mail client would take for a command. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
