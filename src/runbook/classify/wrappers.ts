import type { Call } from './calls.ts';
import { behindDashes, compose, docker, kubernetes, ofKubectl } from './containers.ts';
import { ansible, knife, onMany, remote } from './hosts.ts';
import { ADDED } from './row.ts';
import { inside, NONE, script, skip, type Unwrapped } from './unwrapped.ts';

/** What a wrapper such as `sudo`, `xargs` or `kubectl exec --` runs inside. */
export function unwrap(program: string, call: Call): Unwrapped {
  const args = call.words.slice(1);
  const spec = wrappers.get(program);
  if (spec) return plain(skip(args, spec.valued, spec.alone), spec.operands ?? 0, call, program);
  return special.get(program)?.(args, call, program) ?? NONE;
}

type Unwrap = (args: string[], call: Call, program: string) => Unwrapped;

const special = new Map<string, Unwrap>(
  Object.entries({
    env,
    bash: shell,
    sh: shell,
    zsh: shell,
    dash: shell,
    ash: shell,
    watch: (args) =>
      script(skip(args, ['-n', '--interval'], ['-d', '-t', '-c', '-e', '-b', '-x', '-g'])),
    ssh: remote,
    su,
    runuser: su,
    eval: script,
    kubectl: kubernetes,
    oc: kubernetes,
    k3s: ofKubectl,
    microk8s: ofKubectl,
    minikube: ofKubectl,
    docker,
    podman: docker,
    nerdctl: docker,
    'docker-compose': compose,
    bundle: (args, call) =>
      args[0] === 'exec' && args.length > 1 ? inside(args.slice(1), call) : NONE,
    knife,
    pdsh: onMany,
    clush: onMany,
    xargs,
    ansible,
    lxc: behindDashes,
    incus: behindDashes,
    multipass: behindDashes,
    'aws-vault': behindDashes,
    chamber: behindDashes,
    doppler: behindDashes,
    infisical: behindDashes,
    op: behindDashes,
  }),
);

interface Spec {
  valued: string[];
  alone: string[];
  /** Words of its own before the inner command, as the duration of `timeout`. */
  operands?: number;
}

const wrappers = new Map<string, Spec>(
  Object.entries({
    sudo: {
      valued: ['-u', '-g', '-h', '-p', '--user', '--group'],
      alone: ['-n', '-E', '-H', '-S', '-b', '--preserve-env', '--non-interactive'],
    },
    doas: { valued: ['-u'], alone: ['-n'] },
    gosu: { valued: [], alone: [], operands: 1 },
    chroot: { valued: [], alone: [], operands: 1 },
    sshpass: { valued: ['-p', '-f'], alone: ['-e'] },
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
  }),
);

function plain(rest: string[] | null, own: number, call: Call, program: string): Unwrapped {
  if (!rest)
    return { kind: 'opaque', because: `an option of ${program} that Runbell does not know` };
  const inner = [...rest.slice(own)];
  const env: string[] = [];
  while (/^\w+=/.test(inner[0] ?? '')) env.push((inner.shift() ?? '').split('=')[0] ?? '');
  if (inner.length === 0) return { kind: 'opaque', because: `${program} opens a session` };
  return inside(inner, call, env);
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

function su(args: string[]): Unwrapped {
  const at = args.indexOf('-c');
  if (args.slice(0, at).some((word) => /^(?:-s|--shell)/.test(word))) {
    return { kind: 'opaque', because: 'it runs another shell' };
  }
  if (at < 0) return { kind: 'opaque', because: 'it opens a session as another user' };
  return script(args.slice(at + 1, at + 2));
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
