import type { Kysely } from 'kysely';
import type { SentMessages } from '../flow/slack-state.ts';
import type { Database } from './database.ts';

export function onCallMessages(db: Kysely<Database>): SentMessages {
  return {
    messages: async (subject) => {
      const rows = await db
        .selectFrom('oncall_message')
        .selectAll()
        .where('subject', '=', subject)
        .execute();
      return rows.map(({ slot, channel_id: channelId, ts, digest }) => ({
        slot,
        channelId,
        ts,
        digest,
      }));
    },
    put: async (subject, { slot, channelId, ts, digest }) => {
      const columns = { channel_id: channelId, ts, digest };
      await db
        .insertInto('oncall_message')
        .values({ subject, slot, ...columns })
        .onConflict((clash) => clash.columns(['subject', 'slot']).doUpdateSet(columns))
        .execute();
    },
    remove: async (subject, slot) => {
      await db
        .deleteFrom('oncall_message')
        .where('subject', '=', subject)
        .where('slot', '=', slot)
        .execute();
    },
  };
}
