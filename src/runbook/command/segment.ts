import { type Comment, isOutputLabel, readComment } from './comment.ts';
import { lineKind, type Trust } from './lexical.ts';
import { isProgram } from './programs.ts';
import { promptsOf, type ReadPrompt } from './prompt.ts';
import { isComplete } from './syntax.ts';

/** A piece of a fence; `from` and `to` are line offsets in it. */
export type Segment =
  | { kind: 'command'; text: string; label: string | null; from: number; to: number }
  /** A line that changes the reader's shell, shown as a snippet. */
  | { kind: 'state'; text: string; from: number; to: number }
  | { kind: 'snippet'; text: string; from: number; to: number }
  /** A comment that tells a person to do something. */
  | { kind: 'comment'; text: string; from: number; to: number };

/** More lines than any pasted command has; bounds the search for a closing quote. */
const MAX_LINES = 60;
/** Attempts to complete a command in one fence, so that hostile input stays linear. */
const MAX_TRIES = 1500;

/** Takes a fence apart into commands, their labels, and what is only shown. */
export function segmentFence(code: string, trust: Trust): Segment[] {
  const lines = code.split('\n').map((line) => line.replace(/\r$/, ''));
  const prompt = promptsOf(lines);
  const segments: Segment[] = [];
  let comments: Comment[] = [];
  let label: string | null = null;
  let output = false;
  let tries = 0;
  const flush = (keepLast: boolean) => {
    const rest = keepLast ? comments.slice(0, -1) : comments;
    for (const comment of rest) {
      if (comment.instruction) {
        segments.push({
          kind: 'comment',
          text: comment.text,
          from: comment.line,
          to: comment.line,
        });
      }
    }
    comments = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const bare = prompt ? prompt(line) : line;
    if (line.trim() === '') {
      flush(false);
      label = null;
      output = false;
      at += 1;
      continue;
    }
    const comment = bare === null || prompt ? null : readComment(line, at);
    if (comment?.edit) {
      label = comments.at(-1)?.text ?? label;
      flush(true);
      segments.push({ kind: 'comment', text: comment.text, from: at, to: at });
      at += 1;
      continue;
    }
    if (comment) {
      label = null;
      output = isOutputLabel(comment.text);
      if (!output) comments.push(comment);
      at += 1;
      continue;
    }
    if (bare === null || output) {
      if (prompt && line.trim().startsWith('#')) label = line.trim().replace(/^#+\s*/, '');
      else segments.push({ kind: 'snippet', text: line, from: at, to: at });
      at += 1;
      continue;
    }
    const end = blockEnd(lines, at) ?? null;
    if (end !== null) {
      flush(false);
      segments.push({
        kind: 'snippet',
        text: lines.slice(at, end + 1).join('\n'),
        from: at,
        to: end,
      });
      at = end + 1;
      continue;
    }
    const unit =
      tries < MAX_TRIES ? takeUnit(lines, at, bare, prompt) : { text: bare, to: at, tries: 0 };
    tries += unit.tries;
    // Somebody typed it at a prompt, whatever it is.
    const kind = lineKind(unit.text, prompt ? 'tagged' : trust);
    if (kind === 'command') {
      label = comments.at(-1)?.text ?? label;
      flush(true);
      segments.push({ kind, text: unit.text.trim(), label, from: at, to: unit.to });
    } else {
      flush(kind === 'state');
      segments.push({
        kind: kind === 'state' ? 'state' : 'snippet',
        text: unit.text.trimEnd(),
        from: at,
        to: unit.to,
      });
    }
    at = unit.to + 1;
  }
  flush(false);
  return withoutLoneWords(joined(segments));
}

/** Lines of output or configuration that follow each other are one thing to show. */
function joined(segments: Segment[]): Segment[] {
  const whole: Segment[] = [];
  for (const segment of segments) {
    const last = whole.at(-1);
    if (last?.kind === 'snippet' && segment.kind === 'snippet' && segment.from === last.to + 1) {
      whole[whole.length - 1] = {
        ...last,
        text: `${last.text}\n${segment.text}`,
        to: segment.to,
      };
    } else whole.push(segment);
  }
  return whole;
}

/** `read-only` among lines of output is no program, though `chef-client-enable` by itself is one. */
function withoutLoneWords(segments: Segment[]): Segment[] {
  const commands = segments.filter(({ kind }) => kind === 'command');
  const lone = commands.every(
    ({ text }) => /^[a-z]+(?:[-_][a-z]+)*$/.test(text) && !isProgram(text),
  );
  if (!lone || !segments.some(({ kind }) => kind === 'snippet')) return segments;
  return segments.map((segment) => {
    if (segment.kind !== 'command') return segment;
    const { text, from, to } = segment;
    return { kind: 'snippet', text, from, to };
  });
}

interface Unit {
  text: string;
  to: number;
  tries: number;
}

/** Adds lines until a shell would stop asking for more; a line that never gets there stands alone. */
function takeUnit(lines: string[], at: number, first: string, prompt: ReadPrompt | null): Unit {
  if (isComplete(first)) return { text: first, to: at, tries: 1 };
  let text = first;
  let tries = 1;
  for (let to = at + 1; to < lines.length && to - at < MAX_LINES; to += 1) {
    const next = lines[to] ?? '';
    if (prompt && prompt(next) !== null) break;
    text += `\n${prompt ? next.replace(/^>\s/, '') : next}`;
    tries += 1;
    if (isComplete(text)) return { text, to, tries };
  }
  return { text: first, to: at, tries };
}

/** `/var/log/*.log {` … `}`: a configuration block, not a shell group. */
function blockEnd(lines: string[], at: number): number | null {
  const line = (lines[at] ?? '').trim();
  if (
    !/[^\s$(){]\s+\{$/.test(line) ||
    /\(\)\s*\{$|^(?:function|if|while|for|until)\b|&&|\|\|/.test(line)
  )
    return null;
  for (let to = at + 1; to < lines.length; to += 1) {
    if (/^\s*\}\s*$/.test(lines[to] ?? '')) return to;
  }
  return null;
}
