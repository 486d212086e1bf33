import type { Recipient } from '../oncall/recipient.ts';

/** A timeline entry about to be written. `post`: the incident's channel is told as well. */
export interface NewEntry {
  kind: EntryKind;
  /** A Slack user id, or `runbell`. */
  actor: string;
  /** One sentence in Slack mrkdwn. */
  text: string;
  data?: Record<string, unknown>;
  post: boolean;
}

export const entryKinds = [
  'opened',
  'alert-attached',
  'alert-resolved',
  'resolve-proposed',
  'kept-open',
  'procedure-added',
  'paged',
  'page-failed',
  'page-delayed',
  'page-late',
  'page-unsure',
  'notified',
  'contact-skipped',
  'level-empty',
  'level-passed',
  'handed-over',
  'everyone-paged',
  'not-paging',
  'acknowledged',
  'taken-over',
  'ack-asked',
  'still-on-it',
  'unacknowledged',
  'snoozed',
  'snooze-ended',
  'escalated-by-hand',
  'severity-changed',
  'lead-set',
  'note',
  'mitigated',
  'resolved',
  'reopened',
  'step-done',
  'step-skipped',
  'run-requested',
  'run-previewed',
  'run-approved',
  'run-denied',
  'run-break-glass',
  'approval-withdrawn',
  'run-refused',
  'refused',
  'action-locked',
  'lock-overridden',
  'run-expired',
  'run-void',
  'run-cancelled',
  'run-queued',
  'run-waiting',
  'run-started',
  'run-finished',
  'run-lost',
  'run-orphaned',
  'repaired',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const RUNBELL = 'runbell';

/** The actor of an entry as Slack mrkdwn. */
export function mention(actor: string): string {
  return actor === RUNBELL ? 'Runbell' : `<@${actor}>`;
}

/** `<@U0ANN>`, `#payments`, `the webhook ops`. */
export function recipientName({ kind, user, name }: Recipient): string {
  if (user !== null) return mention(user);
  return kind === 'channel' ? `#${plain(name ?? '')}` : `the webhook ${plain(name ?? '')}`;
}

/** Foreign text made harmless inside a mrkdwn sentence: no mention, no link, no line break. */
export function plain(text: string): string {
  // Without the rest of an entity that the end went through.
  return harmless(text)
    .slice(0, 500)
    .replace(/&[a-z]{0,3}$/, '');
}

const longestSaid = 2400;

/** What a responder says, for the record: whole, on one line, with the people they mention. */
export function spoken(text: string): string {
  const said = text.length > longestSaid ? `${text.slice(0, longestSaid)}…` : text;
  return said
    .split(/(<@[UW][A-Z0-9]{2,20}>)/)
    .map((part, index) => (index % 2 === 1 ? part : harmless(part)))
    .join('');
}

function harmless(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ');
}
