import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SECOND } from '../lib/duration.ts';
import type { Cluster } from './embedded-cluster.ts';
import { embeddedFault } from './embedded-fault.ts';

/** A server as its postmaster.pid describes it. */
export interface ServerProcess {
  pid: number;
  port: number;
  status: string;
}

/** What postmaster.pid says, whether or not it is still true. */
export async function readPidFile(dir: string): Promise<ServerProcess | null> {
  const text = await readFile(join(dir, 'postmaster.pid'), 'utf8').catch(() => '');
  // Its lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7] || 'starting' };
}

/** The server that already works on this cluster, once it is ready; null when there is none. */
export async function findRunning(cluster: Cluster): Promise<ServerProcess | null> {
  const deadline = Date.now() + recoveryLimit;
  for (;;) {
    const server = await readPidFile(cluster.dir);
    if (!server || !isAlive(server.pid)) return null;
    if (!(await isServerOf(server.pid, cluster.dir))) {
      await forgetPid(cluster.dir, server.pid);
      return null;
    }
    if (server.status === 'ready') return server;
    if (Date.now() > deadline) {
      throw embeddedFault(
        `The embedded database (process ${server.pid}) has been ${server.status} for a minute`,
        `read ${cluster.log}, stop that process and start again`,
      );
    }
    await delay(20);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

// In a container whose first process collects nobody, a server that a dead bot left behind stays in
// the table of processes for ever after it has ended.
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}

/** Crash recovery reads the log since the last checkpoint, which is at most minutes of work. */
export const recoveryLimit = 60 * SECOND;

// After a reboot, or in a new container, another program may have the number that the file names.
async function isServerOf(pid: number, dir: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  if (!existsSync(`/proc/${process.pid}`)) {
    const found = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
      () => ({ stdout: '' }),
    );
    return /postgres/.test(found.stdout);
  }
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  // A server that is only just starting has not gone into its data folder yet.
  if (folder === realpathSync(dir)) return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = commandLine.split('\0');
  return basename(words[0] ?? '').startsWith('postgres') && words.includes(dir);
}

async function forgetPid(dir: string, pid: number): Promise<void> {
  const now = await readPidFile(dir);
  if (now?.pid === pid) await rm(join(dir, 'postmaster.pid'), { force: true });
}
