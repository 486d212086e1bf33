import type { Engine, Ground } from './ground.ts';
import { printRows } from './table.ts';

export interface Trial {
  engine: Engine;
  moment: string;
  lane: number;
  run: string;
  /** Its state when the worker was dead. */
  before: string;
  ended: string;
  /** From the start of the next worker. */
  endMs: number;
}

/** What the record calls each change of state. */
const entries: Record<string, string[]> = {
  queued: ['run-queued'],
  running: ['run-started', 'run-orphaned'],
  succeeded: ['run-finished'],
  failed: ['run-finished'],
  'not-run': ['run-finished'],
  cancelled: ['run-finished', 'run-cancelled'],
  lost: ['run-lost'],
};

/** The file that the actions write judges what was executed; a trigger on the table, what was recorded. */
export async function judge(
  trials: Trial[],
  grounds: Ground[],
  files: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const ground of grounds) {
    const written = (await Promise.all(files.map(ground.written))).flat();
    const { rows: seen } = await ground.db.query('select run, state from witness order by n');
    const { rows: told } = await ground.db.query(
      "select kind, data ->> 'run' as run from timeline where data ? 'run'",
    );
    const these = trials.filter(({ engine }) => engine === ground.engine);
    found.push(...(await ground.broken()).map((what) => `${ground.engine}: ${what}`));
    const known = new Set(these.map(({ run }) => `start ${run}`));
    for (const line of written.filter((one) => one.startsWith('start ') && !known.has(one)))
      found.push(`${ground.engine}: executed what nobody asked for: ${line}`);
    for (const trial of these) {
      const name = `${trial.engine} lane ${trial.lane} ${trial.moment} ${trial.run}`;
      const starts = written.filter((line) => line === `start ${trial.run}`).length;
      if (starts > 1) found.push(`${name}: executed ${starts} times`);
      if (trial.ended === 'succeeded' && starts !== 1)
        found.push(`${name}: succeeded, and executed ${starts} times`);
      if (trial.ended.startsWith('still')) found.push(`${name}: ${trial.ended}`);
      for (const [state, kinds] of Object.entries(entries)) {
        const changes = seen.filter((row) => row.run === trial.run && row.state === state).length;
        const lines = told.filter(
          (row) => row.run === trial.run && kinds.includes(row.kind),
        ).length;
        if (lines < changes)
          found.push(`${name}: ${state} ${changes} times, recorded ${lines} times`);
      }
    }
  }
  return found;
}

export function printTable(
  moments: readonly string[],
  grounds: Pick<Ground, 'engine'>[],
  trials: Trial[],
): void {
  const columns = ['killed', 'queue', 'trials', 'state then', 'ended', 'slowest end'];
  const rows = moments.flatMap((moment) =>
    grounds.map(({ engine }) => {
      const these = trials.filter((trial) => trial.moment === moment && trial.engine === engine);
      const slowest = Math.max(0, ...these.map(({ endMs }) => endMs));
      return [
        moment,
        engine,
        String(these.length),
        counted(these.map(({ before }) => before)),
        counted(these.map(({ ended }) => ended)),
        `${(slowest / 1000).toFixed(1)} s`,
      ];
    }),
  );
  printRows(columns, rows);
}

function counted(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
