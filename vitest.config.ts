import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What needs this machine alone, and gives the same result whatever servers there are.
const onMachine = [
  'test/runner/**/*.test.ts',
  'test/contract/sandbox-*.test.ts',
  'test/contract/{catalogue-argv,http,http-action,members,ssh}.test.ts',
  'test/store/{embedded,is-alive,stored-plan,vault}.test.ts',
];
const onDatabase = ['test/contract/**', 'test/store/**', 'test/flow/**'].map(tests);
const stories = tests('test/scenarios/**');
const inBrowser = tests('test/browser/**');
// Runbooks of other teams, which the project does not ship: RUNBELL_SEEDS says where they lie.
const ofOthers = process.env.RUNBELL_SEEDS ? [] : [tests('test/seeds/**')];

function tests(folder: string): string {
  return `${folder}/*.test.ts`;
}

// Loading the bot anew for each file would be a third of the work; nothing in it is global.
const database = {
  globalSetup: ['test/harness/global-setup.ts'],
  pool: 'forks',
  isolate: false,
} as const;

/** Stories that start and kill processes take longest: begun last, they would be waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/(worker|start|crash)[^/]*$/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Projects by what a test needs: nothing, this machine, a database, the whole bot, a browser.
// The rules stay fast because only the others start a server, one for all of them.
export default defineConfig({
  test: {
    teardownTimeout: 20_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'rules',
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: [...onMachine, ...onDatabase, stories, inBrowser, ...ofOthers],
          pool: 'threads',
          isolate: false,
          // A rule takes no time of its own, but a busy machine may.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'machine',
          sequence: { groupOrder: 1 },
          include: onMachine,
          // A file mode mask belongs to a whole process.
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: 'contract',
          sequence: { groupOrder: 2 },
          include: onDatabase,
          exclude: onMachine,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: 'scenarios',
          sequence: { groupOrder: 3 },
          include: [stories],
          // Stories mostly wait: for timers, for Slack's rates, for a process to die.
          maxWorkers: 3,
          // How long each step may take is said where it waits; this ends what hangs for ever.
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...database,
          name: 'browser',
          sequence: { groupOrder: 4 },
          include: [inBrowser],
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
