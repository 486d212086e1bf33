import type { Argument, Pipeline } from './model.ts';
import { readTemplate } from './template.ts';

/**
 * Whether a one-stage command is the argv of a catalogue action: the values that it has where the action
 * says `{{name}}`, or null. A placeholder of the runbook has the place and no value.
 */
export function sameCommand(a: Pipeline, b: string[]): Record<string, string> | null {
  const [stage, ...more] = a;
  if (!stage || more.length > 0 || Object.keys(stage.env).length > 0) return null;
  if (stage.argv.length !== b.length) return null;
  const values = new Map<string, string>();
  for (const [index, argument] of stage.argv.entries()) {
    const found = sameWord(argument, b[index] ?? '');
    if (found === null) return null;
    for (const [name, value] of found) {
      if (values.has(name) && values.get(name) !== value) return null;
      values.set(name, value);
    }
  }
  return Object.fromEntries([...values].filter(([, value]) => !value.includes(placeholder)));
}

/** A longer one is no value that anybody types. */
const longest = 1000;
/** Stands for what a runbook leaves open. */
const placeholder = '\uE000';

function sameWord(argument: Argument, template: string): [string, string][] | null {
  if (argument.some((piece) => typeof piece === 'object' && 'date' in piece)) return null;
  const word = argument.map((piece) => (typeof piece === 'string' ? piece : placeholder)).join('');
  const pieces = readTemplate(template);
  if (word.length > longest) return null;
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.param]));
  if (names.length === 0) return word === template ? [] : null;
  const shape = pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : '(.+?)'));
  const match = new RegExp(`^${shape.join('')}$`, 's').exec(word);
  return match ? names.map((name, index) => [name, match[index + 1] ?? '']) : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
