import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

export interface LivingProcess {
  pid: number;
  group: number;
  /** Whether the looked-for assignment stands in the environment that it was started with. */
  marked(): boolean;
}

/** So many processes are looked at before the event loop gets its turn. */
const atOnce = 100;

/** All living processes but this one, as Linux shows them; null elsewhere. A zombie has ended. */
export async function livingProcesses(mark: string): Promise<LivingProcess[] | null> {
  if (process.platform !== 'linux') return null;
  const found: LivingProcess[] = [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const [index, name] of pids.entries()) {
    if (index % atOnce === atOnce - 1) await turn();
    const pid = Number(name);
    const group = groupOf(name);
    if (pid === process.pid || group === null) continue;
    found.push({ pid, group, marked: () => hasMark(name, mark) });
  }
  return found;
}

/** `1234 (any name) S parent group …`; the name may hold spaces and brackets. */
function groupOf(pid: string): number | null {
  const text = read(`/proc/${pid}/stat`);
  const [state = 'X', , group = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return 'ZX'.includes(state) || group === '' ? null : Number(group);
}

/** Only of processes of the same user, unless this one is root. */
function hasMark(pid: string, mark: string): boolean {
  return read(`/proc/${pid}/environ`).split('\0').includes(mark);
}

/** Synchronously: a file of /proc is in memory, and a thread's detour costs more than reading it. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
