import type { Command } from 'commander';
import { readEnvironment } from '../config/env.ts';
import { formatProblems } from '../config/problems.ts';
import { Fault } from '../lib/fault.ts';
import { type Migrated, migrateAsOwner } from '../schema.ts';
import { count } from './terminal.ts';

export function addMigrate(command: Command): void {
  command
    .addHelpText(
      'after',
      `
MIGRATE_DATABASE_URL names the owner of the tables, DATABASE_URL the user of bot and workers, which is
made if it is missing. Run it before a new version of the bot starts; with nothing to do it does nothing.
A bot whose DATABASE_URL names the owner migrates by itself and needs no such step.

Example:
  MIGRATE_DATABASE_URL=postgres://runbell:…@db/runbell \\
  DATABASE_URL=postgres://runbell_bot:…@db/runbell runbell migrate`,
    )
    .action(async () => {
      const settings = readEnvironment(process.env);
      if (Array.isArray(settings)) throw new Fault('config-invalid', formatProblems(settings));
      const { migrateDatabaseUrl, databaseUrl } = settings;
      if (migrateDatabaseUrl === undefined)
        throw new Fault(
          'config-invalid',
          'MIGRATE_DATABASE_URL is not set; name the owner of the tables there. Without a user of its own, the bot migrates by itself when it starts.',
        );
      const migrated = await migrateAsOwner(migrateDatabaseUrl, databaseUrl);
      for (const line of migratedLines(migrated)) process.stdout.write(`${line}\n`);
    });
}

function migratedLines({ applied, bot }: Migrated): string[] {
  const files = count(applied.length, 'migration');
  const was = applied.length === 1 ? 'was' : 'were';
  return [
    applied.length === 0
      ? 'The schema is up to date.'
      : `${files} ${was} applied, the last is ${applied.at(-1)}.`,
    ...(bot === null
      ? []
      : [
          `The user ${bot.name}${bot.made ? ' was made. It' : ''} may add to the record and change nothing in it.`,
        ]),
  ];
}
