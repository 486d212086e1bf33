import type { Argument, Parameter, Pipeline } from '../model.ts';

/** A command line for people to read, its placeholders as the runbook writes them. */
export function renderPipeline(pipeline: Pipeline, parameters: Parameter[]): string {
  const written = new Map(parameters.map((parameter) => [parameter.name, parameter.written]));
  return pipeline
    .map((stage) =>
      [
        ...Object.entries(stage.env).map(([name, value]) => `${name}=${quote(value)}`),
        ...stage.argv.map((argument) => renderArgument(argument, written)),
        ...(stage.stderr === 'merge' ? ['2>&1'] : []),
        ...(stage.stderr === 'discard' ? ['2>/dev/null'] : []),
        ...(stage.stdout === 'discard' ? ['>/dev/null'] : []),
      ].join(' '),
    )
    .join(' | ');
}

function renderArgument(argument: Argument, written: ReadonlyMap<string, string>): string {
  const [only, ...more] = argument;
  if (typeof only === 'string' && more.length === 0) return quote(only);
  const bare = argument.every((piece) => typeof piece !== 'string' || plain.test(piece));
  const text = argument.map((piece) => {
    if (typeof piece === 'string') return bare ? piece : piece.replaceAll(/["\\$`]/g, '\\$&');
    if ('param' in piece) return written.get(piece.param) ?? piece.param;
    return `$(date ${piece.date.utc ? '-u ' : ''}+${quote(piece.date.format)})`;
  });
  return bare ? text.join('') : `"${text.join('')}"`;
}

const plain = /^[\w@%+=:,./-]*$/;

function quote(word: string): string {
  return word !== '' && plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
