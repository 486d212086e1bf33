import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createRedactor } from '../../src/action/redact.ts';
import type { Alert } from '../../src/alert/types.ts';
import { loadDirectory } from '../../src/config/load.ts';
import type { World } from '../../src/flow/ports.ts';
import { MovableClock } from '../../src/lib/clock.ts';
import { createMatcher } from '../../src/runbook/match.ts';
import { connect } from '../../src/store/connect.ts';
import type { Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { openVault } from '../../src/store/vault.ts';
import { freshDatabase } from './database.ts';

export interface Ground extends AsyncDisposable {
  url: string;
  clock: MovableClock;
  /** Every warning and error: what a flow swallowed, to try it again later. */
  logged: string[];
  /** A bot of its own on the one database: its own connections, the same clock. */
  world(): World;
}

/** A database with nothing but flows on it: no Slack, no queue, nobody who carries effects out. */
export async function flowGround(): Promise<Ground> {
  const database = await freshDatabase();
  const { directory } = await loadDirectory(resolve('runbooks'), { RUNBELL_DATA: '/tmp' });
  const clock = new MovableClock();
  const data = await mkdtemp(join(tmpdir(), 'runbell-flow-'));
  const vault = await openVault(data);
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, collect(logged));
  const opened: { destroy(): Promise<void> }[] = [];
  return {
    url: database.url,
    clock,
    logged,
    world: () => {
      const { db, pool } = connect<Database>(database.url, { max: 20 });
      // Two hundred things at once wait in line for a connection; on a busy machine for long.
      pool.options.connectionTimeoutMillis = 60_000;
      opened.push(db);
      const redactor = createRedactor({ mark: vault.mark });
      return {
        clock,
        store: createStore(db, redactor),
        directory,
        matcher: createMatcher([]),
        wake: { outbox: () => {} },
        vault,
        members: everybodyKnown,
        redactor,
        log,
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const db of opened) await db.destroy();
      await database[Symbol.asyncDispose]();
      await rm(data, { recursive: true });
    },
  };
}

/** Everybody is a full member, and no group is known. */
const everybodyKnown: World['members'] = {
  account: async () => 'member',
  group: async () => null,
};

export function alertOf(name: string, status: Alert['status'] = 'firing', key = name): Alert {
  return {
    source: 'generic',
    key,
    status,
    name,
    title: `${name} on kindle-sync`,
    service: 'kindle-sync',
    severity: 'critical',
    labels: { alertname: name, job: 'kindle-sync' },
    annotations: {},
    url: null,
    startsAt: null,
  };
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}
