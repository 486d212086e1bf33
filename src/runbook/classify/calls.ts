import { type Command, forEachChild, type ParsedScript, type SyntaxNode, type Word } from 'unbash';
import { UNKNOWN } from '../command/placeholder.ts';
import { parseShell } from '../command/syntax.ts';
import { readWord } from '../command/word.ts';
import type { Pipeline } from '../model.ts';

/** One process that a command line starts. In `words` text not known yet begins with `UNKNOWN`. */
export interface Call {
  words: string[];
  env: string[];
  writesFile: boolean;
  readsFile: boolean;
  /** The program whose output it is fed, if any. */
  fedBy: string | null;
}

export function callsOfPipeline(pipeline: Pipeline): Call[] {
  const words = pipeline.map((stage) =>
    stage.argv.map((argument) =>
      argument
        .map((piece) => {
          if (typeof piece === 'string') return piece;
          return unknown('param' in piece ? piece.param : 'date');
        })
        .join(''),
    ),
  );
  return pipeline.map((stage, index) => ({
    words: words[index] ?? [],
    env: Object.keys(stage.env),
    writesFile: false,
    readsFile: false,
    fedBy: index > 0 ? (words[index - 1]?.[0] ?? null) : null,
  }));
}

/** Every call at any depth: in loops, in `$(…)`, behind `&&`. */
export function callsOfText(text: string): { calls: Call[]; broken: boolean } {
  const { script, broken, written } = parseShell(text);
  const calls: Call[] = [];
  let deepBroken = false;
  const fed = new Map<SyntaxNode, string>();
  const visit = (node: SyntaxNode, depth: number): void => {
    if (depth > 200) {
      deepBroken = true;
      return;
    }
    if (node.type === 'Script' && ((node as ParsedScript).errors ?? []).length > 0) {
      deepBroken = true;
    }
    // A function may hide any program behind a known name.
    if (node.type === 'Function' || node.type === 'Coproc') deepBroken = true;
    if (node.type === 'Pipeline') {
      for (const [index, command] of node.commands.entries()) {
        const previous = node.commands[index - 1];
        if (!previous) continue;
        const name = previous.type === 'Command' ? nameOf(previous, written) : '?';
        fed.set(command, name);
      }
    }
    if (node.type === 'Redirected' && node.redirects.some(isWrite)) {
      calls.push({ words: ['>'], env: [], writesFile: true, readsFile: false, fedBy: null });
    }
    if (node.type === 'Command') calls.push(callOf(node, fed.get(node) ?? null, written));
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  return { calls, broken: broken || deepBroken };
}

function callOf(node: Command, fedBy: string | null, written: string[]): Call {
  const words = node.name ? [node.name, ...node.args] : [];
  return {
    words: words.map((word) => (word.type === 'Word' ? textOf(word, written) : word.text)),
    env: node.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.name] : [])),
    writesFile: node.redirects.some(isWrite),
    readsFile: node.redirects.some(
      (redirect) => redirect.type !== 'Redirect' || redirect.operator.startsWith('<'),
    ),
    fedBy,
  };
}

function nameOf(node: Command, written: string[]): string {
  return node.name ? textOf(node.name, written) : '';
}

function textOf(word: Word, written: string[]): string {
  return readWord(word, written)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return unknown(piece.kind === 'variable' ? piece.name : '');
    })
    .join('');
}

/** The name is kept, since it tells whether the value is a secret. */
function unknown(name: string): string {
  return `${UNKNOWN}${name}\uE001`;
}

function isWrite(redirect: Command['redirects'][number]): boolean {
  if (redirect.type !== 'Redirect' || redirect.operator === '<' || redirect.operator === '<&') {
    return false;
  }
  const target = redirect.target?.value ?? '';
  return target !== '/dev/null' && !(redirect.operator === '>&' && /^[12-]$/.test(target));
}
