import { useEffect, useEffectEvent } from 'react';
import type { Conversations } from './state/conversations.ts';

interface Keys {
  conversations: Conversations;
  current: string;
  open(channel: string): void;
  closePane(): void;
}

/** Alt+Up and Alt+Down walk the sidebar; Escape closes the pane that was opened last. */
export function useWorkspaceKeys({ conversations, current, open, closePane }: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('[aria-modal="true"], dialog[open]')) {
      return;
    }
    if (event.key === 'Escape') return closePane();
    // In a list of choices these keys open it.
    if (event.target instanceof HTMLSelectElement) return;
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const { joined, others, directs } = conversations;
    const ids = [...joined, ...others, ...directs].map(({ id }) => id);
    const step = event.key === 'ArrowUp' ? -1 : 1;
    const next = ids[(ids.indexOf(current) + step + ids.length) % ids.length];
    if (next) open(next);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
