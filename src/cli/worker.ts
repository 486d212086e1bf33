import { join } from 'node:path';
import type { Command } from 'commander';
import { liveRedactor } from '../action/redact.ts';
import { hasKeyOfBot, openCore, WORKSPACE } from '../core.ts';
import { createLog } from '../lib/log.ts';
import { createGate } from '../practice/fleet/gate.ts';
import { startReloading } from '../reload.ts';
import { secretValues } from '../service/secret-values.ts';
import { startTargets } from '../targets.ts';
import { readConfig } from './settings.ts';
import { labelList, targetList } from './target-list.ts';
import { listenForStop } from './until-stopped.ts';

const STOP_WITHIN_MS = 8000;

export function addWorker(command: Command): void {
  command
    .requiredOption('--targets <names>', 'names separated by commas, or `all`')
    .option(
      '--labels <names>',
      'what this machine has that some runs need, separated by commas',
      '',
    )
    .addHelpText(
      'after',
      `
Ctrl+C stops it when what runs has ended, within ten seconds. It needs the DATABASE_URL, REDIS_URL and
RUNBELL_HOME of the bot; docs/config.md lists all variables.

Examples:
  runbell worker --targets eu-prod,us-prod       on a machine that can reach both
  runbell worker --targets render-farm --labels gpu   takes what needs a gpu, too
  runbell worker --targets all`,
    )
    .action(async ({ targets, labels }: { targets: string; labels: string }) => {
      const { settings, directory, config } = await readConfig(process.env);
      const names = targetList(targets, directory);
      const has = labelList(labels);
      const redactor = liveRedactor(secretValues(process.env, directory));
      const log = createLog(settings.logLevel, redactor.json);
      const { untilStopped } = listenForStop();
      const core = await openCore({ settings, directory, log, say, redactor });
      core.onWake(() => {
        core.queues
          .wake()
          .catch((error: unknown) =>
            log.warn({ err: error }, 'the bot could not be woken; its sweep finds the work'),
          );
      });
      if (!(await hasKeyOfBot(core.world)))
        say(
          `The vault.key in ${settings.data} is not the bot's: runs with a secret that somebody typed will fail here. Copy the bot's vault.key to it and start the worker again.`,
        );
      // The bot writes down where it works. Until it has, and in a try-out, a worker changes nothing
      // outside of the practice fleet.
      const tryOut = createGate(join(settings.data, 'practice'));
      const gate = async () =>
        (await core.world.store.settings.get(WORKSPACE)) === 'slack' ? null : tryOut;
      const serving = startTargets(core, {
        settings,
        targets: names,
        labels: has,
        directory,
        log,
        fleet: null,
        gate,
      });
      say(
        `Serving ${names === 'all' ? 'all targets' : names.join(', ')}${has.length > 0 ? ` with ${has.join(', ')}` : ''}. Ctrl+C stops when what runs has ended.`,
      );
      const reloading = startReloading(core, config, log, null);
      await untilStopped(async () => {
        await Promise.all([reloading.stop(), serving.stop(), core.queues.close(STOP_WITHIN_MS)]);
        await core.close();
      });
    });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
