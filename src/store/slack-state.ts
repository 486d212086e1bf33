import type { Kysely } from 'kysely';
import type { SlackState } from '../flow/slack-state.ts';
import type { Database } from './database.ts';

export function slackState(db: Kysely<Database>): SlackState {
  return {
    messages: async (incidentId) => {
      const rows = await db
        .selectFrom('slack_message')
        .selectAll()
        .where('incident_id', '=', incidentId)
        .execute();
      return rows.map((row) => ({
        slot: row.slot,
        channelId: row.channel_id,
        ts: row.ts,
        digest: row.digest,
      }));
    },
    put: async (incidentId, { slot, channelId, ts, digest }) => {
      const columns = { channel_id: channelId, ts, digest };
      await db
        .insertInto('slack_message')
        .values({ incident_id: incidentId, slot, ...columns })
        .onConflict((clash) => clash.columns(['incident_id', 'slot']).doUpdateSet(columns))
        .execute();
    },
    remove: async (incidentId, slot) => {
      await db
        .deleteFrom('slack_message')
        .where('incident_id', '=', incidentId)
        .where('slot', '=', slot)
        .execute();
    },
    setChannel: async (incidentId, channel) => {
      await db
        .updateTable('incident')
        .set({ channel_id: channel.id, channel_name: channel.name })
        .where('id', '=', incidentId)
        .execute();
    },
  };
}
