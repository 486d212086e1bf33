import { chmod, cp, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Log } from '../../lib/log.ts';

const template = join(import.meta.dirname, 'kindle-sync');
const goodVersion = '1.4.2';
const badVersion = '1.5.0';

export interface KindleSync {
  port: number;
  state(): Promise<string>;
  stop(): Promise<string>;
  deploy(quality: 'good' | 'bad'): Promise<string>;
  close(): Promise<void>;
}

/** Puts the practice service into `folder`, if it is not there, and sees that it runs and is healthy. */
export async function startKindleSync(
  folder: string,
  wantedPort: number,
  log: Log,
): Promise<KindleSync> {
  await install(folder);
  const home = await realpath(folder);
  let port = await portOnFile(home);
  let answer = await ask(home, port);
  if (!answer) {
    port = await freePort(wantedPort);
    if (wantedPort !== 0 && port !== wantedPort) {
      log.warn(
        { wantedPort, port },
        'practice service: its port is taken, so it listens on another',
      );
    }
    await writeFile(join(home, 'port'), `${port}\n`);
  }
  if (!answer?.healthy) {
    await script(home, 'deploy', goodVersion);
    answer = await ask(home, port);
    if (!answer?.healthy)
      log.warn({ folder: home }, 'practice service did not start; see run/service.log');
  }
  return {
    port,
    async state() {
      const now = await ask(home, port);
      if (!now) return 'stopped';
      return `${now.version} running on port ${port}, ${now.healthy ? 'healthy' : 'failing its health check'}`;
    },
    async stop() {
      const now = await ask(home, port);
      if (!now) return 'kindle-sync was not running.';
      process.kill(now.pid, 'SIGKILL');
      await script(home, 'stop');
      return `kindle-sync was killed (pid ${now.pid}): nothing answers on port ${port} any more.`;
    },
    async deploy(quality) {
      const version = quality === 'good' ? goodVersion : badVersion;
      await script(home, 'deploy', version);
      const now = await ask(home, port);
      if (!now)
        return `kindle-sync ${version} did not start; its log is ${join(home, 'run/service.log')}.`;
      const health = now.healthy ? 'is healthy' : 'fails its health check';
      return `kindle-sync ${now.version} was deployed and ${health}.`;
    },
    async close() {
      await script(home, 'stop');
    },
  };
}

async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(template, folder, { recursive: true, force: false });
  await chmod(join(folder, 'scripts/deploy.sh'), 0o755);
  await writeFile(join(folder, 'good'), '1.4.1\n1.4.2\n', { flag: 'wx' }).catch(() => {});
  // The script needs Node, which need not be in the PATH of whoever runs it.
  await writeFile(join(folder, 'runtime'), `${process.execPath}\n`);
}

interface Answer {
  pid: number;
  version: string;
  healthy: boolean;
}

/** Who answers on the port; null unless it is the service of this very folder. */
async function ask(home: string, port: number): Promise<Answer | null> {
  try {
    const [status, health] = await Promise.all(
      ['status', 'health'].map((path) =>
        fetch(`http://127.0.0.1:${port}/${path}`, { signal: AbortSignal.timeout(2_000) }),
      ),
    );
    const body: unknown = await status?.json();
    await health?.body?.cancel();
    if (!isStatus(body) || body.folder !== home) return null;
    return { pid: body.pid, version: body.version, healthy: health?.status === 200 };
  } catch {
    return null;
  }
}

function isStatus(body: unknown): body is { pid: number; version: string; folder: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'pid' in body &&
    typeof body.pid === 'number' &&
    'version' in body &&
    typeof body.version === 'string' &&
    'folder' in body
  );
}

async function script(home: string, ...args: string[]): Promise<void> {
  await execa(join(home, 'scripts/deploy.sh'), args, {
    cwd: home,
    env: { PATH: process.env.PATH },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: 30_000,
  });
}

async function portOnFile(home: string): Promise<number> {
  const text = await readFile(join(home, 'port'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || 0;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (wanted === 0) reject(error);
      else resolve(freePort(0));
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
