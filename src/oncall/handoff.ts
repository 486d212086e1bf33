/** What one person is told when a schedule changes hands. */
export interface HandoffNote {
  kind: 'comes' | 'leaves';
  /** A Slack user id. */
  user: string;
  /** Who was on call before them, or is after them; null: nobody. */
  other: string | null;
}

/** What a change comes from: an override that begins as it is entered has told whoever leaves of itself. */
export type Because = 'override-entered' | 'anything';

/** Whom a change concerns. Nobody is told of one that changes nothing for them. */
export function handoffNotes(
  before: string | null,
  now: string | null,
  because: Because,
): HandoffNote[] {
  if (before === now) return [];
  const leaves =
    before === null || because === 'override-entered'
      ? []
      : [{ kind: 'leaves', user: before, other: now } as const];
  const comes = now === null ? [] : [{ kind: 'comes', user: now, other: before } as const];
  return [...leaves, ...comes];
}

/** What is known of a note when it is about to be sent. */
export interface NoteNow {
  kind: HandoffNote['kind'];
  user: string;
  /** Who is on call by now. */
  onCall: string | null;
  /** Of whoever leaves: what became of the note that they were on call; null when there was none. */
  coming: 'pending' | 'sent' | 'dropped' | null;
}

/** A note that waited, for Slack or for the bot, says only what is still true. */
export function fateOf({ kind, user, onCall, coming }: NoteNow): 'send' | 'drop' | 'wait' {
  if (kind === 'comes') return onCall === user ? 'send' : 'drop';
  if (onCall === user || coming === 'dropped') return 'drop';
  return coming === 'pending' ? 'wait' : 'send';
}
