import { parseInline } from './inline.ts';
import type { Dialect, ListItem, TextBlock } from './nodes.ts';

/** Reads a message's text: fenced code first, since nothing inside it is markup. */
export function parseText(source: string, dialect: Dialect): TextBlock[] {
  const blocks: TextBlock[] = [];
  let at = 0;
  for (const fence of source.matchAll(/```([\s\S]*?)```/g)) {
    blocks.push(...parseLines(source.slice(at, fence.index), dialect));
    blocks.push({ kind: 'pre', text: fencedText(fence[1] ?? '', dialect) });
    at = fence.index + fence[0].length;
  }
  return [...blocks, ...parseLines(source.slice(at), dialect)];
}

function fencedText(raw: string, dialect: Dialect): string {
  const body = dialect === 'markdown' ? raw.replace(/^[\w+-]*(?=\n)/, '') : raw;
  return body
    .replace(/^\n|\n$/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function parseLines(source: string, dialect: Dialect): TextBlock[] {
  const lines = source.split('\n');
  const blocks: TextBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const taken = takeBlock(lines, at, dialect);
    if (taken.block) blocks.push(taken.block);
    at = taken.next;
  }
  return blocks;
}

interface Taken {
  block: TextBlock | null;
  next: number;
}

const quoteMark = /^(?:>|&gt;) ?/;
const restQuoteMark = /^(?:>>>|&gt;&gt;&gt;) ?/;
const listMark: Record<Dialect, RegExp> = {
  mrkdwn: /^(\s*)(?:([-•◦▪])|(\d{1,4})[.)])\s+(?=\S)/,
  markdown: /^(\s*)(?:([-*+•])|(\d{1,4})[.)])\s+(?=\S)/,
};

function takeBlock(lines: string[], at: number, dialect: Dialect): Taken {
  const line = lines[at] ?? '';
  if (!line.trim()) return { block: null, next: at + 1 };
  if (restQuoteMark.test(line)) {
    const body = [line.replace(restQuoteMark, ''), ...lines.slice(at + 1)].join('\n');
    return { block: { kind: 'quote', children: parseLines(body, dialect) }, next: lines.length };
  }
  if (quoteMark.test(line)) return takeQuote(lines, at, dialect);
  if (dialect === 'markdown') {
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading) return { block: headingBlock(heading), next: at + 1 };
    if (/^(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
    if (line.startsWith('|')) return takeTable(lines, at);
  }
  return listMark[dialect].test(line) ? takeList(lines, at, dialect) : takePara(lines, at, dialect);
}

function headingBlock([, marks = '', text = '']: RegExpExecArray): TextBlock {
  return { kind: 'heading', level: marks.length, inlines: parseInline(text, 'markdown') };
}

function takeWhile(lines: string[], at: number, fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index >= at && !fits(line));
  return lines.slice(at, end === -1 ? lines.length : end);
}

function takeQuote(lines: string[], at: number, dialect: Dialect): Taken {
  const body = takeWhile(lines, at, (line) => quoteMark.test(line));
  const text = body.map((line) => line.replace(quoteMark, '')).join('\n');
  return {
    block: { kind: 'quote', children: parseLines(text, dialect) },
    next: at + body.length,
  };
}

/** A table keeps its columns only in a fixed-width face, so it is shown as written. */
function takeTable(lines: string[], at: number): Taken {
  const rows = takeWhile(lines, at, (line) => line.startsWith('|'));
  return { block: { kind: 'pre', text: rows.join('\n') }, next: at + rows.length };
}

function takeList(lines: string[], at: number, dialect: Dialect): Taken {
  const first = listMark[dialect].exec(lines[at] ?? '');
  const ordered = first?.[3] !== undefined;
  const body = takeWhile(lines, at, (line) => {
    const match = listMark[dialect].exec(line);
    return match !== null && (match[3] !== undefined) === ordered;
  });
  return {
    block: {
      kind: 'list',
      ordered,
      start: Number(first?.[3] ?? 1),
      items: body.map((line) => listItem(line, dialect)),
    },
    next: at + body.length,
  };
}

function listItem(line: string, dialect: Dialect): ListItem {
  const indent = listMark[dialect].exec(line)?.[1]?.length ?? 0;
  const text = line.replace(listMark[dialect], '');
  const task = /^\[([ xX])\]\s+/.exec(text);
  return {
    inlines: parseInline(task ? text.slice(task[0].length) : text, dialect),
    depth: Math.min(4, Math.floor(indent / 2)),
    done: task ? task[1] !== ' ' : null,
  };
}

function takePara(lines: string[], at: number, dialect: Dialect): Taken {
  const body = takeWhile(
    lines,
    at,
    (line) =>
      line.trim() !== '' &&
      !quoteMark.test(line) &&
      !listMark[dialect].test(line) &&
      !(dialect === 'markdown' && /^(?:#{1,6}\s|\||(?:-{3,}|\*{3,}|_{3,})\s*$)/.test(line)),
  );
  // A line that only looks special still has to be taken, or the loop would not move.
  const taken = body.length > 0 ? body : [lines[at] ?? ''];
  return {
    block: { kind: 'paragraph', inlines: parseInline(taken.join('\n'), dialect) },
    next: at + taken.length,
  };
}
