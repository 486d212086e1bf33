import type { Call } from './calls.ts';
import { kubectlAlone, kubectlValued } from './families/kubectl.ts';
import { inside, NONE, skip, type Unwrapped } from './unwrapped.ts';

export function kubernetes(args: string[], call: Call): Unwrapped {
  const rest = skip(args, kubectlValued, kubectlAlone);
  if (rest?.[0] === 'rsh') return remoteShell(rest.slice(1), call);
  if (rest?.[0] !== 'exec') return NONE;
  const at = rest.indexOf('--');
  if (at < 0 || at === rest.length - 1) {
    return { kind: 'opaque', because: 'it opens a session in a pod' };
  }
  return inside(rest.slice(at + 1), call);
}

/** `oc rsh pod/web df -h`; without a command it opens a shell. */
function remoteShell(args: string[], call: Call): Unwrapped {
  const rest = skip(args, kubectlValued, ['-t', '-T', '--no-tty', ...kubectlAlone]);
  if (!rest || rest.length < 2) return { kind: 'opaque', because: 'it opens a session in a pod' };
  return inside(rest[1] === '--' ? rest.slice(2) : rest.slice(1), call);
}

/** `k3s kubectl get pods`, `minikube kubectl -- get pods`. */
export function ofKubectl([first, ...rest]: string[], call: Call): Unwrapped {
  if (first !== 'kubectl') return NONE;
  return inside(['kubectl', ...(rest[0] === '--' ? rest.slice(1) : rest)], call);
}

/** `lxc exec web -- df -h`, `aws-vault exec prod -- aws s3 ls`: what stands behind the dashes. */
export function behindDashes(args: string[], call: Call, program: string): Unwrapped {
  if (args[0] !== 'exec' && args[0] !== 'run') return NONE;
  const at = args.indexOf('--');
  if (at < 0 || at === args.length - 1 || args.slice(0, at).some((word) => /^--com/.test(word)))
    return { kind: 'opaque', because: `${program} opens a session or runs what cannot be told` };
  return inside(args.slice(at + 1), call);
}

export function docker(args: string[], call: Call): Unwrapped {
  if (args[0] === 'compose') return compose(args.slice(1), call);
  const rest = args[0] === 'container' ? args.slice(1) : args;
  if (rest[0] !== 'exec') return NONE;
  return execInside(rest.slice(1), call);
}

export function compose(args: string[], call: Call): Unwrapped {
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

const execValued = ['-u', '--user', '-w', '--workdir', '--index'];
const execAlone = ['-i', '-t', '-it', '-ti', '-T', '--interactive', '--tty'];
