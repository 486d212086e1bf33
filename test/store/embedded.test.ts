import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Fault } from '../../src/lib/fault.ts';
import { explainOutput } from '../../src/store/embedded-fault.ts';
import { isAlive } from '../../src/store/embedded-process.ts';
import {
  bareBinaries,
  dataFolder,
  hasNamespaces,
  isRoot,
  removeMade,
  serverPid,
  start,
  startBot,
  usedDataFolder,
} from '../harness/embedded.ts';
import { eventually } from '../harness/eventually.ts';
import { withClient } from '../harness/pg.ts';

const nobody = 65534;

describe('one server for one data folder', () => {
  test('what was written is there after a stop and a start, at the same address', async () => {
    await using data = await dataFolder();
    const first = await start({ dataDir: data.dir });
    await write(first.url, 'kept');
    await first.stop();
    expect(await serverPid(data.dir)).toBeNull();
    const second = await start({ dataDir: data.dir });
    expect(await read(second.url)).toEqual(['kept']);
    expect(second.url).toBe(first.url);
    expect([first.said.length, second.said.length]).toEqual([1, 0]);
    await second.stop();
  });

  test('it listens on loopback alone, keeps its promises about disk, and knows no local time', async () => {
    await using data = await dataFolder();
    const { url, stop } = await start({ dataDir: data.dir });
    expect(await settings(url)).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
      unix_socket_directories: '',
    });
    const file = await stat(join(data.dir, 'postgres/server.json'));
    expect((file.mode & 0o777).toString(8)).toBe('600');
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(read(wrong.href)).rejects.toThrow(/password authentication failed/);
    await stop();
  });

  test('a bot that is killed leaves its server to the next one', async () => {
    await using data = await usedDataFolder();
    const bot = await startBot({ dataDir: data.dir });
    const pid = await serverPid(data.dir);
    await write(bot.url, 'kept');
    await bot.kill('SIGKILL');
    const next = await start({ dataDir: data.dir });
    expect(await serverPid(data.dir)).toBe(pid);
    expect(await read(next.url)).toEqual(['kept']);
    await next.stop();
    expect(isAlive(pid ?? 0)).toBe(false);
  });

  test('Ctrl-C in a terminal does not reach the server', async () => {
    await using data = await usedDataFolder();
    const bot = await startBot({ dataDir: data.dir });
    await bot.kill('SIGINT');
    expect(await write(bot.url, 'still here')).toBe(1);
  });

  test('bots that start at once in an empty folder share one server', async () => {
    await using data = await dataFolder();
    const bots = await Promise.all([1, 2, 3].map(() => startBot({ dataDir: data.dir })));
    expect(new Set(bots.map(({ url }) => url))).toEqual(new Set([bots[0]?.url]));
    expect(bots[0]?.url).toMatch(/^postgres:/);
    await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  });

  test('a stop leaves the server to whoever is still connected', async () => {
    await using data = await usedDataFolder();
    const one = await start({ dataDir: data.dir });
    const two = await start({ dataDir: data.dir });
    await withClient(two.url, async (client) => {
      await one.stop();
      expect((await client.query('select 1')).rowCount).toBe(1);
    });
    await two.stop();
    await two.stop();
    expect(await serverPid(data.dir)).toBeNull();
  });
});

