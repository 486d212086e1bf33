import { type Call, callsOfText } from './calls.ts';
import { kubectlAlone, kubectlValued } from './families/kubectl.ts';
import { ADDED } from './row.ts';

export type Unwrapped =
  /** It runs these, whatever else it does. */
  | { kind: 'calls'; calls: Call[]; broken: boolean }
  /** It opens a session or runs what cannot be read. */
  | { kind: 'opaque'; because: string }
  | { kind: 'none' };

const NONE: Unwrapped = { kind: 'none' };

/** What a wrapper such as `sudo`, `xargs` or `kubectl exec --` runs inside. */
export function unwrap(program: string, call: Call): Unwrapped {
  const args = call.words.slice(1);
  const spec = wrappers[program];
  if (spec) return plain(skip(args, spec.valued, spec.alone), spec.operands ?? 0, call, program);
  switch (program) {
    case 'env':
      return env(args, call);
    case 'bash':
    case 'sh':
    case 'zsh':
    case 'dash':
    case 'ash':
      return shell(args, call);
    case 'watch':
      return script(skip(args, ['-n', '--interval'], ['-d', '-t', '-c', '-e', '-b', '-x', '-g']));
    case 'ssh':
      return remote(args);
    case 'su':
      return su(args);
    case 'eval':
      return script(args);
    case 'kubectl':
    case 'oc':
      return kubernetes(args, call);
    case 'docker':
    case 'podman':
      return args[0] === 'compose' ? compose(args.slice(1), call) : docker(args, call);
    case 'docker-compose':
      return compose(args, call);
    case 'bundle':
      return args[0] === 'exec' && args.length > 1 ? inside(args.slice(1), call) : NONE;
    case 'knife':
      return knife(args);
    case 'xargs':
      return xargs(args, call);
    default:
      return NONE;
  }
}

interface Spec {
  valued: string[];
  alone: string[];
  /** Words of its own before the inner command, as the duration of `timeout`. */
  operands?: number;
}

const wrappers: Record<string, Spec | undefined> = {
  sudo: {
    valued: ['-u', '-g', '-h', '-p', '--user', '--group'],
    alone: ['-n', '-E', '-H', '-S', '-b', '--preserve-env', '--non-interactive'],
  },
  nohup: { valued: [], alone: [] },
  setsid: { valued: [], alone: ['-f', '-w'] },
  time: { valued: [], alone: ['-p', '-v'] },
  nice: { valued: ['-n', '--adjustment'], alone: [] },
  ionice: { valued: ['-c', '-n'], alone: ['-t'] },
  timeout: {
    valued: ['-s', '-k', '--signal', '--kill-after'],
    alone: ['--foreground', '--preserve-status', '-v'],
    operands: 1,
  },
  stdbuf: { valued: ['-i', '-o', '-e'], alone: ['-oL', '-eL', '-o0', '-i0', '-e0'] },
};

/** The words behind known flags; null at a flag that may swallow the next word. */
function skip(args: string[], valued: string[], alone: string[]): string[] | null {
  let at = 0;
  for (; args[at]?.startsWith('-'); at += 1) {
    const flag = args[at] ?? '';
    if (flag === '--') return args.slice(at + 1);
    if (valued.includes(flag)) at += 1;
    else if (
      !alone.includes(flag) &&
      !(flag.includes('=') && valued.includes(flag.split('=')[0] ?? '')) &&
      !(!flag.startsWith('--') && flag.length > 2 && valued.includes(flag.slice(0, 2)))
    ) {
      return null;
    }
  }
  return args.slice(at);
}

function plain(rest: string[] | null, own: number, call: Call, program: string): Unwrapped {
  if (!rest)
    return { kind: 'opaque', because: `an option of ${program} that Runbell does not know` };
  const inner = [...rest.slice(own)];
  const env: string[] = [];
  while (/^\w+=/.test(inner[0] ?? '')) env.push((inner.shift() ?? '').split('=')[0] ?? '');
  if (inner.length === 0) return { kind: 'opaque', because: `${program} opens a session` };
  return inside(inner, call, env);
}

function inside(words: string[], call: Call, env: string[] = []): Unwrapped {
  const inner: Call = { ...call, words, env: [...call.env, ...env], writesFile: false };
  return { kind: 'calls', calls: [inner], broken: false };
}

function script(words: string[] | null): Unwrapped {
  if (!words || words.length === 0) {
    return { kind: 'opaque', because: 'it runs something that cannot be read' };
  }
  const text = words.join(' ');
  // A value filled into shell text can be any command.
  if (/[\uE000]/.test(text)) {
    return { kind: 'opaque', because: 'a value is filled into shell text' };
  }
  return { kind: 'calls', ...callsOfText(text) };
}

