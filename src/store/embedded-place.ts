import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../lib/ids.ts';
import { type Binaries, copyBinaries, prepareBinaries } from './embedded-binaries.ts';
import { type Cluster, moveCluster, nameCluster } from './embedded-cluster.ts';
import type { Identity } from './embedded-identity.ts';

/** Where PostgreSQL lies when root has to run it as somebody who cannot walk into our folders. */
export const sharedFolder = '/var/lib/runbell';

/** The data's place: inside our data folder, or where the other user can reach it. */
export async function placeCluster(
  home: string,
  known: Cluster | null,
  identity: Identity,
  shared: string,
): Promise<Cluster> {
  if (identity.kind !== 'other') return known ?? nameCluster(home, 'cluster');
  if (!known) return nameCluster(home, join(shared, newId()));
  const owner = await stat(known.dir).catch(() => null);
  if (owner?.uid === identity.uid || (!owner && known.dir.startsWith(shared))) return known;
  const dir = join(shared, newId());
  if (owner) await handOver(known.dir, dir, identity);
  const moved = await moveCluster(home, known, dir);
  await rm(known.dir, { recursive: true, force: true });
  return moved;
}

/** Programs that this identity can run: the package's own, or a copy that everybody may read. */
export async function placeBinaries(
  found: Binaries,
  home: string,
  identity: Identity,
  shared: string,
): Promise<Binaries> {
  if (identity.kind !== 'other') return prepareBinaries(found, home);
  await mkdir(shared, { recursive: true });
  await chmod(shared, 0o755);
  return copyBinaries(found, shared);
}

// Data made as root in a user namespace, on a machine that no longer allows one.
async function handOver(from: string, to: string, user: { uid: number; gid: number }) {
  const partial = `${to}.partial`;
  await cp(from, partial, { recursive: true, preserveTimestamps: true });
  const inside = await readdir(partial, { recursive: true });
  for (const path of ['', ...inside]) await chown(join(partial, path), user.uid, user.gid);
  if (!existsSync(to)) await rename(partial, to);
}
