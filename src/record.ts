import { createRedactor } from './action/redact.ts';
import type { Settings } from './config/env.ts';
import { CLOCK_OFFSET } from './flow/page/advance.ts';
import {
  headText,
  type Verdict,
  type VerifyOptions,
  verifyRecord,
} from './flow/record/verify-record.ts';
import { Fault } from './lib/fault.ts';
import { connect, reach } from './store/connect.ts';
import type { Database } from './store/database.ts';
import { startEmbedded } from './store/embedded.ts';
import { pendingMigrations } from './store/migrate.ts';
import { type ExportedEntry, type ExportFilter, readRecord } from './store/record.ts';
import { createStore } from './store/store.ts';

export type { Broken, Verdict } from './flow/record/verify-record.ts';
export type { ExportedEntry } from './store/record.ts';

/** The record of an installation, for reading: neither a bot nor a queue has to run. */
export interface OpenedRecord {
  /** As the installation's clock shows it; the try-out's may be ahead. */
  now: Date;
  verify(options: VerifyOptions): Promise<Verdict>;
  /** Hands the entries over, the oldest first, a page in memory at a time. */
  entries(
    filter: ExportFilter,
    write: (entries: AsyncIterable<ExportedEntry>) => Promise<void>,
  ): Promise<void>;
  /** The last seal; `head` is null before the first. */
  head(): Promise<{ head: string | null; at: Date | null; unsealed: number }>;
  close(): Promise<void>;
}

export async function openRecord(
  settings: Pick<Settings, 'data' | 'databaseUrl'>,
  say: (line: string) => void,
): Promise<OpenedRecord> {
  const embedded =
    settings.databaseUrl === null ? await startEmbedded({ dataDir: settings.data, say }) : null;
  const { db, pool } = connect<Database>(settings.databaseUrl ?? embedded?.url ?? '', { max: 2 });
  async function close() {
    await db.destroy();
    await embedded?.stop();
  }
  try {
    await reach(pool);
    const [older] = await pendingMigrations(pool);
    if (older) throw tooOld(older);
    const offset = Number(
      (await createStore(db, createRedactor()).settings.get(CLOCK_OFFSET)) ?? 0,
    );
    return {
      now: new Date(Date.now() + offset),
      verify: (options) => readRecord(pool, (record) => verifyRecord(record, options)),
      entries: (filter, write) => readRecord(pool, (record) => write(record.entries(filter))),
      head: () =>
        readRecord(pool, async (record) => {
          const seal = await record.lastSeal();
          const unsealed = await record.unsealed();
          return { head: seal && headText(seal), at: seal?.at ?? null, unsealed };
        }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function tooOld(name: string): Fault {
  return new Fault(
    'database-migration',
    `The database is older than this Runbell: ${name} was not applied to it. Start the bot once, or run \`runbell migrate\`.`,
  );
}
