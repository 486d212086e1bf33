import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { execa } from 'execa';
import { digest } from '../lib/ids.ts';

/** Where a process lives, so that another one can find out whether it still does. */
export interface Place {
  host: string;
  /** One table of processes: the same host since the same boot, seen from the same container. */
  place: string;
  process: string;
}

export async function thisPlace(): Promise<Place> {
  const host = hostname();
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  const [self = ''] = await named([process.pid]);
  return {
    host,
    place: digest([host, boot.trim(), namespace]),
    process: self,
  };
}

/** Of some processes of this place, as `process` names them, the numbers of those that still live. */
export async function stillAlive(known: readonly string[]): Promise<number[]> {
  const pids = await Promise.all(
    known.map(async (one) => {
      const [pid = '', started] = one.split('@');
      const lives = /^[1-9]\d*$/.test(pid) && (await startOf(Number(pid))) === started;
      return lives ? [Number(pid)] : [];
    }),
  );
  return pids.flat();
}

/** Their numbers may come again; with the moment of their start they are one and the same. */
export function named(pids: readonly number[]): Promise<string[]> {
  return Promise.all(pids.map(async (pid) => `${pid}@${(await startOf(pid)) ?? ''}`));
}

/** The moment in which a process began, in the words of the system; null when there is none. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name, in parentheses, may hold anything; the fields behind it are counted from the third on.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields?.[0] === 'Z') return null;
  if (fields?.[19] !== undefined) return fields[19];
  if (process.platform === 'linux') return null;
  const { stdout } = await execa('ps', ['-o', 'lstart=', '-p', String(pid)], { reject: false });
  return stdout.trim() || null;
}
