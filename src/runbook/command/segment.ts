import { type Comment, isOutputLabel, readComment } from './comment.ts';
import { lineKind, type Trust } from './lexical.ts';
import { hasPrompts, withoutPrompt } from './prompt.ts';
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
  const prompted = hasPrompts(lines);
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
    const bare = prompted ? withoutPrompt(line) : line;
    if (line.trim() === '') {
      flush(false);
      label = null;
      output = false;
      at += 1;
      continue;
    }
    const comment = bare === null || prompted ? null : readComment(line, at);
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
      if (prompted && line.trim().startsWith('#')) label = line.trim().replace(/^#+\s*/, '');
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
      tries < MAX_TRIES ? takeUnit(lines, at, bare, prompted) : { text: bare, to: at, tries: 0 };
    tries += unit.tries;
    const kind = lineKind(unit.text, trust);
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
  return segments;
}

interface Unit {
  text: string;
  to: number;
  tries: number;
}

/** Adds lines until a shell would stop asking for more; a line that never gets there stands alone. */
function takeUnit(lines: string[], at: number, first: string, prompted: boolean): Unit {
  if (isComplete(first)) return { text: first, to: at, tries: 1 };
  let text = first;
  let tries = 1;
  for (let to = at + 1; to < lines.length && to - at < MAX_LINES; to += 1) {
    const next = lines[to] ?? '';
    if (prompted && withoutPrompt(next) !== null) break;
    text += `\n${prompted ? next.replace(/^>\s/, '') : next}`;
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
