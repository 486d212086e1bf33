import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { liveRedactor } from '../src/action/redact.ts';
import { type Bot, type BotOptions, startBot } from '../src/app.ts';
import { loadDirectory } from '../src/config/load.ts';
import { formatProblems } from '../src/config/problems.ts';
import { WORKSPACE } from '../src/core.ts';
import { createLog } from '../src/lib/log.ts';
import { openRecord } from '../src/record.ts';
import { startRedis } from './redis.ts';

export type Engine = 'postgresql' | 'redis';

/** An installation of its own, which is gone afterwards: database, queue, bots and workers. */
export interface Ground {
  engine: Engine;
  bot: Bot;
  db: pg.Pool;
  queue: { databaseUrl: string; redisUrl: string | null };
  /** One more bot on the same database, queue and workspace, which may serve targets as well. */
  another(targets?: string[]): Promise<Bot>;
  /** A worker in a process of its own, once it has shown itself. */
  worker(targets: string[]): Promise<ChildProcess>;
  /** The lines that actions have appended to a file. */
  written(file: string): Promise<string[]>;
  /** What is wrong with the chain of the record, in words. */
  broken(): Promise<string[]>;
  stop(): Promise<void>;
}

export interface GroundOptions {
  engine: Engine;
  /** Writes the organisation into `home`, and what its actions execute into `folder`. */
  write(home: string, folder: string): Promise<void>;
  /** Targets that the bot serves itself. */
  targets?: string[];
  /** The file that a worker is started from; from source when left out. */
  main?: string;
  /** Servers that are there already; its own when left out. */
  servers?: { databaseUrl: string; redisUrl: string | null };
  /** Keeps to Slack's rates, as a bot in production does. */
  paced?: boolean;
}

/** Null where its engine is not installed. */
export async function openGround(options: GroundOptions): Promise<Ground | null> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-ground-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const ground = await open(options, folder, undo);
    if (ground === null) await stop();
    return ground && { ...ground, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  { engine, write, targets = [], main, servers, paced = false }: GroundOptions,
  folder: string,
  undo: (() => Promise<unknown>)[],
): Promise<Omit<Ground, 'stop'> | null> {
  const [home, data] = [join(folder, 'home'), join(folder, 'data')];
  await write(home, folder);
  const redis = engine === 'redis' && !servers ? await startRedis(folder) : null;
  if (redis) undo.push(redis.stop);
  const redisUrl = servers?.redisUrl ?? redis?.url ?? null;
  if (engine === 'redis' && redisUrl === null) return null;
  const common = { ...{ home, data, port: 0, sandboxPort: 0, redisUrl }, logLevel: 'silent' };
  const bot = await startOne(undo, {
    settings: {
      ...common,
      databaseUrl: servers?.databaseUrl ?? null,
      slack: { mode: 'sandbox' },
    },
    targets,
    paced,
  });
  await bot.core.world.store.settings.put(WORKSPACE, 'slack');
  const { databaseUrl } = bot.core;
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  undo.push(() => db.end());

  return {
    engine,
    bot,
    db,
    queue: { databaseUrl, redisUrl },
    another: (served = []) => {
      const { botToken = '', appToken = '', apiUrl = '' } = bot.sandbox ?? {};
      const slack = { mode: 'socket', botToken, appToken, apiUrl } as const;
      return startOne(undo, {
        settings: { ...common, databaseUrl, slack },
        targets: served,
        paced,
      });
    },
    worker: async (served) => {
      const from = main ? [main] : ['--import', 'tsx', resolve('src/main.ts')];
      const args = [...from, 'worker', '--targets', served.join(',')];
      const child = spawn(process.execPath, args, {
        env: {
          ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent' },
          ...{ RUNBELL_HOME: home, RUNBELL_DATA: data, DATABASE_URL: databaseUrl },
          ...(redisUrl && { REDIS_URL: redisUrl }),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await shown(db, child);
      return child;
    },
    written: async (file) => {
      const text = await readFile(join(folder, file), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    broken: async () => {
      const record = await openRecord({ data, databaseUrl }, () => undefined);
      const verdict = await record.verify({ incident: null, noted: null });
      await record.close();
      return verdict.broken.map(({ incident, seq, what }) => `entry ${seq} of ${incident} ${what}`);
    },
  };
}

async function startOne(
  undo: (() => Promise<unknown>)[],
  options: Pick<BotOptions, 'settings' | 'targets' | 'paced'>,
): Promise<Bot> {
  const { home, data } = options.settings;
  const { directory, problems } = await loadDirectory(home, { RUNBELL_DATA: data });
  if (problems.length > 0) throw new Error(formatProblems(problems));
  const redactor = liveRedactor();
  const bot = await startBot({
    ...options,
    // A try-out changes nothing outside of its practice fleet; this is none.
    gate: async () => null,
    directory,
    log: createLog('silent', redactor.json),
    redactor,
    say: () => undefined,
    sandbox: { state: { limits: 'off' } },
    practiceFleet: { kindleSyncPort: 0 },
  });
  undo.push(bot.stop);
  return bot;
}

async function shown(db: pg.Pool, child: ChildProcess): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query('select from worker where process like $1', [
      `${child.pid}@%`,
    ]);
    if (rowCount) return;
    if (child.exitCode !== null) throw new Error(`a worker ended with ${child.exitCode}`);
    await delay(20);
  }
}
