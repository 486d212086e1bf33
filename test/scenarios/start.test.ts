import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { dataFolder, serverPid, usedDataFolder } from '../harness/embedded.ts';
import { type RunbellProcess, runbell } from '../harness/process.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

test('a second start on the same folder and ports says so and leaves the first alone', async () => {
  const data = use(await usedDataFolder());
  const env = { RUNBELL_DATA: data.dir, PORT: await freePort(), SANDBOX_PORT: await freePort() };
  const first = use(runbell(['start'], env));
  await first.says('Open http');
  const server = await serverPid(data.dir);

  const second = use(runbell(['start'], env));
  expect(await second.ended(20_000)).toBe(1);
  expect(complaint(second)).toMatch(`Port ${env.SANDBOX_PORT}`);
  expect((await fetch(`http://127.0.0.1:${env.PORT}/readyz`)).status).toBe(200);
  expect(await serverPid(data.dir)).toBe(server);

  const third = use(runbell(['start'], { ...env, SANDBOX_PORT: await freePort() }));
  expect(await third.ended(20_000)).toBe(1);
  expect(complaint(third)).toMatch(`Port ${env.PORT}`);
  expect((await fetch(`http://127.0.0.1:${env.PORT}/readyz`)).status).toBe(200);

  first.signal('SIGTERM');
  expect(await first.ended()).toBe(0);
  expect(await serverPid(data.dir)).toBeNull();
});

test('a start that finds PORT taken leaves no database server behind', async () => {
  const data = use(await usedDataFolder());
  const taken = createServer();
  const port = await listen(taken);
  const bot = use(runbell(['start'], { RUNBELL_DATA: data.dir, PORT: port, SANDBOX_PORT: '0' }));
  expect(await bot.ended(20_000)).toBe(1);
  expect(complaint(bot)).toMatch(`Port ${port}`);
  expect(await serverPid(data.dir)).toBeNull();
  taken.close();
});

test('a data folder that cannot be written stops the start with one line', async () => {
  const data = use(await dataFolder());
  const file = join(data.dir, 'file');
  await writeFile(file, '');
  const bot = use(runbell(['start'], { ...anyPorts, RUNBELL_DATA: join(file, 'data') }));
  expect(await bot.ended(20_000)).toBe(1);
  expect(complaint(bot)).toMatch(/RUNBELL_DATA/);
});

test('a database that does not answer stops the start with one line', async () => {
  const data = use(await dataFolder());
  const address = `postgres://runbell:geheim@127.0.0.1:${await freePort()}/runbell`;
  const bot = use(
    runbell(['start'], { ...anyPorts, RUNBELL_DATA: data.dir, DATABASE_URL: address }),
  );
  expect(await bot.ended(30_000)).toBe(1);
  expect(complaint(bot)).toMatch(/does not answer \(ECONNREFUSED\)/);
  expect(bot.output()).not.toContain('geheim');
});

test('a Redis that does not answer stops the start with one line', async () => {
  const data = use(await dataFolder());
  const database = use(await freshDatabase());
  const address = `redis://127.0.0.1:${await freePort()}`;
  const env = { RUNBELL_DATA: data.dir, DATABASE_URL: database.url, REDIS_URL: address };
  const bot = use(runbell(['start'], { ...anyPorts, ...env }));
  expect(await bot.ended(30_000)).toBe(1);
  expect(complaint(bot)).toMatch(/REDIS_URL/);
});

test('the second start is quick, and a signal in the middle of a start leaves nothing behind', async () => {
  const data = use(await dataFolder());
  const env = { ...anyPorts, RUNBELL_DATA: data.dir };
  const first = use(runbell(['start'], env));
  await first.says('Making a PostgreSQL database');
  first.signal('SIGTERM');
  expect(await first.ended(20_000)).toBe(0);
  expect(first.output()).not.toContain('Open http');
  expect(await serverPid(data.dir)).toBeNull();

  const second = use(runbell(['start'], env));
  const ms = await second.says('Open http');
  process.stdout.write(`a later start was ready after ${ms} ms\n`);
  second.signal('SIGTERM');
  expect(await second.ended()).toBe(0);
  expect(await serverPid(data.dir)).toBeNull();
});

const anyPorts = { PORT: '0', SANDBOX_PORT: '0' };

function use<T extends AsyncDisposable>(one: T): T {
  undo.push(one);
  return one;
}

/** The one line besides the first, which says what was being started. */
function complaint(bot: RunbellProcess): string {
  const lines = bot.output().trim().split('\n').slice(1);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

async function freePort(): Promise<string> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(String(typeof address === 'object' ? address?.port : 0));
    });
  });
}
