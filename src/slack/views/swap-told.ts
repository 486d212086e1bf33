import type { KnownBlock } from '@slack/types';
import { unreachable } from '../../lib/unreachable.ts';
import type { Given } from '../../oncall/swap.ts';
import type { SwapRequest } from '../../oncall/swap-request.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { remove } from './override-told.ts';
import { line, person, when } from './text.ts';

/** A request with the Slack users of both. */
export interface ToldSwap {
  request: SwapRequest;
  user: string;
  other: string;
  /** Slack user id of whoever took the swap back; null: nobody did. */
  endedBy: string | null;
}

export type SwapReader = 'author' | 'asked';

/** Asks the other one; once it is decided, says what became of it. */
export function swapMessage(told: ToldSwap, reader: SwapReader): Message {
  const text = textOf(told);
  return message(text, [section(text), buttonsOf(told, reader)]);
}

/** New, so that phones ring for it. */
export function swapDecidedMessage(told: ToldSwap, withButton: boolean): Message {
  const { swap: id, schedule } = told.request;
  const text = textOf(told);
  const stands = id !== null && told.endedBy === null;
  const undo = stands && withButton ? actions([remove({ id, schedule })]) : null;
  return message(text, [section(text), undo]);
}

function textOf(told: ToldSwap): string {
  const { request, user, other, endedBy } = told;
  const on = `*${line(request.schedule, 60)}*`;
  const who = `${person(user)} and ${person(other)}`;
  switch (request.state) {
    case 'open':
      return `⇄ ${person(user)} asks ${person(other)} to swap on ${on}: ${turnsText(told)}${whyText(request)}`;
    case 'agreed':
      if (endedBy !== null)
        return `– Taken back by ${person(endedBy)}: ${who} were to swap on ${on}.`;
      return `✓ ${who} swap on ${on}: ${turnsText(told)}${whyText(request)}`;
    case 'declined':
      return `– ${person(other)} does not swap on ${on} with ${person(user)}, so nothing changes: ${turnsText(told)}`;
    case 'withdrawn':
      return `– ${person(user)} does not ask ${person(other)} to swap on ${on} any more.`;
    case 'expired':
      return `– ${who} do not swap on ${on}: nobody answered in time.`;
    default:
      return unreachable(request.state);
  }
}

function turnsText({ request, user, other }: ToldSwap): string {
  const { one, other: theirs, state } = request;
  const would = state === 'agreed' ? 'has' : 'would have';
  const span = ({ from, until }: Given) => {
    const begin = from <= request.createdAt ? 'now' : when(from, request.createdAt);
    return `${begin} – ${when(until, request.createdAt)}`;
  };
  return `${person(other)} ${would} ${span(one)}, ${person(user)} ${would} ${span(theirs)}.`;
}

function whyText({ reason }: SwapRequest): string {
  return reason === null ? '' : ` ${line(reason, 200)}`;
}

function buttonsOf({ request }: ToldSwap, reader: SwapReader): KnownBlock | null {
  const { id: swap, state } = request;
  if (state !== 'open') return null;
  if (reader === 'author') return actions([button('Withdraw', 'withdraw-swap', { swap })]);
  return actions([
    button('Agree', 'agree-swap', { swap }, { style: 'primary', label: 'Agree to this swap' }),
    button('Decline', 'decline-swap', { swap }, { label: 'Decline this swap' }),
  ]);
}
