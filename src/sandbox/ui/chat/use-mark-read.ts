import { useEffect } from 'react';
import type { Message } from '../../contract.ts';
import { useDirectory } from '../state/directory.ts';
import type { LastRead } from '../state/last-read.ts';

/** What stands in the open conversation counts as read, unless the browser tab is hidden. */
export function useMarkRead(channel: string, messages: Message[], { mark }: LastRead): void {
  const { me } = useDirectory();
  const newest = messages.at(-1)?.ts;
  useEffect(() => {
    if (!newest) return;
    const seen = () => {
      if (!document.hidden) mark(me, channel, newest);
    };
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [me, channel, newest, mark]);
}
