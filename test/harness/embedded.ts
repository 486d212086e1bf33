import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedOptions, startEmbedded } from '../../src/store/embedded.ts';
import { findBinaries } from '../../src/store/embedded-binaries.ts';
import { readCluster } from '../../src/store/embedded-cluster.ts';
import { isAlive, readPidFile } from '../../src/store/embedded-process.ts';
import { eventually } from './eventually.ts';

export type Where = Omit<EmbeddedOptions, 'say'>;

export const isRoot = process.getuid?.() === 0;

/** Whether root may enter a user namespace here; a plain container forbids it. */
export const hasNamespaces =
  isRoot &&
  spawnSync('unshare', ['--user', '--map-user=65534', '--map-group=65534', 'true']).status === 0;

let made: Promise<string> | null = null;

/** The same with a database in it that was started once: a copy is quicker than a first start. */
export async function usedDataFolder(): Promise<{ dir: string } & AsyncDisposable> {
  const data = await dataFolder();
  made ??= makeOnce();
  await cp(await made, data.dir, { recursive: true });
  return data;
}

export async function removeMade(): Promise<void> {
  const dir = await made;
  if (dir !== null) await rm(dir, { recursive: true });
}

async function makeOnce(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'runbell-made-'));
  await (await start({ dataDir: dir })).stop();
  // Its copies shall not quarrel about the port that it had.
  await rm(join(dir, 'postgres/cluster/postmaster.opts'));
  return dir;
}

/** A folder for data, and the certainty that no server is left in it. */
export async function dataFolder(): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), 'runbell-data-'));
  return {
    dir,
    [Symbol.asyncDispose]: async () => {
      const pid = await serverPid(dir);
      if (pid !== null && isAlive(pid)) {
        process.kill(pid, 'SIGQUIT');
        await eventually('the server ends', () => !isAlive(pid));
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function serverPid(dataDir: string): Promise<number | null> {
  const cluster = await readCluster(join(dataDir, 'postgres'));
  return cluster && ((await readPidFile(cluster.dir))?.pid ?? null);
}

export async function start(where: Where) {
  const said: string[] = [];
  const server = await startEmbedded({ ...where, say: (line) => said.push(line) });
  return { ...server, said };
}

/** Another process with a bot's database in it, in a process group of its own. */
export async function startBot(where: Where, user?: number) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/fixtures/embedded-bot.ts', JSON.stringify(where), `${user ?? ''}`],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const answer = await eventually(
    'the bot answers',
    () => /^(url|failed) (.*)$/m.exec(output),
    20_000,
  );
  return {
    url: answer[1] === 'url' ? (answer[2] ?? '') : '',
    failure: answer[1] === 'failed' ? (answer[2] ?? '') : '',
    /** As Ctrl-C in a terminal does: the signal goes to the whole process group. */
    kill: async (signal: 'SIGINT' | 'SIGKILL') => {
      const ended = once(child, 'exit');
      process.kill(-(child.pid ?? 0), signal);
      await ended;
    },
  };
}

/** A copy of PostgreSQL's package as npm leaves it without install scripts: no symlinks. */
export async function bareBinaries(into: string): Promise<string> {
  const dir = join(into, 'bare-package');
  await cp(findBinaries().packageDir, dir, { recursive: true, verbatimSymlinks: true });
  const list = JSON.parse(await readFile(join(dir, 'native/pg-symlinks.json'), 'utf8'));
  for (const { target } of list) await unlink(join(dir, target)).catch(() => {});
  return dir;
}
