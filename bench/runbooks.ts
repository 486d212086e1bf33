import { parseArgs } from 'node:util';
import { parseRunbook } from '../src/runbook/parse.ts';
import { loadGold } from './runbooks/gold.ts';
import { measureHeapApart, printHeap } from './runbooks/heap.ts';
import { addFile, emptyScore, type Score } from './runbooks/score.ts';
import { heapOfReloads, measureSpeed } from './runbooks/speed.ts';

export const about =
  'how well a folder of labelled runbooks is read: <folder> [--misses] [--speed]';

/**
 * Scores a folder that holds a `gold.jsonl`. `--speed` measures on copies of its files instead; it measures
 * the heap in a process of its own, which `--heap` does.
 */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      misses: { type: 'boolean', default: false },
      speed: { type: 'boolean', default: false },
      heap: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder that holds gold.jsonl.');
  const files = await loadGold(folder);
  const sources = files.map(({ gold, markdown }) => ({ file: gold.file, markdown }));
  if (values.heap) {
    printHeap(await heapOfReloads(sources));
    return;
  }
  if (values.speed) {
    measureSpeed(sources);
    await measureHeapApart(folder);
    return;
  }
  const started = performance.now();
  const runbooks = files.map(({ gold, markdown }) => parseRunbook(gold.file, markdown));
  const seconds = (performance.now() - started) / 1000;
  const score = emptyScore();
  for (const [index, runbook] of runbooks.entries()) {
    const file = files[index];
    if (file) addFile(score, file.gold, runbook);
  }
  print(score, files.length / seconds);
  if (values.misses) for (const miss of score.misses) console.log(miss);
}

function print(score: Score, filesPerSecond: number): void {
  const { found, labelled, right } = score.commands;
  const rows = [
    ['command precision', part(right, found)],
    ['command recall', part(right, labelled)],
    ['command F1', part(2 * right, found + labelled)],
    ['class accuracy', part(score.classes.right, score.classes.matched)],
    ['unsafe errors', String(score.unsafe)],
    ...(['destructive', 'mutating', 'readonly'] as const).map((kind) => [
      `${kind} recall`,
      part(score.recalled[kind].right, score.recalled[kind].labelled),
    ]),
    ['section kind accuracy', part(score.sections.right, score.sections.labelled)],
    ['alert name recall', part(score.alerts.right, score.alerts.labelled)],
    ['files per second', filesPerSecond.toFixed(0)],
  ];
  for (const [name = '', value = ''] of rows) console.log(`${name.padEnd(24)}${value}`);
}

function part(right: number, of: number): string {
  return of === 0 ? 'none labelled' : `${(right / of).toFixed(3)}  (${right} of ${of})`;
}
