import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Ssh } from '../../action/ssh.ts';
import { digest } from '../../lib/ids.ts';
import { type Environment, findProgram, plainPath } from '../preflight.ts';

/** How `ssh` is started for a host. */
export interface SshClient {
  file: string;
  args: string[];
}

/** The name under which a pinned key is filed: it counts for this host, whatever its address. */
const alias = 'runbell';

/** Finds the program, the key and the host's proof; a string is the one line that says what is wrong. */
export async function sshClient(
  ssh: Ssh,
  dataDir: string,
  environment: Environment,
): Promise<SshClient | string> {
  const found = await findProgram('ssh', '/', environment.PATH ?? plainPath);
  if (found.file === null)
    return '`ssh` is not installed on this worker’s machine: install the OpenSSH client there';
  const key = await readable('key', ssh.key, environment);
  if ('problem' in key) return key.problem;
  const proof =
    ssh.host_key === undefined
      ? await readable('known_hosts', ssh.known_hosts ?? '', environment)
      : await pinned(ssh.host_key, dataDir);
  if ('problem' in proof) return proof.problem;
  const options = {
    ...always,
    ConnectTimeout: String(Math.ceil(ssh.connect_timeout / 1000)),
    IdentityFile: inQuotes(key.path),
    UserKnownHostsFile: inQuotes(proof.path),
    ...(ssh.host_key !== undefined && { HostKeyAlias: alias }),
  };
  return {
    file: found.file,
    args: [
      // No settings of whoever runs the worker: what is not said here does not count.
      ...['-F', 'none', '-T', '-a', '-x'],
      ...['-p', String(ssh.port), '-l', ssh.user],
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...['--', ssh.host, 'exec /bin/sh'],
    ],
  };
}

const always = {
  BatchMode: 'yes',
  StrictHostKeyChecking: 'yes',
  GlobalKnownHostsFile: '/dev/null',
  UpdateHostKeys: 'no',
  VerifyHostKeyDNS: 'no',
  CheckHostIP: 'no',
  IdentitiesOnly: 'yes',
  IdentityAgent: 'none',
  PreferredAuthentications: 'publickey',
  ControlMaster: 'no',
  ControlPath: 'none',
  ClearAllForwardings: 'yes',
  PermitLocalCommand: 'no',
  ConnectionAttempts: '1',
  // A host that has gone is noticed within a minute.
  ServerAliveInterval: '15',
  ServerAliveCountMax: '3',
  LogLevel: 'ERROR',
} as const;

type Found = { path: string } | { problem: string };

async function readable(
  name: 'key' | 'known_hosts',
  written: string,
  environment: Environment,
): Promise<Found> {
  const [, variable, rest = ''] = /^\$(\w+)(.*)$/s.exec(written) ?? [];
  const value = variable === undefined ? undefined : environment[variable]?.trim();
  if (variable !== undefined && !value)
    return {
      problem: `\`ssh.${name}\` is ${written}, and $${variable} is not set for this worker`,
    };
  const path = resolve(value === undefined ? written : value + rest);
  if (/["\\$\n\r]/.test(path))
    return {
      problem: `\`ssh.${name}\` is ${path}: ssh cannot be told a path with such characters`,
    };
  try {
    await access(path, constants.R_OK);
    return { path };
  } catch {
    return {
      problem: `\`ssh.${name}\`: the worker cannot read ${path}: put it there, for the user that runs Runbell alone`,
    };
  }
}

/** A file for each key, since the program takes no key but from a file. */
async function pinned(hostKey: string, dataDir: string): Promise<Found> {
  const [kind, key] = hostKey.split(' ');
  const text = `${alias} ${kind} ${key}\n`;
  const path = resolve(dataDir, 'ssh', `${digest(text)}.known_hosts`);
  if (/["\\$\n\r]/.test(path)) return { problem: `ssh cannot be told the path ${path}` };
  try {
    if ((await readFile(path, 'utf8').catch(() => '')) === text) return { path };
    await mkdir(join(dataDir, 'ssh'), { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, path);
    return { path };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `the host’s key could not be written down for ssh: ${why}` };
  }
}

/** Quoted because a blank would end it; `%` begins what ssh fills in. */
function inQuotes(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
