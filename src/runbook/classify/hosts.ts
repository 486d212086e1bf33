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
  const told = adHoc(args);
  if (told === null)
    return { kind: 'opaque', because: 'an option of ansible that can run something else' };
  if (/^(?:ping|setup|gather_facts|service_facts|package_facts)$/.test(told.module))
    return { kind: 'calls', calls: [], broken: false };
  if (/^(?:command|shell|raw)$/.test(told.module) && told.args !== null) return script([told.args]);
  return {
    kind: 'opaque',
    because: `the module ${told.module.slice(0, 40)} of ansible can change something`,
  };
}

/** Only where every option is a known one, and module and arguments are said once: the last one counts. */
function adHoc(args: string[]): { module: string; args: string | null } | null {
  const rest = [...args];
  const given = new Map<string, string>();
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    const name = said.get(word);
    if (name !== undefined) {
      if (given.has(name)) return null;
      given.set(name, rest.shift() ?? '');
    } else if (harmlessValued.includes(word)) rest.shift();
    else if (word.startsWith('-') && !harmlessAlone.test(word)) return null;
  }
  const module = (given.get('module') ?? 'command').replace(/^ansible\.builtin\./, '');
  return { module, args: given.get('args') ?? null };
}

const said = new Map([
  ['-m', 'module'],
  ['--module-name', 'module'],
  ['-a', 'args'],
  ['--args', 'args'],
]);
const harmlessValued =
  '-i --inventory -u --user -l --limit -f --forks -T --timeout --become-user --become-method --private-key'.split(
    ' ',
  );
const harmlessAlone =
  /^(?:-[bovkKCD]+|--(?:become|one-line|verbose|check|diff|ask-pass|ask-become-pass)|--(?:limit|user|inventory|forks|timeout|become-user)=.*)$/;
