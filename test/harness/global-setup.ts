import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { newId } from '../../src/lib/ids.ts';
import { createLog } from '../../src/lib/log.ts';
import { openQueues } from '../../src/queue/queues.ts';
import { connect } from '../../src/store/connect.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { withClient, withDatabase } from './pg.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: { url: string; template: string };
    redisUrl: string | null;
  }
}

interface TestServer {
  url: string;
  template: string;
  stop(): Promise<void>;
}

// Each project loads this file anew, in one process: the server is shared through the global object.
const shared = globalThis as { runbellTest?: { server: Promise<TestServer>; users: number } };

/** One database server for the whole vitest run, with a migrated template that tests clone. */
export async function setup(project: TestProject): Promise<void> {
  shared.runbellTest ??= { server: startServer(), users: 0 };
  const { runbellTest } = shared;
  runbellTest.users += 1;
  const { url, template } = await runbellTest.server;
  project.provide('databaseServer', { url, template });
  project.provide('redisUrl', process.env.TEST_REDIS_URL ?? null);
}

export async function teardown(): Promise<void> {
  const { runbellTest } = shared;
  if (!runbellTest) return;
  runbellTest.users -= 1;
  if (runbellTest.users > 0) return;
  delete shared.runbellTest;
  await (await runbellTest.server).stop();
}

async function startServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  const server =
    given === undefined ? await startThrowaway() : { url: given, stop: async () => {} };
  const template = `runbell_template_${newId()}`;
  await withClient(server.url, (client) => client.query(`create database ${template}`));
  await fillTemplate(withDatabase(server.url, template));
  return {
    url: server.url,
    template,
    stop: async () => {
      await withClient(server.url, (client) =>
        client.query(`drop database ${template} with (force)`),
      );
      await server.stop();
    },
  };
}

async function startThrowaway(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runbell-test-'));
  const server = await startEmbedded({ dataDir, say: () => {} });
  await withClient(server.url, async (client) => {
    // Nothing in here has to survive a power cut, and a flush for each commit is most of a test's time.
    await client.query('alter system set fsync = off');
    await client.query('alter system set synchronous_commit = off');
    await client.query('select pg_reload_conf()');
  });
  return {
    url: server.url,
    stop: async () => {
      await withClient(server.url, (client) =>
        client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
        ),
      );
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function fillTemplate(url: string): Promise<void> {
  const { db, pool } = connect(url);
  await migrate(pool);
  await db.destroy();
  const queues = await openQueues({ databaseUrl: url, log: createLog('silent', (line) => line) });
  await queues.close();
}
