import { SECOND } from '../lib/duration.ts';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { type Effect, type Lane, lanes, type Outbox, type OutboxRow } from './ports.ts';

/** Carries out one effect; throwing a `Fault` that says `retry` brings it back later. */
export type Carry = (effect: Effect, attempt: number) => Promise<void>;

export interface Drain {
  /** Something was added: look now. */
  nudge(): void;
  /** Resolves when what is under way is settled; takes nothing new. */
  stop(): Promise<void>;
}

/** After a crash this passes before somebody else takes up what was in hand; renewed while work goes on. */
const LEASE_MS = 10 * SECOND;
const SWEEP_MS = SECOND;
/** Each provider of pages takes six at a time, so that a direct message always finds a place. */
const atOnce = { page: 50, run: 10, slack: 4 } as const satisfies Record<Lane, number>;
const slowest = {
  page: 10 * SECOND,
  run: 10 * SECOND,
  slack: 60 * SECOND,
} as const satisfies Record<Lane, number>;

/** A storm of changes to one incident is one look at it a second. */
const rest = { page: 0, run: 0, slack: SECOND } as const satisfies Record<Lane, number>;

/** Empties the outbox, one loop per lane, so that a page never waits behind a card. */
export function startDrain(outbox: Outbox, carry: Carry, log: Log): Drain {
  const loops = lanes.map((lane) => startLane(lane, outbox, carry, log));
  return {
    nudge: () => {
      for (const loop of loops) loop.nudge();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function startLane(lane: Lane, outbox: Outbox, carry: Carry, log: Log): Drain {
  let stopped = false;
  let wake: () => void = () => {};
  let nudged = true;
  const running = new Set<Promise<void>>();

  const loop = (async () => {
    while (!stopped) {
      nudged = false;
      const free = atOnce[lane] - running.size;
      const rows = free > 0 ? await claim(lane, outbox, free, log) : [];
      for (const row of rows) start(row);
      if (stopped || (rows.length > 0 && rows.length === free) || nudged) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, SWEEP_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await Promise.all(running);
  })();

  function start(row: OutboxRow): void {
    const work = settleRow(lane, row, outbox, carry, log).finally(() => {
      running.delete(work);
      nudge();
    });
    running.add(work);
  }

  function nudge(): void {
    nudged = true;
    wake();
  }

  return {
    nudge,
    stop: async () => {
      stopped = true;
      nudge();
      await loop;
    },
  };
}

async function claim(lane: Lane, outbox: Outbox, limit: number, log: Log): Promise<OutboxRow[]> {
  try {
    return await outbox.claim(lane, limit, LEASE_MS);
  } catch (error) {
    log.warn({ err: error, lane }, 'the outbox could not be read; the next sweep tries again');
    return [];
  }
}

async function settleRow(
  lane: Lane,
  row: OutboxRow,
  outbox: Outbox,
  carry: Carry,
  log: Log,
): Promise<void> {
  const renewing = setInterval(
    () => void outbox.renew(row, LEASE_MS).catch(() => undefined),
    LEASE_MS / 3,
  );
  try {
    await carry(row.effect, row.attempts);
    await outbox.done(row, rest[lane]);
  } catch (error) {
    const fields = { err: error, effect: row.effect, attempts: row.attempts };
    if (error instanceof Fault && !error.retry) {
      log.error(fields, 'an effect was given up');
      await outbox.done(row, rest[lane]).catch(() => undefined);
      return;
    }
    log.warn(fields, 'an effect failed and is tried again');
    const backOff = Math.min(slowest[lane], SECOND * 2 ** Math.min(row.attempts - 1, 10));
    const after =
      error instanceof Fault && error.retryAfterMs !== null ? error.retryAfterMs : backOff;
    await outbox.retry(row, after, String(error)).catch(() => undefined);
  } finally {
    clearInterval(renewing);
  }
}