describe('after trouble', () => {
  test('a server that was killed is started again with what it had committed', async () => {
    await using data = await usedDataFolder();
    const { url } = await start({ dataDir: data.dir });
    await write(url, 'kept');
    const pid = (await serverPid(data.dir)) ?? 0;
    process.kill(pid, 'SIGKILL');
    await eventually('it is gone', () => !isAlive(pid));
    const again = await start({ dataDir: data.dir });
    expect(await read(again.url)).toEqual(['kept']);
    await again.stop();
  });

  test("another program that got the dead server's number is left alone", async () => {
    await using data = await usedDataFolder();
    const { url, stop } = await start({ dataDir: data.dir });
    await write(url, 'kept');
    const pidFile = join(data.dir, 'postgres/cluster/postmaster.pid');
    const left = (await readFile(pidFile, 'utf8')).split('\n');
    await stop();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await writeFile(pidFile, [other.pid, ...left.slice(1)].join('\n'), { mode: 0o600 });
    const again = await start({ dataDir: data.dir });
    expect(await read(again.url)).toEqual(['kept']);
    expect(isAlive(other.pid ?? 0)).toBe(true);
    other.kill();
    await again.stop();
  });

  test('a port that somebody else took is given up for a free one', async () => {
    await using data = await usedDataFolder();
    const first = await start({ dataDir: data.dir });
    await first.stop();
    const thief = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(thief, 'listening');
    const second = await start({ dataDir: data.dir });
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    thief.close();
    await second.stop();
  });

  test('a half-made database is made anew', async () => {
    await using data = await dataFolder();
    const home = join(data.dir, 'postgres');
    await mkdir(join(home, 'cluster.0badf00d'), { recursive: true });
    await writeFile(join(home, 'server.json'), '{"cluster":"cluster","password":"abc"}');
    const { url, stop } = await start({ dataDir: data.dir });
    expect(new URL(url).password).toBe('abc');
    expect(await write(url, 'works')).toBe(1);
    await stop();
  });

  test('data of another major version is refused with what to do', async () => {
    await using data = await usedDataFolder();
    const { stop } = await start({ dataDir: data.dir });
    await stop();
    await writeFile(join(data.dir, 'postgres/cluster/PG_VERSION'), '17\n');
    await expect(start({ dataDir: data.dir })).rejects.toMatchObject({
      code: 'database-embedded',
      message: expect.stringMatching(/made by PostgreSQL 17.*brings 18.*pg_dump.*DATABASE_URL/),
    });
  });

  test.each([
    [
      'a full disk',
      'initdb: error: could not write to file: No space left on device',
      /disk.*full: free some space/,
    ],
    [
      'a missing library',
      'initdb: error while loading shared libraries: libpq.so.5: cannot open',
      /npm ci/,
    ],
    [
      'no shared memory',
      'FATAL:  could not create shared memory segment: No space left',
      /disk|--shm-size/,
    ],
    [
      'anything else',
      'LOG:  hello\nFATAL:  the moon is full\nLOG:  bye',
      /the moon is full.*server\.log/,
    ],
  ])('%s is explained in one line', (_claim, output, message) => {
    const fault = explainOutput(output, { dir: '/data', log: '/data/server.log' });
    expect(fault.message).toMatch(message);
    expect(fault.message).toMatch(/or set DATABASE_URL to a PostgreSQL server of your own\.$/);
    expect(fault.message).not.toContain('\n');
  });
});

describe('in unusual places', () => {
  test('symlinks that npm did not make are made', async () => {
    await using data = await dataFolder();
    const packageDir = await bareBinaries(data.dir);
    const { url, stop } = await start({ dataDir: join(data.dir, 'data'), packageDir });
    expect(await write(url, 'works')).toBe(1);
    expect(existsSync(join(packageDir, 'native/lib/libpq.so.5'))).toBe(true);
    await stop();
  });

  test('the data folder may have a name of spaces, quotes and more letters than a socket path may have', async () => {
    await using data = await dataFolder();
    const dataDir = join(data.dir, `it's a "long" $name `.repeat(6));
    const { url, stop } = await start({ dataDir });
    expect(await write(url, 'works')).toBe(1);
    await stop();
  });
});

describe.skipIf(!hasNamespaces)('as root, in a user namespace', () => {
  test('it works in a folder that only root may enter', async () => {
    await using data = await dataFolder();
    await chmod(data.dir, 0o700);
    const { url, stop, said } = await start({ dataDir: data.dir, rootWay: 'namespace' });
    expect(await write(url, 'works')).toBe(1);
    expect(said).toEqual([`Making a PostgreSQL database in ${data.dir}/postgres/cluster`]);
    await stop();
  });

  test('its data is handed over where namespaces are no longer allowed', async () => {
    await using data = await dataFolder();
    const where = { dataDir: join(data.dir, 'data'), sharedDir: join(data.dir, 'shared') };
    await chmod(data.dir, 0o755);
    const first = await start({ ...where, rootWay: 'namespace' });
    await write(first.url, 'kept');
    await first.stop();
    const second = await start({ ...where, rootWay: 'other' });
    expect(await read(second.url)).toEqual(['kept']);
    await second.stop();
    expect(existsSync(join(where.dataDir, 'postgres/cluster'))).toBe(false);
    const third = await start(where);
    expect(await read(third.url)).toEqual(['kept']);
    await third.stop();
  });
});

