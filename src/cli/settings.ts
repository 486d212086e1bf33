import { type Config, openConfig } from '../config/config.ts';
import { readEnvironment, type Settings } from '../config/env.ts';
import { formatProblems, type Problem } from '../config/problems.ts';
import { Fault } from '../lib/fault.ts';
import type { Directory } from '../service/directory.ts';

/** Settings and files, or one fault that names every mistake in both. */
export async function readConfig(
  env: NodeJS.ProcessEnv,
): Promise<{ settings: Settings; directory: Directory; config: Config; notes: Problem[] }> {
  const settings = readEnvironment(env);
  const wrong: Problem[] = Array.isArray(settings) ? settings : [];
  // The files are read all the same, so that one start shows the mistakes of both.
  const home = Array.isArray(settings) ? (env.RUNBELL_HOME ?? './runbooks') : settings.home;
  const config = openConfig(home, env);
  const { directory, problems, notes } = await config.first();
  const all = [...wrong, ...problems];
  if (Array.isArray(settings) || all.length > 0)
    throw new Fault('config-invalid', formatProblems(all));
  return { settings, directory, config, notes };
}
