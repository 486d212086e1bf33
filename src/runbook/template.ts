/** Text of service.yaml, taken apart at its `{{name}}`. */
export type TemplatePiece = string | { param: string };

/** Words that Go's templates have for themselves: `docker ps --format` is given them as they stand. */
export const keptWords: readonly string[] = ['end', 'else', 'break', 'continue', 'nil'];

export function readTemplate(text: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let rest = 0;
  for (const match of text.matchAll(/\{\{ ?([a-z][a-z0-9_-]*) ?\}\}/g)) {
    const param = match[1] ?? '';
    if (keptWords.includes(param)) continue;
    if (match.index > rest) pieces.push(text.slice(rest, match.index));
    pieces.push({ param });
    rest = match.index + match[0].length;
  }
  if (rest < text.length || pieces.length === 0) pieces.push(text.slice(rest));
  return pieces;
}

export function parametersIn(text: string): string[] {
  return readTemplate(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.param]));
}

export function fillTemplate(text: string, value: (name: string) => string): string {
  return readTemplate(text)
    .map((piece) => (typeof piece === 'string' ? piece : value(piece.param)))
    .join('');
}
