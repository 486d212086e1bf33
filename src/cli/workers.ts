import type { Command } from 'commander';
import { isAlive } from '../flow/run/workers.ts';
import { formatDuration, SECOND } from '../lib/duration.ts';
import { openForReading } from '../store/reading.ts';
import { readConfig } from './settings.ts';
import { oneLine, paint, type Terminal, terminalOf } from './terminal.ts';

/** A worker as people and programs are told of it. */
export interface ShownWorker {
  id: string;
  host: string;
  targets: readonly string[];
  labels: readonly string[];
  startedAt: Date;
  seenAt: Date;
  /** By the database's clock. */
  silentMs: number;
  alive: boolean;
  /** What it executes now. */
  runs: { id: string; label: string; target: string; state: string; startedAt: Date | null }[];
}

export function addWorkers(command: Command): void {
  command
    .option('--json', 'an array of them')
    .addHelpText(
      'after',
      `
A worker without a sign of life for 15 seconds counts as gone; what it ran is then lost.

Examples:
  runbell workers
  runbell workers --json | jq '.[] | select(.alive | not)'`,
    )
    .action(async ({ json }: { json?: true }) => {
      const { settings } = await readConfig(process.env);
      await using reading = await openForReading(settings);
      const shown = reading === null ? [] : await readWorkers(reading.store);
      const terminal = terminalOf(process.stdout, process.env);
      const text = json ? JSON.stringify(shown, null, 2) : workerLines(shown, terminal).join('\n');
      process.stdout.write(`${text}\n`);
    });
}

type Store = NonNullable<Awaited<ReturnType<typeof openForReading>>>['store'];

async function readWorkers({ workers, runs }: Store): Promise<ShownWorker[]> {
  const underway = await runs.underway();
  return (await workers.all()).map((worker) => ({
    id: worker.id,
    host: worker.host,
    targets: worker.targets,
    labels: worker.labels,
    startedAt: worker.startedAt,
    seenAt: worker.seenAt,
    silentMs: worker.silentMs,
    alive: isAlive(worker),
    runs: underway
      .filter((run) => run.worker === worker.id)
      .map(({ id, label, target, state, startedAt }) => ({
        id,
        label,
        target: target.name,
        state,
        startedAt,
      })),
  }));
}

export function workerLines(workers: readonly ShownWorker[], terminal: Terminal): string[] {
  if (workers.length === 0)
    return ['No worker: start the bot, or `runbell worker --targets <names>` where targets are.'];
  return workers.flatMap((worker) => {
    const ago = formatDuration(Math.round(worker.silentMs / SECOND) * SECOND);
    const state = worker.alive
      ? paint(terminal, 'green', `alive, seen ${ago} ago`)
      : paint(terminal, 'red', `gone: no sign of life for ${ago}`);
    const labels = worker.labels.length > 0 ? ` with ${worker.labels.join(', ')}` : '';
    const name = paint(terminal, 'bold', oneLine(worker.id));
    return [
      `${name} on ${oneLine(worker.host) || 'an unknown host'}: ${state}`,
      `  serves ${worker.targets.join(', ') || 'nothing'}${labels} since ${worker.startedAt.toISOString()}`,
      ...worker.runs.map(
        ({ label, target, state: how, startedAt }) =>
          `  ${how} ${oneLine(label)} on ${target} since ${startedAt?.toISOString() ?? 'now'}`,
      ),
    ];
  });
}
