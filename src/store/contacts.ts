import type { Kysely, Selectable } from 'kysely';
import type { ContactReader, ContactsTx, StoredContact } from '../flow/page/notify-ports.ts';
import type { Database } from './database.ts';
import type { ContactTable } from './notify-tables.ts';

export function contactReader(db: Kysely<Database>): ContactReader {
  const rows = () => db.selectFrom('contact').selectAll().orderBy('user_id').orderBy('address');
  return {
    all: async () => (await rows().execute()).map(fromRow),
    of: async (user) => (await rows().where('user_id', '=', user).execute()).map(fromRow),
  };
}

export function contacts(db: Kysely<Database>): ContactsTx {
  return {
    proved: async (users) => {
      if (users.length === 0) return new Map();
      const rows = await db
        .selectFrom('contact')
        .select(['user_id', 'address'])
        .where('user_id', 'in', users)
        .where('verified_at', 'is not', null)
        .execute();
      const of = (user: string) => rows.filter((row) => row.user_id === user);
      return new Map(users.map((user) => [user, new Set(of(user).map(({ address }) => address))]));
    },
    lock: async (user) => {
      const rows = await db
        .selectFrom('contact')
        .selectAll()
        .where('user_id', '=', user)
        .orderBy('address')
        .forUpdate()
        .execute();
      return rows.map(fromRow);
    },
    save: async ({ user, address, verifiedAt, nonce, askedAt, tries }) => {
      const facts = { verified_at: verifiedAt, nonce, asked_at: askedAt, tries };
      await db
        .insertInto('contact')
        .values({ user_id: user, address, ...facts })
        .onConflict((clash) => clash.columns(['user_id', 'address']).doUpdateSet(facts))
        .execute();
    },
  };
}

function fromRow(row: Selectable<ContactTable>): StoredContact {
  return {
    user: row.user_id,
    address: row.address,
    verifiedAt: row.verified_at,
    nonce: row.nonce,
    askedAt: row.asked_at,
    tries: row.tries,
  };
}
