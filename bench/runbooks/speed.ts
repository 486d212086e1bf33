import type { Alert } from '../../src/alert/types.ts';
import { createMatcher, type Matcher } from '../../src/runbook/match.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { quantile } from '../stats.ts';

interface Source {
  file: string;
  markdown: string;
}

const FILES = 1000;
const TRIES = 500;
const RELOADS = 100;

/** Reading, indexing and matching 1,000 files, and what is left in memory when they are read again. */
export async function measureSpeed(sources: Source[]): Promise<void> {
  const files = copies(sources);
  const before = process.cpuUsage();
  const { runbooks, matcher, seconds } = load(files);
  const { user, system } = process.cpuUsage(before);
  const busy = ((user + system) / 1e6).toFixed(2);
  console.log(
    `${FILES} files read, classified and indexed in ${seconds.toFixed(2)} s (${busy} s of processor time)`,
  );
  console.log(`${(FILES / seconds).toFixed(0)} files per second`);
  printMatches(runbooks, matcher);
  await printHeap(sources);
}

/** Every copy differs by a line, so that nothing kept from an earlier copy makes it look fast. */
function copies(sources: Source[]): Source[] {
  return Array.from({ length: FILES }, (_, index) => {
    const source = sources[index % sources.length] ?? { file: 'none.md', markdown: '' };
    const turn = Math.floor(index / sources.length);
    return {
      file: source.file.replace(/\.md$/, `-${turn}.md`),
      markdown: `${source.markdown}\n\nCopy ${turn} of this runbook.\n`,
    };
  });
}

function load(files: Source[]): { runbooks: Runbook[]; matcher: Matcher; seconds: number } {
  const started = performance.now();
  const runbooks = files.map(({ file, markdown }) => parseRunbook(file, markdown));
  const matcher = createMatcher(runbooks.map((runbook) => ({ service: 'all', runbook })));
  return { runbooks, matcher, seconds: (performance.now() - started) / 1000 };
}

function printMatches(runbooks: Runbook[], matcher: Matcher): void {
  const titles = runbooks.flatMap(({ procedures }) => procedures.map(({ title }) => title));
  const spread = Array.from(
    { length: TRIES },
    (_, index) => titles[(index * 131) % titles.length] ?? '',
  );
  const named = time(spread, (title) => matcher.forAlert(alert(title), null));
  const unknown = time(spread, (title) => matcher.forAlert(alert(`Odd ${title} happens`), null));
  const text = time(spread, (title) => matcher.forText(`why is ${title}`));
  for (const [what, samples] of [
    ['alert by name', named],
    ['alert by text', unknown],
    ['words of a person', text],
  ] as const) {
    const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)];
    console.log(`match, ${what}: median ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
  }
}

function time(words: string[], match: (words: string) => unknown): number[] {
  return words.map((one) => {
    const started = performance.now();
    match(one);
    return performance.now() - started;
  });
}

function alert(title: string): Alert {
  return {
    source: 'generic',
    key: 'bench',
    status: 'firing',
    name: title.replace(/\W+/g, ''),
    title,
    service: null,
    severity: null,
    labels: {},
    annotations: { summary: title },
    url: null,
    startsAt: null,
  };
}

/** Run with `NODE_OPTIONS=--expose-gc` for exact figures; without it the heap is as it lies. */
async function printHeap(sources: Source[]): Promise<void> {
  const files = copies(sources).slice(0, 50);
  for (let turn = 1; turn <= RELOADS; turn += 1) {
    load(files);
    // Lets the engine finish what it does between two events, as it would in the bot.
    await new Promise((resolve) => setImmediate(resolve));
    if (turn === 10 || turn === 50 || turn === RELOADS) {
      globalThis.gc?.();
      const megabytes = process.memoryUsage().heapUsed / 1e6;
      console.log(
        `heap after ${turn} reloads of ${files.length} files: ${megabytes.toFixed(1)} MB`,
      );
    }
  }
}
