import type { Command } from 'commander';

/** All by name and line, for help and suggestions; those that are `asked` for whole. */
export async function addCommands(
  program: Command,
  asked: readonly (string | undefined)[],
): Promise<void> {
  for (const [name, { about, load }] of Object.entries(commands)) {
    const command = program.command(name).description(about);
    if (asked.includes(name)) (await load())(command);
  }
}

interface Known {
  about: string;
  /** Its arguments, options and what it does. */
  load(): Promise<(command: Command) => void>;
}

// Each brings its own share of the program, which a command line that does not use it need not load.
export const commands = {
  start: {
    about: 'start the bot; without a Slack token, with a local workspace to try it in',
    load: async () => (await import('./start.ts')).addStart,
  },
  worker: {
    about:
      'execute the approved runs of targets that this machine can reach, against the same database as the bot',
    load: async () => (await import('./worker.ts')).addWorker,
  },
  workers: {
    about: 'list the workers with their targets, their last sign of life and what they run',
    load: async () => (await import('./workers.ts')).addWorkers,
  },
  check: {
    about: 'read the settings, the config files and the runbooks, and name what is wrong',
    load: async () => (await import('./check.ts')).addCheck,
  },
  runbook: {
    about: 'show how a runbook is read, and which procedures fit',
    load: async () => (await import('./runbook.ts')).addRunbook,
  },
  oncall: {
    about: 'show who is on call and when, and who would be paged',
    load: async () => (await import('./oncall.ts')).addOnCall,
  },
  explain: {
    about: 'say who approves a step, and what somebody may do about it, rule by rule',
    load: async () => (await import('./explain.ts')).addExplain,
  },
  audit: {
    about: 'prove that the record of all incidents is as it was written, and hand it out',
    load: async () => (await import('./audit.ts')).addAudit,
  },
  migrate: {
    about:
      "bring the database's schema up to this version, and give the bot a user that may not change the record",
    load: async () => (await import('./migrate.ts')).addMigrate,
  },
} satisfies Record<string, Known>;
