import { useCallback, useState } from 'react';

/** Up to which `ts` a member has seen a channel. */
export interface LastRead {
  of(member: string, channel: string): string;
  mark(member: string, channel: string, ts: string): void;
}

const STORE = 'workspace.last-read';

/** Kept in the browser, since a reload must not make everything unread again. */
export function useLastRead(): LastRead {
  const [read, setRead] = useState(load);
  const of = useCallback(
    (member: string, channel: string) => read[`${member}/${channel}`] ?? '0',
    [read],
  );
  const mark = useCallback((member: string, channel: string, ts: string) => {
    setRead((before) => {
      const key = `${member}/${channel}`;
      if ((before[key] ?? '0') >= ts) return before;
      const after = { ...before, [key]: ts };
      save(after);
      return after;
    });
  }, []);
  return { of, mark };
}

function load(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string',
      ),
    );
  } catch {
    return {};
  }
}

function save(read: Record<string, string>): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(read));
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}
