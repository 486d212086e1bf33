import { defineConfig } from 'vitest/config';

const onDatabase = ['test/contract/**', 'test/store/**', 'test/flow/**'];
const onProcesses = ['test/runner/**'];
const stories = ['test/scenarios/**'];
const inBrowser = ['test/browser/**'];
// Runbooks of other teams, which the project does not ship: RUNBELL_SEEDS says where they lie.
const ofOthers = process.env.RUNBELL_SEEDS ? [] : ['test/seeds/**'];

const tests = (folders: string[]) => folders.map((folder) => `${folder}/*.test.ts`);
const database = { globalSetup: ['test/harness/global-setup.ts'], pool: 'forks' } as const;

// Projects by what a test needs: nothing, processes, a database, the whole bot, a browser.
// The rules stay fast because only the others start a server, one for all of them.
export default defineConfig({
  test: {
    teardownTimeout: 20_000,
    projects: [
      {
        test: {
          name: 'rules',
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: tests([...onProcesses, ...onDatabase, ...stories, ...inBrowser, ...ofOthers]),
          pool: 'threads',
          // A rule takes no time of its own, but a busy machine may.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'processes',
          sequence: { groupOrder: 1 },
          include: tests(onProcesses),
          // A file mode mask belongs to a whole process.
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...database,
          name: 'contract',
          sequence: { groupOrder: 2 },
          include: tests(onDatabase),
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
          include: tests(stories),
          // Stories mostly wait: for timers, for Slack's rates, for a process to die.
          maxWorkers: 3,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: 'browser',
          sequence: { groupOrder: 4 },
          include: tests(inBrowser),
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
