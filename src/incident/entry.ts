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
  'level-empty',
  'everyone-paged',
  'not-paging',
  'acknowledged',
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
  'run-approved',
  'run-denied',
  'run-refused',
  'run-expired',
  'run-cancelled',
  'run-queued',
  'run-started',
  'run-finished',
  'run-lost',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const RUNBELL = 'runbell';

/** The actor of an entry as Slack mrkdwn. */
export function mention(actor: string): string {
  return actor === RUNBELL ? 'Runbell' : `<@${actor}>`;
}

/** Foreign text made harmless inside a mrkdwn sentence: no mention, no link, no line break. */
export function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 500);
}
