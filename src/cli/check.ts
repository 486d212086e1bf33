import type { Command } from 'commander';
import { findingLine, summaryLine } from './check/print.ts';
import { checkAll } from './check/report.ts';
import { terminalOf } from './terminal.ts';

export function addCheck(command: Command): void {
  command
    .argument('[files...]', 'runbooks and config files to look at; all of RUNBELL_HOME without')
    .option(
      '--rules <globs...>',
      'Prometheus rule files: every alert in them must have a procedure',
    )
    .option('--json', 'an array of {file, line, column, level, rule, what, why, mend}')
    .addHelpText(
      'after',
      `
Exits with 1 when there is an error; warnings alone exit with 0. docs/check.md explains every rule.

Examples:
  runbell check                                        everything below RUNBELL_HOME
  runbell check runbooks/shop/operations.md            this file, as a hook before a commit does
  runbell check --rules 'prometheus/**/*.yaml'         and which alert has no procedure
  runbell check --rules rules.yaml -- operations.md    -- ends the list of rule files`,
    )
    .action(async (files: string[], { rules = [], json }: { rules?: string[]; json?: true }) => {
      const report = await checkAll(files, rules, process.env);
      if (report.findings.some(({ level }) => level === 'error')) process.exitCode = 1;
      if (json) {
        process.stdout.write(`${JSON.stringify(report.findings, null, 2)}\n`);
        return;
      }
      const terminal = terminalOf(process.stdout, process.env);
      for (const found of report.findings) {
        process.stdout.write(`${findingLine(found, terminal)}\n`);
      }
      process.stdout.write(`${summaryLine(report)}\n`);
    });
}
