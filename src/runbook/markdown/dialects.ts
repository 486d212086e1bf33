/**
 * Bodies that dialects of Markdown indent below a line of their own, moved to where CommonMark reads them
 * as text instead of code: MkDocs (`!!! note`, `??? tip`, `=== "Tab"`) and footnotes (`[^1]: …`). No line
 * is added or taken away.
 */
export function outdent(markdown: string): string {
  if (!mayHave.test(markdown)) return markdown;
  const open: number[] = [];
  let fence: { marks: string; indent: number } | null = null;
  return markdown
    .split('\n')
    .map((line) => {
      if (line.trim() === '') return line;
      const indent = line.search(/\S/);
      if (fence === null) while (indent < (open.at(-1) ?? 0)) open.pop();
      const moved = line.slice(Math.min(indent, open.length * BODY));
      fence = fenceAfter(moved, fence);
      if (fence !== null) return moved;
      const title = opener.exec(moved);
      if (title === null && !footnote.test(moved)) return moved;
      open.push(indent + BODY);
      // What a tab or note is called says what the commands in it are for.
      return title === null
        ? moved.replace(footnote, '')
        : title[2] === undefined
          ? ''
          : `${title[1]}${title[2]}:`;
    })
    .join('\n');
}

const BODY = 4;
const opener = /^( *)(?:!!!|\?\?\?\+?|===[!+]?) ?(?=[\w"'])[\w -]*(?:["']([^"']{1,120})["'])?\s*$/;
const footnote = /^\[\^[^\]\s]{1,60}\]:\s*/;
const mayHave = /^ *(?:!!!|\?\?\?|===\+? ["'])|^\[\^/m;

interface Fence {
  marks: string;
  indent: number;
}

/** Nothing inside a code block opens or closes a body. */
function fenceAfter(line: string, fence: Fence | null): Fence | null {
  const marks = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (marks === undefined) return fence;
  if (fence === null) return { marks, indent: line.search(/\S/) };
  const closes = marks.startsWith(fence.marks) && line.trim() === marks;
  return closes ? null : fence;
}
