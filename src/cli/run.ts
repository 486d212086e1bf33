import { Command } from 'commander';
import { createRedactor } from '../action/redact.ts';
import { Fault } from '../lib/fault.ts';
import { addAudit } from './audit.ts';
import { addCheck } from './check.ts';
import { addExplain } from './explain.ts';
import { addMigrate } from './migrate.ts';
import { addOnCall } from './oncall.ts';
import { addRunbook } from './runbook.ts';
import { addStart } from './start.ts';
import { addWorker } from './worker.ts';
import { addWorkers } from './workers.ts';

/** Reads the command line and does it. A fault is one line on standard error and exit code 1. */
export async function run(argv: string[]): Promise<void> {
  // `runbell check | head` ends when head has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  const program = new Command('runbell')
    .description(
      'A Slack bot for incidents: your Markdown runbooks become buttons that are approved, run once and recorded.',
    )
    .showHelpAfterError('(runbell --help shows what there is)')
    .addHelpText(
      'after',
      `
Without a Slack token, \`runbell start\` brings a local workspace to try it in.
Settings are environment variables; docs/config.md lists them.

Examples:
  runbell start                                  the bot, with workers for all its targets
  runbell start --targets none                   the bot alone
  runbell worker --targets eu-prod,us-prod       a worker on the machine that can reach them
  runbell workers                                who executes runs, and what goes on
  runbell check                                  config and runbooks: every mistake with file and line
  runbell runbook show operations.md             what Runbell reads in a file
  runbell runbook match --text queue is stuck    which procedures fit
  runbell audit verify                           whether the record is as it was written`,
    );
  addStart(program);
  addWorker(program);
  addWorkers(program);
  addCheck(program);
  addRunbook(program);
  addOnCall(program);
  addExplain(program);
  addAudit(program);
  addMigrate(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // A fault may carry what somebody else's library said.
    process.stderr.write(`${createRedactor().text(error.message)}\n`);
    process.exitCode = 1;
  }
}
