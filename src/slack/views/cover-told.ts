import type { KnownBlock } from '@slack/types';
import { unreachable } from '../../lib/unreachable.ts';
import type { CoverRequest } from '../../oncall/cover.ts';
import { actions, button, confirm, type Message, message, section } from './blocks.ts';
import { remove, stretch } from './override-told.ts';
import { line, person } from './text.ts';

/** A request with the Slack user who made it. */
export interface ToldCover {
  request: CoverRequest;
  user: string;
  /** Slack user id of whoever took back what came of it; null: nobody did. */
  endedBy: string | null;
}

/** Asks the others; once it is decided, says what became of it. `reader` is who made it, in their own direct message. */
export function coverMessage(told: ToldCover, reader: 'author' | 'others'): Message {
  const text = textOf(told);
  return message(text, [section(text), buttonsOf(told, reader)]);
}

/** New, so that phones ring for it: to whoever asked, and to whoever is on call by it. */
export function coveredMessage(told: ToldCover): Message {
  const { overrideId: id, schedule } = told.request;
  const text = textOf(told);
  const stands = id !== null && told.endedBy === null;
  return message(text, [section(text), stands ? actions([remove({ id, schedule })]) : null]);
}

function textOf({ request, user, endedBy }: ToldCover): string {
  const { state, decidedBy, reason } = request;
  const when = stretch({ override: request, now: request.createdAt }, request.from, request.until);
  switch (state) {
    case 'open':
      return `✋ ${person(user)} asks: who covers ${when}?${reason === null ? '' : ` ${line(reason, 200)}`}`;
    case 'taken':
      if (endedBy !== null)
        return `– Taken back by ${person(endedBy)}: ${person(decidedBy)} was to cover ${when} for ${person(user)}.`;
      return `✓ ${person(decidedBy)} covers ${when} for ${person(user)}.`;
    case 'withdrawn':
      return `– ${person(user)} needs no cover for ${when} any more.`;
    case 'expired':
      return `– Nobody covered ${when} for ${person(user)}, and that time is over.`;
    default:
      return unreachable(state);
  }
}

function buttonsOf({ request }: ToldCover, reader: 'author' | 'others'): KnownBlock | null {
  const { id: cover, state, schedule } = request;
  if (state !== 'open') return null;
  if (reader === 'author') return actions([button('Withdraw', 'withdraw-cover', { cover })]);
  const label = `I take this time of ${schedule}`;
  const sure = confirm(
    'Take it?',
    'You are on call for that time, and pages come to you. Everybody concerned is told.',
    'I take it',
  );
  const look = { style: 'primary', label, confirm: sure } as const;
  return actions([button('I take it', 'take-cover', { cover }, look)]);
}
