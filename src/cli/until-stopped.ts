const PATIENCE_MS = 10_000;

/**
 * Listens for Ctrl+C and SIGTERM from now on; the function that comes back returns after one of them,
 * once `stop` is through. A second signal, or ten seconds of stopping, end the process at once.
 */
export function listenForStop(): (stop: () => Promise<void>) => Promise<never> {
  const told = new Promise<void>((resolve) => {
    let asked = false;
    function onSignal() {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    }
    // Not `once`: execa, while it has a child, ends the process when it finds no other listener left.
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return async (stop) => {
    await told;
    // Not from the signal on: a start that is under way has first to get as far as can be undone.
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    await stop();
    process.exit(0);
  };
}
