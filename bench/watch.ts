import type { SandboxEvent } from '../src/sandbox/contract.ts';
import { followWorkspace } from './events.ts';

/** What the workspace shows, in the moment in which it shows it. */
export interface Watch {
  /** Waits for the first event since the instant `since` in which `find` finds something. */
  first<T>(since: number, what: string, find: (event: SandboxEvent) => T | null): Promise<Found<T>>;
  close(): Promise<void>;
}

export interface Found<T> {
  /** By `performance.now()`. */
  at: number;
  found: T;
}

const GIVE_UP_MS = 60_000;
const KEPT = 5000;

/** Reads the event stream that also feeds the page, so that nothing is measured by asking again and again. */
export async function watchWorkspace(url: string): Promise<Watch> {
  const seen: { at: number; event: SandboxEvent }[] = [];
  const looking = new Set<() => void>();
  const following = await followWorkspace(url, (event, at) => {
    seen.push({ at, event });
    seen.splice(0, Math.max(0, seen.length - KEPT));
    for (const look of [...looking]) look();
  });

  function first<T>(since: number, what: string, find: (event: SandboxEvent) => T | null) {
    return new Promise<Found<T>>((resolve, reject) => {
      const late = setTimeout(() => {
        looking.delete(look);
        reject(new Error(`${what}: not seen within ${GIVE_UP_MS / 1000} s`));
      }, GIVE_UP_MS);
      const look = () => {
        for (const { at, event } of seen) {
          const found = at < since ? null : find(event);
          if (found === null) continue;
          clearTimeout(late);
          looking.delete(look);
          resolve({ at, found });
          return;
        }
      };
      looking.add(look);
      look();
    });
  }

  return { first, close: following.close };
}
