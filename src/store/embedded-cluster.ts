import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Binaries } from './embedded-binaries.ts';
import { embeddedFault, explainOutput } from './embedded-fault.ts';
import { type Identity, launch } from './embedded-identity.ts';

/** Where the database lies, and the password of its one user. */
export interface Cluster {
  dir: string;
  log: string;
  password: string;
}

export const superuser = 'runbell';

/** The cluster that `home` names; null before the first start. */
export async function readCluster(home: string): Promise<Cluster | null> {
  const text = await readFile(join(home, 'server.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (text === null) return null;
  const { cluster, password } = Settings.parse(JSON.parse(text));
  return { dir: resolve(home, cluster), log: join(home, 'server.log'), password };
}

/** Settles place and password; of two bots that start at once, both get what the first one wrote. */
export async function nameCluster(home: string, dir: string): Promise<Cluster> {
  if (existsSync(join(home, 'cluster')) && !existsSync(join(home, 'server.json'))) {
    throw embeddedFault(
      `${home} holds a database, but not the server.json with its password`,
      'put the file back, or move the folder away to begin afresh',
    );
  }
  const settings: Settings = { cluster: dir, password: randomBytes(24).toString('hex') };
  const draft = join(home, `server.${randomBytes(4).toString('hex')}.json`);
  await writeFile(draft, JSON.stringify(settings), { mode: 0o600 });
  await link(draft, join(home, 'server.json')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  const cluster = await readCluster(home);
  if (cluster) return cluster;
  throw new Error('server.json vanished while it was read');
}

/** Writes down that the data now lies elsewhere. */
export async function moveCluster(home: string, cluster: Cluster, dir: string): Promise<Cluster> {
  const settings: Settings = { cluster: dir, password: cluster.password };
  const draft = join(home, `server.${randomBytes(4).toString('hex')}.json`);
  await writeFile(draft, JSON.stringify(settings), { mode: 0o600 });
  await rename(draft, join(home, 'server.json'));
  return { ...cluster, dir };
}

/** Makes the data folder at its first start: aside, then renamed, so that a half-made one is never used. */
export async function createCluster(
  cluster: Cluster,
  binaries: Binaries,
  identity: Identity,
): Promise<void> {
  const partial = `${cluster.dir}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${partial}.pw`;
  try {
    await writeFile(passwordFile, cluster.password, { mode: 0o600 });
    await mkdir(partial, { mode: 0o700 });
    if (identity.kind === 'other') {
      for (const path of [partial, passwordFile]) await chown(path, identity.uid, identity.gid);
    }
    const output = await initdb(binaries, identity, partial, passwordFile);
    if (output !== null) throw explainOutput(output, cluster);
    await rename(partial, cluster.dir).catch(async (error: NodeJS.ErrnoException) => {
      if (!existsSync(join(cluster.dir, 'PG_VERSION'))) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

/** PostgreSQL reads only data of its own major version. */
export async function checkCluster(cluster: Cluster, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(cluster.dir, 'PG_VERSION'), 'utf8')).trim();
  if (made !== String(binaries.major)) {
    throw embeddedFault(
      `The embedded database in ${cluster.dir} was made by PostgreSQL ${made}, and this Runbell brings ${binaries.major}`,
      `start the Runbell that made it and move the data with pg_dump, move the folder away to begin afresh`,
    );
  }
  const uid = process.getuid?.() ?? 0;
  const owner = (await stat(cluster.dir)).uid;
  if (uid !== 0 && owner !== uid) {
    throw explainOutput('wrong ownership', cluster);
  }
}

const Settings = z.object({ cluster: z.string(), password: z.string() });
type Settings = z.infer<typeof Settings>;

// The locale is fixed: an operating system update that changes collation would break the indexes.
async function initdb(
  binaries: Binaries,
  identity: Identity,
  dir: string,
  passwordFile: string,
): Promise<string | null> {
  const child = launch(
    identity,
    binaries.initdb,
    [
      `--pgdata=${dir}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale=C',
      '--encoding=UTF8',
      '--set=timezone=UTC',
      '--set=log_timezone=UTC',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: resolve(dir, '..') },
  );
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-8000);
  });
  return new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(code === 0 ? null : output));
  });
}
