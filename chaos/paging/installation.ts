import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Faults } from '../../src/sandbox/contract.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Engine } from '../ground.ts';
import { freePort } from '../redis.ts';
import { type SupervisedBot, superviseBot } from './bot.ts';
import { HOOK, writePaging } from './home.ts';
import { type People, watchPeople } from './people.ts';
import { type OwnPostgres, ownPostgres, ownRedis, type RestartedRedis } from './servers.ts';

/** A bot in a process of its own, with servers and a workspace that can be struck one by one. */
export interface Installation {
  engine: Engine;
  data: string;
  /** Where alerts go. */
  hook: string;
  workspace: string;
  bot: SupervisedBot;
  postgres: OwnPostgres;
  redis: RestartedRedis | null;
  people: People;
  db: pg.Pool;
  faults(faults: Faults): Promise<void>;
  stop(): Promise<void>;
}

/** Null where its engine is not installed. */
export async function openInstallation(engine: Engine, main: string): Promise<Installation | null> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-paging-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const redis = engine === 'redis' ? await ownRedis(folder) : null;
    if (redis) undo.push(redis.stop);
    if (engine === 'redis' && redis === null) {
      await stop();
      return null;
    }
    return { ...(await open(engine, main, folder, redis, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  engine: Engine,
  main: string,
  folder: string,
  redis: RestartedRedis | null,
  undo: (() => Promise<unknown>)[],
): Promise<Omit<Installation, 'stop'>> {
  const [home, data] = [join(folder, 'home'), join(folder, 'data')];
  const sandbox = await startSandbox({ port: 0, state: { limits: 'off' } });
  undo.push(sandbox.close);
  const people = await watchPeople(sandbox.url);
  undo.push(people.close);
  await writePaging(home, folder, people.webhookUrl);
  const postgres = await ownPostgres(data);
  undo.push(postgres.stop);
  const db = new pg.Pool({
    ...{ connectionString: postgres.url, max: 4, connectionTimeoutMillis: 2000 },
  });
  // A server that is restarted cuts what is idle.
  db.on('error', () => undefined);
  undo.push(() => db.end());
  const port = await freePort();
  const bot = superviseBot(main, {
    ...{ RUNBELL_HOME: home, RUNBELL_DATA: data, PORT: String(port), OPS_SECRET: 'only for this' },
    ...{ DATABASE_URL: postgres.url, ...(redis && { REDIS_URL: redis.url }) },
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
  });
  undo.push(bot.stop);
  await bot.up();
  return {
    ...{ engine, data, bot, postgres, redis, people, db },
    hook: `http://127.0.0.1:${port}${HOOK}`,
    workspace: sandbox.url,
    faults: async (faults) => void (await post(`${sandbox.url}/_control/faults`, faults)),
  };
}

/** Null where nobody answers, or with anything else than yes. */
export async function post(url: string, body: unknown): Promise<Record<string, unknown> | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    const json = (await response.json()) as Record<string, unknown>;
    return response.ok && json.ok !== false ? json : null;
  } catch {
    return null;
  }
}
