import { useEffect, useReducer, useState } from 'react';
import type { SandboxEvent } from '../../contract.ts';
import { reduce, type World } from './world.ts';

export type Connection = 'connecting' | 'open' | 'lost';

/** Holds the event stream open; `hello` comes first on every connection and replaces the world. */
export function useWorld(): { world: World | null; connection: Connection } {
  const [world, tell] = useReducer(reduce, null);
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    function open() {
      source?.close();
      source = new EventSource('/_control/events');
      source.onopen = () => {
        failures = 0;
        setConnection('open');
      };
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const event: SandboxEvent = JSON.parse(data);
        tell(event);
      };
      // The browser's own retry gives up on an HTTP error, so this one replaces it.
      source.onerror = () => {
        source?.close();
        setConnection('lost');
        failures += 1;
        clearTimeout(timer);
        timer = setTimeout(open, Math.min(5000, 500 * 2 ** failures));
      };
    }
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, []);
  return { world, connection };
}
