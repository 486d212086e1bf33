import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../lib/fault.ts';
import { findBinaries } from './embedded-binaries.ts';
import { databaseUrl, ensureDatabase, isUnused } from './embedded-client.ts';
import { type Cluster, checkCluster, createCluster, readCluster } from './embedded-cluster.ts';
import { embeddedFault, explainOutput } from './embedded-fault.ts';
import { chooseIdentity, type Identity, type RootWay } from './embedded-identity.ts';
import { placeBinaries, placeCluster, sharedFolder } from './embedded-place.ts';
import { findRunning, isAlive, type ServerProcess } from './embedded-process.ts';
import { startServer, stopServer } from './embedded-server.ts';

export interface EmbeddedOptions {
  /** RUNBELL_DATA, absolute. */
  dataDir: string;
  say: (line: string) => void;
  /** Forces one of the two ways in which root may run PostgreSQL. */
  rootWay?: RootWay;
  /** In place of the platform's package. */
  packageDir?: string;
  /** In place of /var/lib/runbell. */
  sharedDir?: string;
}

export interface EmbeddedDatabase {
  url: string;
  /** Stops the server unless somebody else is connected: another bot or worker may live on it. */
  stop(): Promise<void>;
}

/** A real PostgreSQL as a child process that outlives us: one per data folder, found again after a crash. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    const { cluster, server } = await findOrStart(options);
    await ensureDatabase(cluster, server.port);
    return {
      url: databaseUrl(cluster, server.port),
      stop: () => stopWhenUnused(cluster, server),
    };
  } catch (error) {
    throw error instanceof Fault ? error : asFault(error, options.dataDir);
  }
}

async function findOrStart(
  options: EmbeddedOptions,
): Promise<{ cluster: Cluster; server: ServerProcess }> {
  const home = join(options.dataDir, 'postgres');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const known = await readCluster(home);
  const running = known && (await findRunning(known));
  if (running) return { cluster: known, server: running };

  const shared = options.sharedDir ?? sharedFolder;
  const found = findBinaries(options.packageDir);
  const identity = await chooseIdentity(known?.dir ?? join(home, 'cluster'), options.rootWay);
  const binaries = await placeBinaries(found, home, identity, shared);
  const cluster = await placeCluster(home, known, identity, shared);
  if (!existsSync(cluster.dir)) {
    options.say(describeFirstStart(cluster, identity));
    await createCluster(cluster, binaries, identity);
  }
  await checkCluster(cluster, binaries);
  return { cluster, server: await startServer(cluster, binaries, identity) };
}

function describeFirstStart(cluster: Cluster, identity: Identity): string {
  const made = `Making a PostgreSQL database in ${cluster.dir}`;
  if (identity.kind !== 'other') return made;
  return `${made} (PostgreSQL refuses root and user namespaces are off, so it runs as user ${identity.uid})`;
}

async function stopWhenUnused(cluster: Cluster, server: ServerProcess): Promise<void> {
  if (!isAlive(server.pid)) return;
  const unused = await isUnused(cluster, server.port).catch(() => false);
  if (unused) await stopServer(server.pid);
}

function asFault(error: unknown, dataDir: string): Fault {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const place = { dir: dataDir, log: join(dataDir, 'postgres/server.log') };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return explainOutput('No space left on device', place);
  }
  if (process.getuid?.() === 0 && (code === 'EPERM' || code === 'EROFS' || code === 'EACCES')) {
    return explainOutput('EPERM', place);
  }
  if (code === 'EACCES' && existsSync(join(dataDir, 'postgres'))) {
    return explainOutput('Permission denied', place);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return embeddedFault(
    `The embedded database cannot be set up in ${dataDir} (${reason})`,
    'point RUNBELL_DATA at a folder that you may write',
    error,
  );
}
