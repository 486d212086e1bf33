const PATIENCE_MS = 10_000;

/**
 * Listens for Ctrl+C and SIGTERM from now on; the function that comes back returns after one of them,
 * once `stop` is through. A second signal, or ten seconds, end the process at once.
 */
export function listenForStop(): (stop: () => Promise<void>) => Promise<never> {
  const told = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  }).then(() => {
    const giveUp = () => process.exit(1);
    process.once('SIGINT', giveUp);
    process.once('SIGTERM', giveUp);
    setTimeout(giveUp, PATIENCE_MS).unref();
  });
  return async (stop) => {
    await told;
    await stop();
    process.exit(0);
  };
}
