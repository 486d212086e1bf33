import { readAssignment } from './defined.ts';
import { readPipeline } from './pipeline.ts';
import { splitMasked } from './placeholder.ts';
import { parseShell } from './syntax.ts';

/**
 * The plain parts of `a && b` or `a; b`, in order; null when it is anything else. Each becomes a
 * step of its own, so somebody looks between them: what `&&` does by itself, and `;` does not.
 */
export function splitLine(text: string): string[] | null {
  const { script, broken, text: masked, written } = parseShell(text);
  if (broken || script.commands.some(({ background }) => background)) return null;
  const parts: string[] = [];
  for (const { command } of script.commands) {
    if (command.type !== 'AndOr') {
      parts.push(masked.slice(command.pos, command.end));
      continue;
    }
    if (command.operators.some((operator) => operator !== '&&')) return null;
    parts.push(...command.commands.map((part) => masked.slice(part.pos, part.end)));
  }
  if (parts.length < 2) return null;
  const whole = parts.map((part) => unmask(part, written).trim());
  return whole.every(stands) ? whole : null;
}

/** Runs by itself, or gives a variable to what follows. */
function stands(part: string): boolean {
  const assigned = readAssignment(part);
  // `export` changes what the programs behind it do, also those that never name the variable.
  if (assigned?.exported) return false;
  if (assigned?.pieces) return true;
  return readPipeline(assigned?.lookup ?? part).pipeline !== null;
}

function unmask(text: string, written: string[]): string {
  return splitMasked(text, written)
    .map(({ literal, written: placeholder }) => literal + (placeholder ?? ''))
    .join('');
}
