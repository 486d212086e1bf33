import { Command } from 'commander';
import { createRedactor } from '../action/redact.ts';
import { Fault } from '../lib/fault.ts';
import { addCommands } from './commands.ts';

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
  await addCommands(program, [argv[2] === 'help' ? argv[3] : argv[2]]);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // A fault may carry what somebody else's library said.
    process.stderr.write(`${createRedactor().text(error.message)}\n`);
    process.exitCode = 1;
  }
}
