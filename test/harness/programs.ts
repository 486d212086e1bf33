import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** From here on this process, and what it starts, sees every program of this machine but these. */
export async function hidePrograms(hidden: string[]): Promise<AsyncDisposable> {
  const before = process.env.PATH;
  const folder = await mkdtemp(join(tmpdir(), 'runbell-path-'));
  const seen = new Set(hidden);
  for (const place of (before ?? '').split(delimiter)) {
    for (const program of await readdir(place).catch(() => [])) {
      if (seen.has(program)) continue;
      seen.add(program);
      await symlink(join(place, program), join(folder, program));
    }
  }
  process.env.PATH = folder;
  return {
    [Symbol.asyncDispose]: async () => {
      process.env.PATH = before;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
