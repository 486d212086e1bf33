import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { isInstalled } from './installed.ts';

/** A real OpenSSH server on a free port of this machine, with keys that were made for it. */
export interface Sshd extends AsyncDisposable {
  port: number;
  user: string;
  /** The private key that is let in. */
  key: string;
  /** The server's public key, as `host_key` takes it. */
  hostKey: string;
  folder: string;
  /** Ends the server and every connection at once, as a power cut would. */
  kill(): Promise<void>;
}

const server = '/usr/sbin/sshd';

export function hasSshd(): boolean {
  return isInstalled('ssh', 'openssh-client') && isInstalled('sshd', 'openssh-server');
}

/** `env` is what a login finds besides the usual; its home is an empty folder. */
export async function startSshd(env: Record<string, string> = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-sshd-'));
  // As root, sshd wants the empty folder that its package makes at boot.
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  for (const name of ['host', 'user']) makeKey(join(folder, name));
  await writeFile(join(folder, 'authorized'), await readFile(join(folder, 'user.pub')));
  const port = await freePort();
  await mkdir(join(folder, 'home'));
  const session = { HOME: join(folder, 'home'), ...env };
  await writeFile(join(folder, 'config'), config(folder, port, session));
  const child = spawn(server, ['-D', '-e', '-f', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its sessions are in groups of their own; the server and its children are one.
    detached: true,
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await eventually('sshd listens', () => answers(port, child, () => log));
  return {
    port,
    user: userInfo().username,
    key: join(folder, 'user'),
    hostKey: (await readFile(join(folder, 'host.pub'), 'utf8')).trim(),
    folder,
    kill: () => end(child),
    [Symbol.asyncDispose]: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function makeKey(path: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', path]);
  return path;
}

function config(folder: string, port: number, env: Record<string, string>): string {
  const session = Object.entries(env).map(([name, value]) => `"${name}=${value}"`);
  return [
    `SetEnv ${session.join(' ')}`,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 100',
    'PermitRootLogin prohibit-password',
    '',
  ].join('\n');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

function answers(port: number, child: ChildProcess, log: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`sshd ended: ${log()}`);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => finish(true));
    socket.once('error', () => finish(false));
    function finish(ok: boolean) {
      socket.destroy();
      resolve(ok);
    }
  });
}
