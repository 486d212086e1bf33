import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { liveRedactor } from '../src/action/redact.ts';
import { type Bot, startBot } from '../src/app.ts';
import { loadDirectory } from '../src/config/load.ts';
import { formatProblems } from '../src/config/problems.ts';
import { declare } from '../src/flow/declare.ts';
import { createLog } from '../src/lib/log.ts';
import { isRefusal } from '../src/lib/refusal.ts';
import { openRecord } from '../src/record.ts';
import { writeHome } from './home.ts';
import { startRedis } from './redis.ts';

export type Engine = 'postgresql' | 'redis';

/** A bot on a database of its own, with one service whose actions each have a target of their own. */
export interface Ground {
  engine: Engine;
  bot: Bot;
  db: pg.Pool;
  incident(): Promise<string>;
  /** A worker of one lane, once it has shown itself. */
  worker(lane: number): Promise<ChildProcess>;
  /** What the actions wrote: `start <run>` and `end <run>`. */
  written(lane: number): Promise<string[]>;
  /** What is wrong with the chain of the record, in words. */
  broken(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Null where its engine is not installed. `main` is what a worker is started from. */
export async function openGround(
  engine: Engine,
  lanes: number,
  main: string,
): Promise<Ground | null> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-chaos-'));
  const [home, data] = [join(folder, 'home'), join(folder, 'data')];
  await writeHome(home, folder, lanes);
  const redis = engine === 'redis' ? await startRedis(folder) : null;
  if (engine === 'redis' && redis === null) {
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  const redisUrl = redis?.url ?? null;
  const { directory, problems } = await loadDirectory(home, { RUNBELL_DATA: data });
  if (problems.length > 0) throw new Error(formatProblems(problems));
  const redactor = liveRedactor();
  const bot = await startBot({
    settings: {
      ...{ home, data, port: 0, sandboxPort: 0, databaseUrl: null, redisUrl },
      ...{ slack: { mode: 'sandbox' }, logLevel: 'silent' },
    },
    directory,
    log: createLog('silent', redactor.json),
    redactor,
    say: () => undefined,
    targets: [],
    sandbox: { state: { limits: 'off' } },
    paced: false,
    practiceFleet: { kindleSyncPort: 0 },
  });
  // A worker holds back what it may change in a try-out; this is none.
  await bot.core.world.store.settings.put('workspace', 'slack');
  const db = new pg.Pool({ connectionString: bot.core.databaseUrl, max: 4 });
  await db.query(witness);

  return {
    engine,
    bot,
    db,
    incident: async () => {
      const draft = { title: 'Chaos', severity: 'p1' as const, service: 'shop', by: 'U0ONCALL' };
      const incident = await declare(bot.core.world, draft);
      if (isRefusal(incident)) throw new Error(incident.text);
      return incident.id;
    },
    worker: async (lane) => {
      const child = spawn(process.execPath, [main, 'worker', '--targets', `lane-${lane}`], {
        env: {
          ...{ PATH: process.env.PATH, HOME: process.env.HOME },
          ...{ RUNBELL_HOME: home, RUNBELL_DATA: data, DATABASE_URL: bot.core.databaseUrl },
          ...(redisUrl && { REDIS_URL: redisUrl }),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await shown(db, child);
      return child;
    },
    written: async (lane) => {
      const text = await readFile(join(folder, `lane-${lane}.log`), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    broken: async () => {
      const settings = { data, databaseUrl: bot.core.databaseUrl };
      const record = await openRecord(settings, () => undefined);
      const verdict = await record.verify({ incident: null, noted: null });
      await record.close();
      return verdict.broken.map(({ incident, seq, what }) => `entry ${seq} of ${incident} ${what}`);
    },
    stop: async () => {
      await db.end();
      await bot.stop();
      await redis?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function shown(db: pg.Pool, child: ChildProcess): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query('select 1 from worker where process like $1', [
      `${child.pid}@%`,
    ]);
    if (rowCount) return;
    if (child.exitCode !== null) throw new Error(`a worker ended with ${child.exitCode}`);
    await delay(20);
  }
}

/** Sees every change of state that is committed, whoever makes it and whatever the record says. */
const witness = `
create table witness (n bigint generated always as identity, run text not null, state text not null);
create function see() returns trigger language plpgsql as $$ begin
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    insert into witness (run, state) values (new.id, new.state);
    perform pg_notify('witness', new.id || ' ' || new.state);
  end if;
  return new;
end $$;
create trigger witness after insert or update on run for each row execute function see();`;
