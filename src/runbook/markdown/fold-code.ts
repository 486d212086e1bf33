import type { Code, Nodes, Root } from 'mdast';

/** A fenced block whose lines are put aside while the rest is parsed. */
interface Folded {
  /** 1-based lines of the two fences. */
  open: number;
  close: number;
  code: string;
}

/**
 * Puts one letter in place of each line of code: micromark looks at every character of a file many times,
 * and code is often half of it. Null where a fence is not plain enough to be sure where it ends.
 */
export function foldCode(text: string): { text: string; folded: Folded[] } | null {
  const lines = text.split('\n');
  const folded: Folded[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = '', mark = ''] = /^( *)(`{3,}|~{3,})[^`]*$/.exec(lines[at] ?? '') ?? [];
    if (mark === '') {
      if (/(?:`{3}|~{3})/.test(lines[at] ?? '')) return null;
      continue;
    }
    const close = closing(lines, at, indent, mark);
    if (close === null) return null;
    const body = lines.slice(at + 1, close);
    if (body.length > 0) {
      folded.push({
        open: at + 1,
        close: close + 1,
        code: body.map((line) => line.slice(indent.length)).join('\n'),
      });
      for (let one = at + 1; one < close; one += 1)
        if (lines[one]?.trim() !== '') lines[one] = `${indent}x`;
    }
    at = close;
  }
  return { text: lines.join('\n'), folded };
}

/** Puts the code back; false where the parser saw anything else than these blocks. */
export function unfoldCode(root: Root, folded: Folded[]): boolean {
  const byLine = new Map(folded.map((one) => [one.open, one]));
  let found = 0;
  const visit = (node: Nodes): void => {
    const known = node.type === 'code' ? byLine.get(node.position?.start.line ?? 0) : undefined;
    if (node.type === 'code' && known && isWhole(node, known)) {
      node.value = known.code;
      found += 1;
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return found === folded.length;
}

/** The line of the closing fence, when every line before it is indented at least as the opening one. */
function closing(lines: string[], open: number, indent: string, mark: string): number | null {
  for (let at = open + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === indent + mark) return at;
    // Another fence may close this one, or be a part of it; a tab counts for as many columns as are left.
    if (/^\s*(?:`{3}|~{3})/.test(line) || /^ *\t/.test(line)) return null;
    if (line.trim() === '' ? line !== '' : !line.startsWith(indent)) return null;
  }
  return null;
}

function isWhole({ value, position }: Code, { close, code }: Folded): boolean {
  return position?.end.line === close && value.split('\n').length === code.split('\n').length;
}
