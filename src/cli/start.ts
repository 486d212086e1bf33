import type { Command } from 'commander';
import { liveRedactor } from '../action/redact.ts';
import { type Bot, startBot } from '../app.ts';
import type { Settings } from '../config/env.ts';
import { createLog } from '../lib/log.ts';
import { secretValues } from '../service/secret-values.ts';
import { readConfig } from './settings.ts';
import { labelList, targetList } from './target-list.ts';
import { listenForStop } from './until-stopped.ts';

export function addStart(command: Command): void {
  command
    .option(
      '--targets <names>',
      'targets whose runs this process executes itself: names, `all` or `none`',
      'all',
    )
    .option(
      '--labels <names>',
      'what this machine has that some runs need, separated by commas',
      '',
    )
    .addHelpText(
      'after',
      `
Ctrl+C stops it within ten seconds. Settings are environment variables; docs/config.md lists them.

Examples:
  runbell start                                  the bot, with workers for all its targets
  runbell start --targets none                   the bot alone; workers run elsewhere
  RUNBELL_HOME=/srv/runbooks runbell start       with the runbooks of that folder`,
    )
    .action(async ({ targets, labels }: { targets: string; labels: string }) => {
      const { settings, directory, config, notes } = await readConfig(process.env);
      const names = targetList(targets, directory);
      const has = labelList(labels);
      // A signal while it starts must not leave its database behind.
      const { asked, untilStopped } = listenForStop();
      say(`Starting Runbell with ${whatWith(settings)}.`);
      for (const { file, what, instead } of notes) say(`${file}: ${what}; ${instead}.`);
      const redactor = liveRedactor(secretValues(process.env, directory));
      const bot = await startBot({
        settings,
        directory,
        config,
        log: createLog(settings.logLevel, redactor.json),
        redactor,
        say,
        targets: names,
        labels: has,
        unwanted: asked,
      }).catch((error: unknown) => {
        // What had been started is stopped already.
        if (asked.aborted) return null;
        throw error;
      });
      if (bot !== null) for (const line of welcome(bot, settings)) say(line);
      await untilStopped(async () => bot?.stop());
    });
}

function whatWith({ slack, databaseUrl, redisUrl, data }: Settings): string {
  const workspace =
    slack.mode === 'sandbox'
      ? 'a local workspace'
      : slack.mode === 'socket'
        ? 'Slack (Socket Mode)'
        : 'Slack (HTTP)';
  const database = databaseUrl === null ? `its own PostgreSQL in ${data}` : 'your PostgreSQL';
  return `${workspace} and ${database}${redisUrl === null ? '' : ', jobs in Redis'}`;
}

function welcome({ url, sandbox }: Bot, { slack }: Settings): string[] {
  if (sandbox === null) {
    return [
      `Ready. Alerts go to ${url}/hooks/<source>/<key>.`,
      ...(slack.mode === 'http' ? [`Slack goes to ${url}/slack/events.`] : []),
    ];
  }
  return [
    `Open ${sandbox.url}`,
    'Try: in the Practice panel kill Kindle Sync, fire KindleSyncDown, open the incident channel and press Restart.',
    'Or type in any channel: /incident declare p1 newsletter mails are not going out',
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
