import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const RELOADS = 100;
/** Until here the engine still compiles and warms up. */
const WARM = 20;

/** Heap in MB after each reload, garbage collected: only what is really kept. */
export async function heapOverReloads(reload: () => void): Promise<number[]> {
  const collect = globalThis.gc;
  if (!collect) throw new Error('Start this with --expose-gc.');
  const heaps: number[] = [];
  for (let turn = 0; turn < RELOADS; turn += 1) {
    reload();
    // Lets the engine finish what it does between two events, as it would in the bot.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
  return heaps;
}

/** Runs the bench again, in a process that may collect its garbage, and prints what it prints. */
export async function measureHeapApart(folder: string): Promise<void> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    ...process.execArgv,
    main,
    'runbooks',
    folder,
    '--heap',
  ]);
  process.stdout.write(stdout);
}

export function printHeap(heaps: number[]): void {
  const warm = heaps.slice(WARM);
  const [first = 0] = warm;
  const last = warm.at(-1) ?? 0;
  const kilobytes = slope(warm) * 1000;
  console.log(
    `heap after a forced collection: ${first.toFixed(1)} MB after ${WARM + 1} reloads, ${last.toFixed(1)} MB after ${heaps.length}, ${Math.min(...warm).toFixed(1)} to ${Math.max(...warm).toFixed(1)} MB between; ${kilobytes.toFixed(1)} kB more with each`,
  );
}

/** Of the line that fits best (least squares). */
function slope(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let over = 0;
  let under = 0;
  for (const [at, value] of values.entries()) {
    over += (at - middle) * (value - mean);
    under += (at - middle) ** 2;
  }
  return over / under;
}