function env(args: string[], call: Call): Unwrapped {
  const rest = skip(args, ['-u'], ['-i', '-0', '--null']);
  if (!rest) return { kind: 'opaque', because: 'an option of env that Runbell does not know' };
  const names: string[] = [];
  let at = 0;
  for (; /^\w+=/.test(rest[at] ?? ''); at += 1) names.push((rest[at] ?? '').split('=')[0] ?? '');
  return at === rest.length ? NONE : inside(rest.slice(at), call, names);
}

function shell(args: string[], call: Call): Unwrapped {
  const at = args.findIndex((word) => /^-[a-z]*c$/.test(word));
  const known = args.slice(0, at).every((word) => /^-[lexu]+$/.test(word));
  if (at >= 0 && known) return script(args.slice(at + 1, at + 2));
  if (call.fedBy) return { kind: 'opaque', because: 'it runs as a script whatever it is fed' };
  return { kind: 'opaque', because: 'it opens a shell or runs a script' };
}

function remote(args: string[]): Unwrapped {
  const rest = skip(
    args,
    ['-p', '-i', '-l', '-F', '-J', '-b', '-m', '-c'],
    ['-q', '-t', '-tt', '-T', '-n', '-A', '-4', '-6', '-v', '-C', '-x', '-a'],
  );
  if (!rest || rest.length < 2) return { kind: 'opaque', because: 'it opens a session on a host' };
  return script(rest.slice(1));
}

function su(args: string[]): Unwrapped {
  const at = args.indexOf('-c');
  if (args.slice(0, at).some((word) => /^(?:-s|--shell)/.test(word))) {
    return { kind: 'opaque', because: 'it runs another shell' };
  }
  if (at < 0) return { kind: 'opaque', because: 'it opens a session as another user' };
  return script(args.slice(at + 1, at + 2));
}

function kubernetes(args: string[], call: Call): Unwrapped {
  const rest = skip(args, kubectlValued, kubectlAlone);
  if (rest?.[0] !== 'exec') return NONE;
  const at = rest.indexOf('--');
  if (at < 0 || at === rest.length - 1) {
    return { kind: 'opaque', because: 'it opens a session in a pod' };
  }
  return inside(rest.slice(at + 1), call);
}

const execValued = ['-u', '--user', '-w', '--workdir', '--index'];
const execAlone = ['-i', '-t', '-it', '-ti', '-T', '--interactive', '--tty'];

function docker(args: string[], call: Call): Unwrapped {
  const rest = args[0] === 'container' ? args.slice(1) : args;
  if (rest[0] !== 'exec') return NONE;
  return execInside(rest.slice(1), call);
}

function compose(args: string[], call: Call): Unwrapped {
  const rest = skip(
    args,
    ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory'],
    ['--compatibility', '--no-ansi', '--verbose'],
  );
  if (rest?.[0] !== 'exec') return NONE;
  return execInside(rest.slice(1), call);
}

function execInside(args: string[], call: Call): Unwrapped {
  const rest = skip(args, execValued, execAlone);
  if (!rest || rest.length < 2)
    return { kind: 'opaque', because: 'it opens a session in a container' };
  return inside(rest.slice(1), call);
}

/** `knife ssh QUERY COMMAND` runs the command on every node that fits. */
function knife(args: string[]): Unwrapped {
  if (args[0] !== 'ssh') return NONE;
  const rest = skip(args.slice(1), ['-p', '-a', '-x', '-i', '-C', '-P'], []);
  if (!rest || rest.length < 2) return { kind: 'opaque', because: 'it opens sessions on nodes' };
  return script(rest.slice(1));
}

function xargs(args: string[], call: Call): Unwrapped {
  const rest = skip(
    args,
    ['-n', '-P', '-I', '-L', '-d', '-s', '-a', '--max-args', '--max-procs'],
    ['-0', '-r', '-t', '--null', '--no-run-if-empty', '--verbose', '-0r', '-r0'],
  );
  if (!rest) return { kind: 'opaque', because: 'an option of xargs that Runbell does not know' };
  // What xargs adds is not known: it may be a flag, or a part of a shell's script.
  const at = args.findIndex((word) => word.startsWith('-I'));
  const mark = at < 0 ? null : args[at]?.slice(2) || (args[at + 1] ?? '{}');
  const inner = mark ? rest.map((word) => word.replaceAll(mark, '\uE000')) : [...rest, ADDED];
  return inside((inner[0] ?? ADDED) === ADDED ? ['echo'] : inner, call);
}
