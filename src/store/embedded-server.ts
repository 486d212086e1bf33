import { closeSync, openSync, statSync, truncateSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SECOND } from '../lib/duration.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Cluster } from './embedded-cluster.ts';
import { embeddedFault, explainOutput } from './embedded-fault.ts';
import { type Identity, launch } from './embedded-identity.ts';
import {
  findRunning,
  isAlive,
  readPidFile,
  recoveryLimit,
  type ServerProcess,
} from './embedded-process.ts';

/** Starts the server, or takes the one that another bot started in the same moment. */
export async function startServer(
  cluster: Cluster,
  binaries: Binaries,
  identity: Identity,
): Promise<ServerProcess> {
  for (let attempt = 1; attempt <= portAttempts; attempt += 1) {
    const port = await choosePort(cluster.dir, attempt === 1);
    const result = await spawnServer(cluster, binaries, identity, port);
    if (typeof result !== 'string') return result;
    if (/lock file "postmaster.pid" already exists/.test(result)) {
      const other = await findRunning(cluster);
      if (other) return other;
    } else if (!/Address already in use|could not bind/.test(result)) {
      throw explainOutput(result, cluster);
    }
  }
  throw embeddedFault(
    `The embedded database found its port taken ${portAttempts} times`,
    'start again',
  );
}

/** A fast stop: open transactions are rolled back and everything committed is on disk. */
export async function stopServer(pid: number): Promise<void> {
  const deadline = Date.now() + 10 * SECOND;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid) && Date.now() < deadline) await delay(5);
}

const portAttempts = 5;
const logLimit = 10_000_000;

/** The server once it is ready, or what it wrote before it ended. */
async function spawnServer(
  cluster: Cluster,
  binaries: Binaries,
  identity: Identity,
  port: number,
): Promise<ServerProcess | string> {
  const log = openLog(cluster.log);
  let ended: string | null = null;
  const child = launch(identity, binaries.postgres, serverArgs(cluster.dir, port), {
    cwd: dirname(cluster.dir),
    // Its own process group, so that Ctrl-C in a terminal reaches us and not the database first.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`;
  });
  child.unref();
  closeSync(log.fd);
  const deadline = Date.now() + recoveryLimit;
  while (Date.now() < deadline) {
    if (ended !== null) return `${ended}\n${await readFrom(cluster.log, log.start)}`;
    const server = await readPidFile(cluster.dir);
    if (server && server.pid === child.pid && server.status === 'ready') return server;
    await delay(10);
  }
  child.kill('SIGQUIT');
  return 'could not get ready within a minute';
}

function serverArgs(dir: string, port: number): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // No socket file: its path has a limit of 107 bytes, which a deep data folder exceeds.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    max_connections: '200',
  };
  return [
    '-D',
    dir,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/** The last port first, so that a worker in another process finds the database again. */
async function choosePort(dir: string, first: boolean): Promise<number> {
  const options = await readFile(join(dir, 'postmaster.opts'), 'utf8').catch(() => '');
  const last = Number(/"port=(\d+)"/.exec(options)?.[1] ?? 0);
  const free = first && last > 0 ? await listenOnce(last).catch(() => null) : null;
  return free ?? listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address ? address.port : port));
    });
  });
}

function openLog(file: string): { fd: number; start: number } {
  const fd = openSync(file, 'a', 0o600);
  if (statSync(file).size > logLimit) truncateSync(file);
  return { fd, start: statSync(file).size };
}

async function readFrom(file: string, start: number): Promise<string> {
  const text = await readFile(file);
  return text.subarray(start).toString('utf8').slice(-8000);
}
