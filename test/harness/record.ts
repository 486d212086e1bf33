import pg from 'pg';
import {
  type Verdict,
  type VerifyOptions,
  verifyRecord,
} from '../../src/flow/record/verify-record.ts';
import { readRecord, recordOn } from '../../src/store/record.ts';
import { withClient } from './pg.ts';

/** What `runbell audit verify` finds in this database. */
export async function verdictOn(
  url: string,
  options: Partial<VerifyOptions> = {},
): Promise<Verdict> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => {});
  try {
    return await readRecord(pool, (record) => verifyRecord(record, { ...all, ...options }));
  } finally {
    await pool.end();
  }
}

/**
 * What it would find after this, done by somebody who owns the server: nothing that guards the record
 * holds him back. Afterwards all is as before.
 */
export function verdictAfter(
  url: string,
  sql: string,
  options: Partial<VerifyOptions> = {},
): Promise<Verdict> {
  return withClient(url, async (client) => {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(sql);
    return verifyRecord(recordOn(client), { ...all, ...options });
  });
}

const all: VerifyOptions = { incident: null, noted: null };
