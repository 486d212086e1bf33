import { useCallback, useEffect, useRef, useState } from 'react';
import type { Outcome } from '../state/control.ts';

export interface Task {
  busy: boolean;
  failure: Outcome;
  run(work: () => Promise<Outcome>): Promise<Outcome>;
}

/** One thing at a time: a second press while the first is on its way does nothing. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Outcome>(null);
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback(async (work: () => Promise<Outcome>) => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setFailure(null);
    const outcome = await work();
    running.current = false;
    if (!mounted.current) return outcome;
    setBusy(false);
    setFailure(outcome);
    return outcome;
  }, []);
  return { busy, failure, run };
}
