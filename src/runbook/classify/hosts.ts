import { NONE, script, skip, type Unwrapped } from './unwrapped.ts';

export function remote(args: string[]): Unwrapped {
  const rest = skip(
    args,
    ['-p', '-i', '-l', '-F', '-J', '-b', '-m', '-c'],
    ['-q', '-t', '-tt', '-T', '-n', '-A', '-4', '-6', '-v', '-C', '-x', '-a'],
  );
  if (!rest || rest.length < 2) return { kind: 'opaque', because: 'it opens a session on a host' };
  return script(rest.slice(1));
}

/** `pdsh -w web[1-3] uptime` runs the command on every host of the list. */
export function onMany(args: string[]): Unwrapped {
  const rest = skip(
    args,
    ['-w', '-x', '-g', '-l', '-f', '-t', '-u', '-X'],
    ['-a', '-b', '-B', '-L', '-N', '-S'],
  );
  return script(rest);
}

/** `knife ssh QUERY COMMAND` runs the command on every node that fits. */
export function knife(args: string[]): Unwrapped {
  if (args[0] !== 'ssh') return NONE;
  const rest = skip(args.slice(1), ['-p', '-a', '-x', '-i', '-C', '-P'], []);
  if (!rest || rest.length < 2) return { kind: 'opaque', because: 'it opens sessions on nodes' };
  return script(rest.slice(1));
}

/** `ansible web -m shell -a 'df -h'`; any other module but the ones that only look changes something. */
export function ansible(args: string[]): Unwrapped {
  const given = (short: string, long: string) => {
    const at = args.findIndex((word) => word === short || word === long);
    return at < 0 ? null : (args[at + 1] ?? '');
  };
  const module = (given('-m', '--module-name') ?? 'command').replace(/^ansible\.builtin\./, '');
  const told = given('-a', '--args');
  if (args.some((word) => steering.test(word)))
    return { kind: 'opaque', because: 'an option of ansible that can run something else' };
  if (/^(?:ping|setup|gather_facts|service_facts|package_facts)$/.test(module))
    return { kind: 'calls', calls: [], broken: false };
  if (/^(?:command|shell|raw)$/.test(module) && told !== null) return script([told]);
  return {
    kind: 'opaque',
    because: `the module ${module.slice(0, 40)} of ansible can change something`,
  };
}

const steering =
  /^(?:-e|--extra-vars|-M|--module-path|--playbook-dir|--ssh-|--scp-|--sftp-|--vault-password-file|--become-exe)/;
