import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Channel, Member, SlashCommand } from '../../contract.ts';
import { type Suggestions, suggest } from '../state/suggest.ts';

interface Known {
  commands: SlashCommand[];
  members: Member[];
  channels: Channel[];
}

export interface Offering {
  offer: Suggestions | null;
  /** The one that the arrows are on, or -1. */
  at: number;
  take(index: number): void;
  look(caret: number): void;
  close(): void;
  /** Whether the key was for the list. */
  onKey(event: KeyboardEvent): boolean;
}

/** Holds the list that opens above the composer while a command or a name is typed. */
export function useSuggestions(
  text: string,
  box: RefObject<HTMLTextAreaElement | null>,
  known: Known,
  write: (text: string, caret: number) => void,
): Offering {
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const offer = caret === null ? null : suggest(text, caret, known);
  const at = chosen ?? (offer?.eager ? 0 : -1);

  function look(next: number) {
    setCaret(next);
    setChosen(null);
  }
  function close() {
    setCaret(null);
    setChosen(null);
  }
  function take(index: number) {
    const option = offer?.options[index];
    if (!offer || !option) return;
    const after = text.slice(offer.to).replace(/^ /, '');
    write(text.slice(0, offer.from) + option.insert + after, offer.from + option.insert.length);
  }
  function onKey(event: KeyboardEvent): boolean {
    if (!offer) return false;
    if (!act(event, offer.options.length)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  function act({ key, shiftKey }: KeyboardEvent, count: number): boolean {
    if (key === 'Escape') close();
    else if (key === 'ArrowDown') setChosen((at + 1) % count);
    else if (key === 'ArrowUp') setChosen((Math.max(at, 0) - 1 + count) % count);
    else if (key === 'Tab' && !shiftKey) take(Math.max(at, 0));
    else if (key === 'Enter' && !shiftKey && at >= 0) take(at);
    else return false;
    box.current?.focus();
    return true;
  }
  return { offer, at, take, look, close, onKey };
}
