import { DAY } from '../../lib/duration.ts';
import type { Recipient } from '../../oncall/recipient.ts';
import type { Severity } from '../../service/service.ts';
import { escapeFit, escapeText, shorten, size } from '../limits.ts';

// These turn the reading direction of everything after them.
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** One line of somebody else's text for a plain-text element. */
export function plainLine(text: string, max: number): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll(turning, '')
    .trim();
  return shorten(line === '' ? '(empty)' : line, max);
}

/**
 * One line of somebody else's text for mrkdwn: it can neither mention nor format. mrkdwn has no
 * escape for its marks, so they become look-alikes.
 */
export function line(text: string, max: number): string {
  const quiet = plainLine(text, max)
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('`', 'ˋ')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ');
  return escapeFit(quiet, max);
}

/** The same, where the words between backticks are code: how a run ended, why a step is not a button. */
export function lineWithCode(text: string, max: number): string {
  const parts = plainLine(text, max).split('`');
  const marked = parts.map((part, index) => (index % 2 === 1 ? code(part, max) : words(part, max)));
  const whole = marked.join('');
  return parts.length % 2 === 1 && size(whole) <= max ? whole : line(text, max);
}

/** `line` without its trimming. */
function words(part: string, max: number): string {
  const bare = part.trim();
  return bare === '' ? part : part.replace(bare, () => line(bare, max));
}

/** A sentence of Runbell's own in mrkdwn, cut to `max`; whatever slipped into it cannot ping a channel. */
export function sentence(text: string, max = 2900): string {
  const quiet = text.replaceAll(/<!(?!date\^)/g, '&lt;!').replaceAll(turning, '');
  const cut = shorten(quiet, max);
  const open = (cut.match(/```/g)?.length ?? 0) % 2 === 1;
  return open ? `${cut}\n\`\`\`` : cut;
}

/** Inline code of somebody else's text. */
export function code(text: string, max: number): string {
  return `\`${escapeFit(plainLine(text, max).replaceAll('`', 'ˋ'), max)}\``;
}

/** A mention of a Slack user; any other actor is the bot itself or a name. */
export function person(id: string | null): string {
  if (id === null) return 'nobody';
  if (/^[UW][A-Z0-9]{2,20}$/.test(id)) return `<@${id}>`;
  return id === 'runbell' ? 'Runbell' : line(id, 80);
}

/** Whom a page went to: a mention, `#channel`, or the name of a webhook. */
export function recipientName({ kind, user, name }: Recipient): string {
  if (name === null) return person(user);
  return kind === 'channel' ? `#${line(name, 80)}` : `the webhook ${line(name, 80)}`;
}

/** `a`, `a or b`, `a, b or c`, `a, b, c or 4 others`. */
export function anyOf(words: string[], last: 'or' | 'and' = 'or', show = 5): string {
  const shown = words.length > show ? words.slice(0, show) : words;
  const others = words.length - shown.length;
  const list = others > 0 ? [...shown, others === 1 ? '1 other' : `${others} others`] : shown;
  if (list.length < 2) return list[0] ?? '';
  return `${list.slice(0, -1).join(', ')} ${last} ${list.at(-1)}`;
}

/** A moment in each reader's own time zone; with its day when that is not today. */
export function when(at: Date, now: Date): string {
  const near = isNear(at, now);
  const format = near ? '{time}' : '{date_short_pretty}, {time}';
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${fallback(at, near)}>`;
}

/** How long ago that was, kept up by the reader's own client. */
export function ago(at: Date, now: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{ago}|since ${fallback(at, isNear(at, now))}>`;
}

function isNear(at: Date, now: Date): boolean {
  return Math.abs(now.getTime() - at.getTime()) < 0.75 * DAY;
}

function fallback(at: Date, near: boolean): string {
  const iso = at.toISOString();
  return near ? `${iso.slice(11, 16)} UTC` : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** A link with a label; just the label when the address is not http(s). */
export function link(url: string | null, label: string, max = 150): string {
  const address = webAddress(url);
  return address === null ? line(label, max) : `<${escapeText(address)}|${line(label, max)}>`;
}

/** The address when it is one that a person may follow. */
export function webAddress(url: string | null): string | null {
  if (url === null || url.length > 1500 || /[\s|<>]/.test(url)) return null;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** A symbol of its own shape beside a word, so that no level is told by colour alone. */
export function severityWords(severity: Severity): string {
  return { p1: '◆ P1 critical', p2: '▲ P2 high', p3: '● P3 medium', p4: '○ P4 low' }[severity];
}

export function count(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

/** `clear-queue` reads "Clear queue". */
export function humanise(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whom a runbook says to call next; null when it says nothing. */
export function escalationText(levels: readonly string[]): string | null {
  if (levels.length === 0) return null;
  const shown = levels.slice(0, 4).map((level) => line(level, 100));
  return `*Escalation*: ${shown.join('; ')}${levels.length > shown.length ? '; …' : ''}`;
}
