import type { Alert } from '../../src/alert/types.ts';
import { createMatcher, type Matcher } from '../../src/runbook/match.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { quantile } from '../stats.ts';
import { heapOverReloads } from './heap.ts';

interface Source {
  file: string;
  markdown: string;
}

const FILES = 1000;
const TRIES = 500;
/** Files of each reload. */
const RELOADED = 50;

/** Reading, indexing and matching 1,000 files. */
export function measureSpeed(sources: Source[]): void {
  const before = process.cpuUsage();
  const { runbooks, matcher, seconds } = load(copies(sources));
  const { user, system } = process.cpuUsage(before);
  const busy = ((user + system) / 1e6).toFixed(2);
  console.log(
    `${FILES} files read, classified and indexed in ${seconds.toFixed(2)} s (${busy} s of processor time, with compiling and collecting on the other core)`,
  );
  console.log(`${(FILES / seconds).toFixed(0)} files per second`);
  printMatches(runbooks, matcher);
}

/** What is left in memory when files are read again and again. */
export function heapOfReloads(sources: Source[]): Promise<number[]> {
  const files = copies(sources).slice(0, RELOADED);
  return heapOverReloads(() => void load(files));
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
  const near = time(spread, (title) => matcher.nearest([...title].reverse().join('')));
  for (const [what, samples] of [
    ['alert by name', named],
    ['alert by text', unknown],
    ['words of a person', text],
    ['nothing fits, what comes nearest', near],
  ] as const) {
    const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)];
    console.log(`match, ${what}: median ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
  }
}

/** Each match is made three times and the fastest counts: a pause of the machine is not the matcher's. */
function time(words: string[], match: (words: string) => unknown): number[] {
  return words.map((one) => {
    const took = [0, 0, 0].map(() => {
      const started = performance.now();
      match(one);
      return performance.now() - started;
    });
    return Math.min(...took);
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
