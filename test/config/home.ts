import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, openConfig } from '../../src/config/config.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { formatProblems } from '../../src/config/problems.ts';

/** A sound configuration of two people and one service, as small as it can be. */
export const sound = {
  'runbell.yaml': `people:
  ann: { name: Ann, slack: U0ANN }
  bob: { name: Bob, slack: U0BOB }
schedules:
  primary: { people: [ann, bob] }
policies:
  standard:
    levels:
      - { name: on call, page: ["schedule:primary"], wait: 5m }
hook_keys: { monitoring: $HOOK_KEY }
default_service: shop
`,
  'shop/service.yaml': `service: shop
alerts: { job: shop }
escalation: standard
approvers: [bob]
target: { name: shop-host, cwd: $RUNBELL_DATA/shop }
actions:
  restart: { run: [./restart], on_failure: rollback }
  rollback: { run: [./rollback] }
`,
  'shop/operations.md': '# Shop\n\n## ShopDown\n\n1. Restart it: `./restart`\n',
};

export interface Home {
  path: string;
  load(env?: NodeJS.ProcessEnv): ReturnType<typeof loadDirectory>;
  /** The same folder as a process sees it through its life. */
  open(): Config;
  /** Writes files, and takes those of `null` away. */
  write(files: Record<string, string | null>): Promise<void>;
  /** The lines of the message, with the folder's own path left out. */
  complaints(env?: NodeJS.ProcessEnv): Promise<string[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A folder that holds these files; a file of `null` is left out. */
export async function home(files: Record<string, string | null> = {}): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'runbell-home-'));
  const write: Home['write'] = async (contents) => {
    for (const [name, text] of Object.entries(contents)) {
      if (text === null) await rm(join(path, name), { force: true });
      else {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), text);
      }
    }
  };
  await write({ ...sound, ...files });
  const load: Home['load'] = (env = { HOOK_KEY: 'a-long-key' }) => loadDirectory(path, env);
  return {
    path,
    load,
    open: () => openConfig(path, { HOOK_KEY: 'a-long-key' }, 1),
    write,
    async complaints(env) {
      const { problems } = await load(env);
      const text = formatProblems(problems).replaceAll(`${path}/`, '').replaceAll(path, 'home');
      return text
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** The sound file with one part replaced; fails when the part is not there. */
export function edited(name: keyof typeof sound, from: string, to: string): Record<string, string> {
  if (!sound[name].includes(from)) throw new Error(`${name} has no ${from}`);
  return { [name]: sound[name].replace(from, to) };
}
