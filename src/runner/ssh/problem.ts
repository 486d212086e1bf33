import type { Target } from '../../action/catalogue.ts';
import type { Ssh } from '../../action/ssh.ts';
import { formatDuration } from '../../lib/duration.ts';

/** Why nothing was started on the host, from what the program `ssh` wrote; one line that says what to do. */
export function connectProblem(ssh: Ssh, said: string): string {
  const where = `${ssh.host} port ${ssh.port}`;
  for (const [pattern, explain] of reasons) {
    if (pattern.test(said)) return `could not connect to ${where}: ${explain(ssh)}`;
  }
  const line = said
    .split('\n')
    .map((one) => one.trim())
    .find(Boolean);
  return line === undefined
    ? `${where} gave no shell: look whether ${ssh.user} may run /bin/sh there`
    : `${where} gave no shell; it said: ${line.slice(0, 200)}`;
}

const changed = (ssh: Ssh) =>
  `it has another key than ${ssh.host_key === undefined ? 'known_hosts says' : 'the host_key of this target'}. Nothing was sent. Find out who answers there before you change the key in service.yaml`;

const reasons: [RegExp, (ssh: Ssh) => string][] = [
  [
    /Could not resolve hostname/,
    ({ host }) =>
      `nobody knows the name ${host}: correct \`ssh.host\` in service.yaml, or the name service of the worker`,
  ],
  [/Connection refused/, () => 'connection refused: no ssh server listens there'],
  [
    /(?:Connection|Operation) timed out|banner exchange: .*timed out/i,
    (ssh) =>
      `no answer within ${formatDuration(ssh.connect_timeout)}: look whether the host is up, and whether the worker may reach it`,
  ],
  [/No route to host|Network is unreachable/, () => 'the host cannot be reached from the worker'],
  [/REMOTE HOST IDENTIFICATION HAS CHANGED/, changed],
  [/No \S+ host key is known for/, changed],
  [/Host key verification failed/, changed],
  [
    /Permissions \d+ for .* are too open/,
    ({ key }) => `the key ${key} may be read by others, so ssh does not use it: chmod 600 it`,
  ],
  [
    /Load key .*: (?:invalid format|error in libcrypto|unknown)/,
    ({ key }) => `${key} is no private key that ssh can read`,
  ],
  [
    /Permission denied|Too many authentication failures/,
    (ssh) =>
      `it does not let ${ssh.user} in with ${ssh.key}: add its public key to ${ssh.user}’s authorized_keys there, and see that it has no passphrase`,
  ],
  [/no matching|no hostkey alg/i, () => 'the two have no cipher or key type in common'],
  [
    /Connection (?:closed|reset) by|kex_exchange_identification/,
    () => 'it hung up before it let anybody in: it may be busy, or no ssh server',
  ],
];

/** What the script on the host found wrong before it started anything. */
export function hostProblem(problem: string, target: Target, programs: string[]): string {
  const [kind, about = ''] = problem.split(' ');
  const program = programs[Number(about)] ?? about;
  const { name } = target;
  switch (kind) {
    case 'folder':
      return `the working directory ${target.cwd} on ${name} cannot be entered: create it there, or correct \`cwd\` in service.yaml`;
    case 'missing':
      return program.includes('/')
        ? `\`${program}\` does not exist on ${name}, seen from ${target.cwd ?? 'the home folder there'}: put it there, or correct \`cwd\` or the target in service.yaml`
        : `\`${program}\` is not installed on ${name}: run it where it is, or set another target in service.yaml`;
    case 'forbidden':
      return `\`${program}\` on ${name} may not be executed: make it executable (chmod +x) for ${target.ssh?.user}`;
    case 'unset':
      return `\`$${about}\` is not set on ${name}: set it for ${target.ssh?.user} there, or take it out of \`env\` in service.yaml to be asked for it`;
    case 'dash':
      return `\`$${about}\` on ${name} begins with a dash`;
    case 'group':
      return `the ssh server of ${name} gives commands no process group of their own, so they could not be ended; use OpenSSH there. Nothing was started`;
    default:
      return `${name} could not start it: ${problem}`;
  }
}
