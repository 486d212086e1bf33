import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.ts';

/** The sources; with TEST_COMPILED=1 what `npm run build` made of them, as production runs it. */
export const program =
  process.env.TEST_COMPILED === '1' ? ['dist/src/main.js'] : ['--import', 'tsx', 'src/main.ts'];

/** `runbell` as a person starts it: a process of its own, ended by signals. */
export interface RunbellProcess extends AsyncDisposable {
  pid: number;
  /** Everything it wrote, both streams. */
  output(): string;
  /** Milliseconds from its start until it said `text`. */
  says(text: string, withinMs?: number): Promise<number>;
  /** The first address that it printed. */
  url(): string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code; null when a signal ended it. */
  ended(withinMs?: number): Promise<number | null>;
  kill(): Promise<void>;
}

export function runbell(args: string[], env: Record<string, string>): RunbellProcess {
  const began = performance.now();
  const child = spawn(process.execPath, [...program, ...args], {
    env: { ...clean(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const ending = once(child, 'close').then(([code]): number | null => code);

  async function kill() {
    child.kill('SIGKILL');
    await ending;
  }
  return {
    pid: child.pid ?? 0,
    output: () => output,
    says: async (text, withinMs = 30_000) => {
      await eventually(
        `the process says "${text}"`,
        () => output.includes(text) || (hasEnded(child) && fail(text, output)),
        withinMs,
      );
      return Math.round(performance.now() - began);
    },
    url: () => /http:\/\/[\d.]+:\d+/.exec(output)?.[0] ?? fail('an address', output),
    signal: (name) => void child.kill(name),
    ended: async (withinMs = 15_000) => {
      await eventually('the process ends', () => hasEnded(child), withinMs).catch((error) => {
        throw new Error(`${error.message}; it said:\n${output}`);
      });
      return ending;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function fail(wanted: string, output: string): never {
  throw new Error(`the process never said "${wanted}"; it said:\n${output}`);
}

/** Nothing of the test run's own settings reaches the process. */
function clean(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(RUNBELL_|SLACK_|TEST_|VITEST|DATABASE_URL|REDIS_URL|PORT$|SANDBOX_PORT|NODE_ENV)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}
