import type { Pipeline } from './model.ts';

/** Whether a one-stage command is the same argv as a catalogue action's `run`. */
export function sameCommand(a: Pipeline, b: string[]): boolean {
  const [stage, ...more] = a;
  if (!stage || more.length > 0 || Object.keys(stage.env).length > 0) return false;
  if (stage.argv.length !== b.length) return false;
  return stage.argv.every((argument, index) => {
    const [piece, ...rest] = argument;
    return rest.length === 0 && typeof piece === 'string' && piece === b[index];
  });
}
