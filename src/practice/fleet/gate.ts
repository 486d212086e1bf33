import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Run } from '../../action/run.ts';
import type { PracticeGate } from '../../runner/gate.ts';
import { newsletterQueue } from './newsletter.ts';

/** Lets a run change something only inside the practice folder, or in the practice queue. */
export function createGate(practiceFolder: string): PracticeGate {
  return (run) => {
    const reason = whyNot(run, practiceFolder);
    return reason === null ? { allowed: true } : { allowed: false, reason };
  };
}

function whyNot(run: Run, practiceFolder: string): string | null {
  if (run.plan.kind === 'queue') return isOurQueue(run, run.plan) ? null : onlyOurQueue;
  if (run.class === 'readonly') return null;
  if (run.plan.kind === 'http')
    return 'it may change something, and no service is called in practice';
  const { name, cwd, ssh } = run.target;
  const ours = name === 'kindle-host' && ssh === undefined && cwd !== undefined;
  if (!ours || !isInside(cwd, practiceFolder)) {
    return `it may change something, and ${run.target.name} is not part of the practice fleet`;
  }
  for (const { argv, env } of run.plan.stages) {
    const program = argv[0] ?? '';
    // A bare name is looked up in PATH: it is the visitor's own program.
    if (!program.includes('/') || !isInside(resolve(cwd, program), practiceFolder)) {
      return `it may change something, and \`${program}\` is not a program of the practice fleet`;
    }
    if (Object.keys(env).length > 0)
      return 'variables set before a program may change what it does';
  }
  return null;
}

const onlyOurQueue = `only the queue ${newsletterQueue.name} of the practice fleet is worked on`;

function isOurQueue({ target }: Run, { queue }: Extract<Run['plan'], { kind: 'queue' }>): boolean {
  return (
    target.name === newsletterQueue.target &&
    queue.url === newsletterQueue.variable &&
    'bullmq' in queue &&
    queue.bullmq === newsletterQueue.name
  );
}

function isInside(path: string, folder: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return false;
  }
}
