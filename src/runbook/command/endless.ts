import type { Stage } from '../model.ts';
import { rulesFor } from './endless-rules.ts';

/** A command line that waits for a person or never ends: the reason, else null. */
export function needsPerson(stages: Stage[]): string | null {
  const lines = stages.map((stage) => wordsOf(stage));
  for (const [index, line] of lines.entries()) {
    const reason = judge(line, index > 0);
    if (reason) return reason;
  }
  return null;
}

/** The words of a stage; what is not known yet reads `?`. */
export function wordsOf(stage: Pick<Stage, 'argv'>): string[] {
  return stage.argv.map((argument) =>
    argument.map((piece) => (typeof piece === 'string' ? piece : '?')).join(''),
  );
}

/** Where the program behind `sudo`, `timeout` or `kubectl exec … --` stands. */
export function bareStart(line: string[]): number {
  return line.length - unwrap(line).length;
}

function judge(line: string[], fed: boolean): string | null {
  const bare = unwrap(line);
  const [path = '', ...rest] = bare;
  const program = path.split('/').at(-1) ?? '';
  const text = rest.join(' ');
  for (const rule of rulesFor(program)) {
    if (fed && rule.unlessFed) continue;
    if (rule.when(text, rest)) return rule.reason;
  }
  return null;
}

/** Drops wrappers and the part of an `exec` that stands before the inner command. */
function unwrap(line: string[]): string[] {
  let rest = line;
  for (let depth = 0; depth < 6 && wraps.test(rest[0] ?? ''); depth += 1) {
    const text = rest.join('\u0000');
    const match =
      /^(?:sudo(?:\0-[nEHS]+|\0-[ugh]\0[^\0]+)*|nohup|nice(?:\0-n\0[^\0]+)?|time|env(?:\0\w+=[^\0]*)*|timeout(?:\0-[^\0]+)*\0[^\0]+)\0(?!-)/.exec(
        text,
      );
    const exec = match ? null : execPrefix(rest);
    if (exec !== null) rest = rest.slice(exec);
    else if (match) rest = text.slice(match[0].length).split('\u0000');
    else return rest;
  }
  return rest;
}

const wraps =
  /^(?:sudo|nohup|nice|time|env|timeout)$|(?:^|\/)(?:kubectl|oc|docker|docker-compose|podman)$/;

function execPrefix(line: string[]): number | null {
  const program = line[0]?.split('/').at(-1) ?? '';
  if (!line.some((word) => word === 'exec' || word === 'rsh')) return null;
  if (!/^(?:kubectl|oc|docker|docker-compose|podman)$/.test(program)) return null;
  const dashes = line.indexOf('--');
  if (dashes > 0) return dashes + 1;
  if (program === 'kubectl' || program === 'oc') return null;
  if (line.some((word) => /^-(?:it|ti)$/.test(word))) return null;
  let index = line.indexOf('exec') + 1;
  while (line[index]?.startsWith('-')) {
    index += /^(?:-[uwe]|--user|--workdir|--env|--index)$/.test(line[index] ?? '') ? 2 : 1;
  }
  return index + 1 < line.length ? index + 1 : null;
}
