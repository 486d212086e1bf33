const PATIENCE_MS = 10_000;

/** Returns after Ctrl+C or SIGTERM, once `stop` is through; a second signal, or ten seconds, end it at once. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const giveUp = () => process.exit(1);
  process.once('SIGINT', giveUp);
  process.once('SIGTERM', giveUp);
  setTimeout(giveUp, PATIENCE_MS).unref();
  await stop();
  process.exit(0);
}
