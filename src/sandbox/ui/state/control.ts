import type { Interact, LogEntry, Shortcut, Submit } from '../../contract.ts';
import { asObject, asString } from '../read.ts';

/** Null when it was done, else one sentence that says why not and what to do. */
export type Outcome = string | null;

interface Bodies {
  message: { user: string; channel: string; text: string; thread_ts?: string };
  command: { user: string; channel: string; command: string; text: string };
  interact: Interact;
  submit: Submit;
  reaction: { user: string; channel: string; ts: string; name: string; present: boolean };
  'open-home': { user: string };
  'edit-message': { user: string; channel: string; ts: string; text: string };
  'delete-message': { user: string; channel: string; ts: string };
  shortcut: Shortcut;
  'close-modal': { user: string };
}

/** Does something as a member; the server answers when the app has acknowledged it. */
export async function control<Name extends keyof Bodies>(
  name: Name,
  body: Bodies[Name],
): Promise<Outcome> {
  try {
    const response = await fetch(`/_control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = asObject(await response.json().catch(() => null));
    if (response.ok && answer.ok !== false) return null;
    return inWords(asString(answer.error), response.status);
  } catch {
    return 'The local workspace does not answer. Is it still running?';
  }
}

export async function readLog(): Promise<LogEntry[]> {
  const response = await fetch('/_control/log');
  const body: { log: LogEntry[] } = await response.json();
  return body.log;
}

const words: Record<string, string> = {
  operation_timeout: 'The app did not answer within 3 seconds. Look at the log to see why.',
  dispatch_failed: 'The app is not connected, so nothing reached it. Start it and try again.',
  not_in_channel: 'You are not in this private channel. Switch to a member who is.',
  is_archived: 'This channel is archived: it can be read, not written to.',
  message_not_found: 'That message is gone.',
  user_not_found: 'That member does not exist any more. Reload the page.',
  channel_not_found: 'That channel does not exist any more. Reload the page.',
  no_such_element: 'The app has changed this since you saw it. Look at it again.',
  no_such_option: 'The app does not offer that any more. Choose again.',
  no_view: 'This form was closed meanwhile. Open it again.',
  no_modal: 'This form was closed meanwhile. Open it again.',
  other_modal: 'The app has replaced this form meanwhile. Look at it again.',
  fields_missing: 'Please look at the marked fields.',
  not_your_message: 'Only its author can change a message.',
  already_reacted: 'You have reacted with that already.',
};

function inWords(error: string, status: number): string {
  if (!error) return `The local workspace answered ${status} without saying why. Try again.`;
  const known = words[error];
  if (known) return known;
  return error.includes(' ') ? error : `The local workspace refused this: ${error}.`;
}