describe.skipIf(!isRoot)('as root, without user namespaces', () => {
  test('it runs as nobody, in a place that nobody can reach, and says so once', async () => {
    await using data = await dataFolder();
    const where = { dataDir: join(data.dir, 'private/data'), sharedDir: join(data.dir, 'shared') };
    await chmod(data.dir, 0o755);
    await mkdir(join(data.dir, 'private'), { mode: 0o700 });
    const first = await start({ ...where, rootWay: 'other' });
    const status = await readFile(`/proc/${await serverPid(where.dataDir)}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\s*$/m);
    await write(first.url, 'kept');
    await first.stop();
    const second = await start({ ...where, rootWay: 'other' });
    expect(await read(second.url)).toEqual(['kept']);
    await second.stop();
    expect(first.said).toEqual([expect.stringMatching(/shared\/.*runs as user 65534/)]);
    expect(second.said).toEqual([]);
  });
});

describe.skipIf(!isRoot)('as an ordinary user', () => {
  test('it works with programs that this user may not write', async () => {
    await using data = await dataFolder();
    const packageDir = await bareBinaries(data.dir);
    const dataDir = join(data.dir, 'theirs');
    await mkdir(dataDir);
    await chmod(data.dir, 0o755);
    await chown(dataDir, nobody, nobody);
    const bot = await startBot({ dataDir, packageDir }, nobody);
    expect(bot.failure).toBe('');
    expect(await write(bot.url, 'works')).toBe(1);
    await bot.kill('SIGKILL');
    // Root, later, leaves the data to the user who made it.
    process.kill((await serverPid(dataDir)) ?? 0, 'SIGINT');
    await eventually('the server stops', async () => (await serverPid(dataDir)) === null);
    const root = await start({ dataDir, packageDir, sharedDir: join(data.dir, 'shared') });
    expect(await read(root.url)).toEqual(['works']);
    await root.stop();
  });

  test.each([
    ['a folder that is not theirs', false, /cannot be set up in .*RUNBELL_DATA/],
    ["somebody else's database", true, /belongs to another user.*RUNBELL_DATA/],
  ])('%s is refused with what to do', async (_claim, exists, message) => {
    await using data = await dataFolder();
    const dataDir = join(data.dir, 'roots');
    const packageDir = await bareBinaries(data.dir);
    await chmod(data.dir, 0o755);
    await mkdir(dataDir, { mode: 0o755 });
    if (exists) {
      await (await start({ dataDir, packageDir })).stop();
    }
    const bot = await startBot({ dataDir, packageDir }, nobody);
    expect(bot.failure).toMatch(message);
  });
});

afterAll(removeMade);

test('whatever goes wrong is a Fault of this code', async () => {
  const error = await start({ dataDir: '/dev/null/nowhere' }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Fault);
  expect((error as Fault).code).toBe('database-embedded');
});

async function write(url: string, word: string): Promise<number | null> {
  return withClient(url, async (client) => {
    await client.query('create table if not exists note (word text)');
    return (await client.query('insert into note values ($1)', [word])).rowCount;
  });
}

async function read(url: string): Promise<string[]> {
  const { rows } = await withClient(url, (client) => client.query('select word from note'));
  return rows.map(({ word }: { word: string }) => word);
}

async function settings(url: string): Promise<Record<string, string>> {
  const names = [
    'data_checksums',
    'fsync',
    'full_page_writes',
    'listen_addresses',
    'server_encoding',
    'synchronous_commit',
    'TimeZone',
    'unix_socket_directories',
  ];
  const { rows } = await withClient(url, (client) =>
    client.query('select name, setting from pg_settings where name = any($1)', [names]),
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
