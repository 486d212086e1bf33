import type { Broken, Change, Config } from './config/config.ts';
import { type Watch, watchConfig } from './config/watch.ts';
import type { Core } from './core.ts';
import { voidEdited } from './flow/run/void-edited.ts';
import { atMost } from './http/bounds.ts';
import { digest } from './lib/ids.ts';
import type { Log } from './lib/log.ts';

export interface Reloading extends Watch {
  /** Mistakes in the files as they stand now. */
  broken(): Broken[];
}

/** A file system that hangs must not keep an approval waiting. */
const REFRESH_MS = 2000;

/** What only the bot does about an edit; a worker just goes by it. */
interface Telling {
  showConfig(broken: Broken[]): Promise<void>;
}

/** Picks up edits of the files while the process runs. What could not be told is told at the next look. */
export function startReloading(
  core: Core,
  config: Config,
  log: Log,
  telling: Telling | null,
  /** Mistakes that are not of files. */
  more: () => Broken[] = () => [],
): Reloading {
  let broken: Broken[] = [];
  let moreTold = digest([]);
  const all = () => [...broken, ...more()];
  // True at first: an edit or a mending may have come while no bot was there to see it.
  let unsettled = telling !== null;
  let untold = telling !== null;

  const watch = watchConfig(
    config,
    async (change) => {
      if (change !== null) {
        if (change.directory !== null) core.learn(change.directory);
        report(change, broken, log);
        broken = change.broken;
        unsettled = untold = telling !== null;
      }
      if (unsettled) await voidEdited(core.world);
      unsettled = false;
      const moreNow = digest(more());
      if (untold || moreNow !== moreTold) await telling?.showConfig(all());
      untold = false;
      moreTold = moreNow;
    },
    log,
  );
  core.world.refresh = () =>
    atMost(REFRESH_MS, watch.now()).catch((error: unknown) => {
      log.warn({ err: error }, 'the files could not be looked at before an approval');
    });
  return { ...watch, broken: all };
}

function report({ directory, changed, broken }: Change, before: Broken[], log: Log): void {
  if (directory !== null && changed.length > 0)
    log.info({ files: changed.slice(0, 20), count: changed.length }, 'edits are in force');
  for (const { file, line, what, instead, keptFrom } of broken) {
    if (before.some((one) => one.file === file && one.line === line && one.what === what)) continue;
    log.warn({ file, line, what, instead, keptFrom }, 'an edit cannot be taken over');
  }
  if (broken.length === 0 && before.length > 0) log.warn('all files are in order again');
}
