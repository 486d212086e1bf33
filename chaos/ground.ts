import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { liveRedactor } from '../src/action/redact.ts';
import { type Bot, startBot } from '../src/app.ts';
import { loadDirectory } from '../src/config/load.ts';
import { formatProblems } from '../src/config/problems.ts';
import { declare } from '../src/flow/declare.ts';
import { createLog } from '../src/lib/log.ts';
import { isRefusal } from '../src/lib/refusal.ts';

export type Engine = 'postgresql' | 'redis';

/** A bot on a database of its own, with one service whose actions each have a target of their own. */
export interface Ground {
  engine: Engine;
  bot: Bot;
  db: pg.Pool;
  incident(): Promise<string>;
  /** A worker of one lane, once it serves. */
  worker(lane: number): Promise<ChildProcess>;
  /** What the actions wrote: `start <run>` and `end <run>`. */
  written(lane: number): Promise<string[]>;
  stop(): Promise<void>;
}

export async function openGround(engine: Engine, lanes: number): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-chaos-'));
  const [home, data] = [join(folder, 'home'), join(folder, 'data')];
  await mkdir(join(home, 'shop'), { recursive: true });
  await writeFile(join(home, 'runbell.yaml'), organisation);
  await writeFile(join(home, 'shop/service.yaml'), service(folder, lanes));
  await writeFile(join(folder, 'act.sh'), script);
  await chmod(join(folder, 'act.sh'), 0o755);
  const redisUrl = engine === 'redis' ? (process.env.REDIS_URL ?? null) : null;
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
      const args = ['--import', 'tsx', 'src/main.ts', 'worker', '--targets', `lane-${lane}`];
      const child = spawn(process.execPath, args, {
        env: {
          ...{ PATH: process.env.PATH, HOME: process.env.HOME },
          ...{ RUNBELL_HOME: home, RUNBELL_DATA: data, DATABASE_URL: bot.core.databaseUrl },
          ...(redisUrl && { REDIS_URL: redisUrl }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      return child;
    },
    written: async (lane) => {
      const text = await readFile(join(folder, `lane-${lane}.log`), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    stop: async () => {
      await db.end();
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
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

const organisation = `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
hook_keys: { monitoring: long-and-random }
policies: { shop: { levels: [{ name: first, page: [oncall], wait: 1h }], repeat: 0 } }
default_service: shop
limits:
  person: { runs_per_minute: 10000, outstanding: 10000 }
  service: { runs_per_minute: 10000, outstanding: 10000 }
  all: { runs_per_minute: 10000, outstanding: 10000 }
  circuit: { failures: 0 }
`;

function service(folder: string, lanes: number): string {
  const numbers = Array.from({ length: lanes }, (_, lane) => lane);
  const target = (lane: number) => {
    const orphans = lane % 2 === 0 ? 'watch' : 'end';
    return `{ name: lane-${lane}, cwd: ${folder}, env: [PATH], orphans: ${orphans} }`;
  };
  return `service: shop
escalation: shop
approvers: [oncall, senior]
target: ${target(0)}
targets: [${numbers.slice(1).map(target).join(', ')}]
actions:
${numbers.map((lane) => `  act-${lane}: { run: [./act.sh, lane-${lane}.log], target: lane-${lane} }`).join('\n')}
`;
}

const script = `#!/bin/sh
echo "start $RUNBELL_RUN" >> "$1"
for n in 1 2 3 4 5 6 7 8; do echo "line $n"; sleep 0.05; done
echo "end $RUNBELL_RUN" >> "$1"
`;
