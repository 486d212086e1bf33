import { Fault } from './lib/fault.ts';
import { connect, reach } from './store/connect.ts';
import { type BotUser, grantToBot } from './store/grants.ts';
import { migrate } from './store/migrate.ts';

export interface Migrated {
  /** Names of the files that were applied. */
  applied: string[];
  /** The user that the bot connects with; null when none was named. */
  bot: { name: string; made: boolean } | null;
}

/** Brings the schema up to this version as its owner, and gives the bot's user the rights that it needs. */
export async function migrateAsOwner(ownerUrl: string, botUrl: string | null): Promise<Migrated> {
  const bot = botUrl === null ? null : userOf(botUrl);
  if (bot !== null && bot.name === userOf(ownerUrl).name) throw sameUser(bot.name);
  const { db, pool } = connect(ownerUrl, { max: 2 });
  try {
    await reach(pool);
    const applied = await migrate(pool);
    if (bot === null) return { applied, bot };
    const client = await pool.connect();
    try {
      return { applied, bot: { name: bot.name, made: await grantToBot(client, bot) } };
    } finally {
      client.release(true);
    }
  } finally {
    await db.destroy();
  }
}

function userOf(url: string): BotUser {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function sameUser(name: string): Fault {
  return new Fault(
    'config-invalid',
    `MIGRATE_DATABASE_URL and DATABASE_URL both name the user ${name}. The bot needs a user of its own, or it may change the record.`,
  );
}
