import { useCallback, useEffect, useState } from 'react';
import { type Practice, readPractice } from './practice-api.ts';

const EVERY = 3000;

/** The bot's practice state, read again every 3 seconds and after each press. */
export function usePractice(url: string) {
  const [practice, setPractice] = useState<Practice | null>(null);
  const [reachable, setReachable] = useState(true);
  const refresh = useCallback(async () => {
    const next = await readPractice(url);
    setReachable(next !== null);
    if (next) setPractice(next);
  }, [url]);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), EVERY);
    return () => clearInterval(timer);
  }, [refresh]);
  return { practice, reachable, refresh };
}
