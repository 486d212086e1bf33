import { finding, type LintFinding } from './finding.ts';
import type { Source } from './source.ts';

/** Code blocks that end only because the file, the list item or the quote around them does. */
export function unclosedFences({ file, lines, codes }: Source): LintFinding[] {
  return codes.flatMap(({ marks, startLine, endLine }) => {
    // An indented block has no marks.
    if (marks === null || isClosed(lines, startLine, endLine, marks)) return [];
    const what = `the code block that ${marks} opens here is never closed`;
    const column = Math.max(0, (lines[startLine - 1] ?? '').indexOf(marks)) + 1;
    return [finding('unclosed-fence', file, { line: startLine, column }, what)];
  });
}

function isClosed(lines: string[], first: number, last: number, marks: string): boolean {
  if (last === first) return false;
  const bare = (lines[last - 1] ?? '').replace(/^[\s>]*/, '').trimEnd();
  return bare.length >= marks.length && [...bare].every((mark) => mark === marks[0]);
}
