import { randomBytes } from 'node:crypto';
import { execa } from 'execa';
import type { Target } from '../../action/catalogue.ts';
import { settles } from '../last-words.ts';
import type { OpenedStage } from '../late-text.ts';
import { type Environment, plainPath } from '../preflight.ts';
import type { Recorder } from '../recorder.ts';
import type { SshClient } from './client.ts';
import { type Control, hear, newControl, withoutMarked } from './control.ts';
import { remoteScript } from './script.ts';

export interface RemoteRun {
  runId: string;
  target: Target;
  stages: OpenedStage[];
  umask: string;
}

/** One connection that carries one run. */
export interface Session {
  control: Control;
  /** All that the host and ssh write, until both streams have ended. */
  reading: Promise<unknown>;
  /** The command has ended, or the connection has. */
  over: Promise<unknown>;
  /** The host has said what resisted, or the connection has ended. */
  ended: Promise<unknown>;
  /** What ssh and the login said before the command began. */
  complaint(): string;
  /** Lets the host know that the command has to end. */
  askToEnd(): void;
  close(): void;
}

/** Of what is said before the command begins. */
const longestComplaint = 4_000;
/** Between the end of `ssh` and that of its output. */
const drainMs = 2_000;

export function openSession(
  { runId, target, stages, umask }: RemoteRun,
  client: SshClient,
  { environment, graceMs }: { environment: Environment; graceMs: number },
  recorder: Recorder,
): Session {
  const mark = `runbell-${randomBytes(16).toString('hex')}`;
  const child = execa(client.file, client.args, {
    // Without the mark of the run: where the host is this machine, it would be ended with the rest.
    env: { PATH: environment.PATH ?? plainPath },
    extendEnv: false,
    detached: true,
    reject: false,
    buffer: false,
    encoding: 'buffer',
    stdin: 'pipe',
  });
  const control = newControl();
  let complaint = '';
  const [decided, ended] = [signalled(), signalled()];
  const onLine = (line: string) => {
    hear(control, line);
    if (control.over || control.problem !== null) decided.now();
    if (control.resisted !== null) ended.now();
  };
  const onNoise = (text: string) => {
    complaint = (complaint + text).slice(0, longestComplaint);
  };
  const streams = [child.stdout, child.stderr].map((stream) =>
    recorder.take(afterStart(stream, mark, onLine, onNoise)),
  );
  const reading = Promise.all(streams);
  child.stdin.on('error', ignore);
  const { cwd, env, nice } = target;
  child.stdin.write(remoteScript({ runId, mark, stages, env, cwd, umask, nice, graceMs }));
  const gone = endOf(child, reading, onNoise);
  return {
    control,
    reading,
    over: Promise.race([decided.promise, gone]),
    ended: Promise.race([ended.promise, gone]),
    complaint: () => complaint,
    askToEnd: () => void child.stdin.end(),
    close: () => {
      child.kill('SIGKILL');
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** The host's last words may still be on their way when `ssh` has ended. */
async function endOf(
  child: PromiseLike<{ code?: string | undefined }> & { pid?: number | undefined },
  reading: Promise<unknown>,
  onNoise: (text: string) => void,
): Promise<void> {
  const { code } = await child;
  if (child.pid === undefined) onNoise(`ssh could not be started (${code})`);
  await settles(reading, drainMs);
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function signalled(): { promise: Promise<void>; now(): void } {
  let now = ignore;
  const promise = new Promise<void>((resolve) => {
    now = resolve;
  });
  return { promise, now };
}

/** What the command wrote, without what the login said before it and without the script's own lines. */
async function* afterStart(
  stream: AsyncIterable<Uint8Array>,
  mark: string,
  onLine: (line: string) => void,
  onNoise: (text: string) => void,
): AsyncGenerator<Uint8Array> {
  let started = false;
  const hearLine = (line: string) => {
    started ||= line === 'started';
    onLine(line);
  };
  for await (const bytes of withoutMarked(stream, mark, hearLine)) {
    if (started) yield bytes;
    else onNoise(Buffer.from(bytes).toString('utf8'));
  }
}

function ignore(): void {}
