import { finding, type LintFinding } from './finding.ts';
import type { Source } from './source.ts';

/** Code blocks that end only because the file, the list item or the quote around them does. */
export function unclosedFences({ file, lines, nodes }: Source): LintFinding[] {
  return nodes.flatMap(({ type, position }) => {
    if (type !== 'code' || !position) return [];
    const { start, end } = position;
    const opening = lines[start.line - 1]?.slice(start.column - 1) ?? '';
    const marks = /^(?:`{3,}|~{3,})/.exec(opening)?.[0];
    // An indented block has no marks.
    if (marks === undefined || isClosed(lines, start.line, end.line, marks)) return [];
    const what = `the code block that ${marks} opens here is never closed`;
    return [finding('unclosed-fence', file, { line: start.line, column: start.column }, what)];
  });
}

function isClosed(lines: string[], first: number, last: number, marks: string): boolean {
  if (last === first) return false;
  const bare = (lines[last - 1] ?? '').replace(/^[\s>]*/, '').trimEnd();
  return bare.length >= marks.length && [...bare].every((mark) => mark === marks[0]);
}
