import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** The bot as a service manager runs it, on a machine whose clock is wrong at times. */
export interface SupervisedBot {
  kill(): void;
  /** Resolves once it is up again after it was killed, or at once. */
  up(): Promise<void>;
  /** Where its clock stands from the right time. */
  shift(ms: number): void;
  /** Ends of its own that nobody caused. */
  ends: string[];
  stop(): Promise<void>;
}

const clock = pathToFileURL(join(import.meta.dirname, '../shifted-clock.mjs')).href;
const AGAIN_MS = 300;

export function superviseBot(main: string, env: Record<string, string>): SupervisedBot {
  const ends: string[] = [];
  let shiftMs = 0;
  let stopping = false;
  let killed = false;
  let child = start();
  let ready = untilReady(child);

  function start(): ChildProcess {
    killed = false;
    const args = ['--import', clock, main, 'start', '--targets', 'none'];
    const started = spawn(process.execPath, args, {
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent' },
        ...(process.env.CHAOS_LOG && { LOG_LEVEL: process.env.CHAOS_LOG }),
        ...env,
        CLOCK_SHIFT_MS: String(shiftMs),
      },
      stdio: ['ignore', 'pipe', process.env.CHAOS_LOG ? 'inherit' : 'ignore', 'ipc'],
    });
    started.once('exit', (code, signal) => void again(started, `${code ?? signal}`));
    return started;
  }

  async function again(ended: ChildProcess, how: string): Promise<void> {
    if (stopping) return;
    // One that cannot reach its database at the start ends, and is started again.
    if (!killed && readyOnce.has(ended)) ends.push(`the bot ended by itself (${how})`);
    await delay(AGAIN_MS);
    if (stopping) return;
    child = start();
    ready = untilReady(child);
  }

  return {
    ends,
    kill: () => {
      killed = true;
      child.kill('SIGKILL');
    },
    up: async () => {
      for (;;) {
        const one = child;
        if ((await ready) && one === child && one.exitCode === null && one.signalCode === null)
          return;
        await delay(AGAIN_MS / 3);
      }
    },
    shift: (ms) => {
      shiftMs = ms;
      if (child.connected) child.send({ shift: ms }, () => undefined);
    },
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const readyOnce = new WeakSet<ChildProcess>();

/** Whether it came up; false when it ended before. */
function untilReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-200);
      if (!said.includes('Ready.')) return;
      readyOnce.add(child);
      resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
}
