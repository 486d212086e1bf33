const PATIENCE_MS = 10_000;

export interface Stopping {
  /** Fires with the first Ctrl+C or SIGTERM: what starts need not go on. */
  asked: AbortSignal;
  /** Returns after a signal, once `stop` is through. */
  untilStopped(stop: () => Promise<void>): Promise<never>;
}

/**
 * Listens for Ctrl+C and SIGTERM from now on. A second signal, or ten seconds of stopping, end the
 * process at once.
 */
export function listenForStop(): Stopping {
  const asking = new AbortController();
  const { signal: asked } = asking;
  const told = new Promise<void>((resolve) => {
    asked.addEventListener('abort', () => resolve());
  });
  function onSignal() {
    if (asked.aborted) process.exit(1);
    asking.abort();
  }
  // Not `once`: execa, while it has a child, ends the process when it finds no other listener left.
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    asked,
    untilStopped: async (stop) => {
      await told;
      // Not from the signal on: a start that is under way has first to get as far as can be undone.
      setTimeout(() => process.exit(1), PATIENCE_MS).unref();
      await stop();
      process.exit(0);
    },
  };
}
