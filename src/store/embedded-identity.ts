import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { embeddedFault } from './embedded-fault.ts';

/**
 * Whom PostgreSQL runs as, since it refuses root: ourselves; root seen as somebody else
 * in a user namespace; or another user, who needs a place that this user can reach.
 */
export type Identity =
  | { kind: 'self' }
  | { kind: 'namespace'; uid: number; gid: number }
  | { kind: 'other'; uid: number; gid: number };

export type RootWay = 'namespace' | 'other';

/** An existing cluster keeps its owner; `rootWay` forces one way for root (tests). */
export async function chooseIdentity(clusterDir: string, rootWay?: RootWay): Promise<Identity> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  if (process.platform !== 'linux') {
    throw embeddedFault('PostgreSQL refuses to run as root', 'start Runbell as an ordinary user');
  }
  const owner = await stat(clusterDir).catch(() => null);
  if (owner && owner.uid !== 0) return { kind: 'other', uid: owner.uid, gid: owner.gid };
  const nobody = await findNobody();
  if (rootWay !== 'other' && (await namespacesWork(nobody))) {
    return { kind: 'namespace', ...nobody };
  }
  return { kind: 'other', ...nobody };
}

/** Starts one of PostgreSQL's programs, with nothing of our environment that could steer it. */
export function launch(
  identity: Identity,
  program: string,
  args: string[],
  options: SpawnOptions,
): ChildProcess {
  const settled = { ...options, env: { PATH: process.env.PATH, ...systemPaths(), LC_ALL: 'C' } };
  if (identity.kind === 'namespace') {
    return spawn('unshare', [...namespaceArgs(identity), program, ...args], settled);
  }
  const user = identity.kind === 'other' ? { uid: identity.uid, gid: identity.gid } : {};
  return spawn(program, args, { ...settled, ...user });
}

// The id must stand in the password file, or PostgreSQL "could not look up effective user ID".
async function findNobody(): Promise<{ uid: number; gid: number }> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const ids = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users);
  return { uid: Number(ids?.[1] ?? 65534), gid: Number(ids?.[2] ?? 65534) };
}

function namespaceArgs({ uid, gid }: { uid: number; gid: number }): string[] {
  return ['--user', `--map-user=${uid}`, `--map-group=${gid}`];
}

async function namespacesWork(ids: { uid: number; gid: number }): Promise<boolean> {
  const probe = spawn('unshare', [...namespaceArgs(ids), 'true'], { stdio: 'ignore' });
  const code = await once(probe, 'exit').then(
    ([code]) => code,
    () => null,
  );
  return code === 0;
}

function systemPaths(): Record<string, string> {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}
