import type { Command } from 'commander';
import { withRecord } from './open.ts';

export function addHead(group: Command): void {
  group
    .command('head')
    .description('print the last seal: whoever notes it elsewhere can prove later what it covers')
    .option('--json', '{head, at, unsealed}; head is null before the first seal')
    .addHelpText(
      'after',
      `
A seal covers everything that was written before it. Keep it where those who run the database cannot
change it, and hand it to \`runbell audit verify --head\` later.

Examples:
  runbell audit head
  runbell audit head >> /mnt/elsewhere/runbell-heads     once a day, by cron`,
    )
    .action(async ({ json }: { json?: true }) => {
      const found = await withRecord(process.env, (record) => record.head());
      const text = json
        ? JSON.stringify(found)
        : (found.head ??
          'There is no seal yet: a bot that runs makes the first within ten seconds.');
      process.stdout.write(`${text}\n`);
    });
}
