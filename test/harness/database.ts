import { inject } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { withClient, withDatabase } from './pg.ts';

export interface FreshDatabase extends AsyncDisposable {
  url: string;
}

/** A migrated database of its own for one test, dropped with whoever is still connected to it. */
export function freshDatabase(): Promise<FreshDatabase> {
  return createDatabase(inject('databaseServer').template);
}

/** A database in which nothing is. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const { url } = inject('databaseServer');
  const name = `runbell_test_${newId()}`;
  await withClient(url, async (client) => {
    // Copies of one template in the same moment get in each other's way.
    await client.query('select pg_advisory_lock(7862355)');
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: withDatabase(url, name),
    [Symbol.asyncDispose]: async () => {
      await withClient(url, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
