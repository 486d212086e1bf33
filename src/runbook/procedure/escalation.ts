import type { TableBlock } from '../markdown/blocks.ts';
import { labelledValue } from './facts.ts';
import { type Part, walk } from './outline.ts';

const MOST = 6;

/** Whom the prose says to call next for a procedure, and when, word for word. */
export function escalationOf(parts: Part[]): string[] {
  const labelled = labelledValue(
    parts,
    /^(?:escalation|escalate(?: to| if| after)?|when to escalate)$/i,
  );
  if (labelled) return [labelled];
  const told = parts.filter(({ facet }) => facet === 'escalation').flatMap(linesOf);
  const levels = told.filter((line) => level.test(line));
  // What stands below may be something else: `**Escalation:** …` is no heading to its author.
  return (levels.length > 0 ? levels : told.slice(0, 1)).slice(0, MOST);
}

/** The levels that a file states once for all of it: "Level 1: On-call engineer (0-15 minutes)". */
export function levelsOf(root: Part): string[] {
  const found: string[] = [];
  walk(root, (part) => {
    if (part.facet === 'escalation')
      found.push(...linesOf(part).filter((line) => level.test(line)));
  });
  return found.slice(0, MOST);
}

const level =
  /^(?:level|tier|l|stufe|nivel|nível)\s*[-–]?\s*\d+\b|^(?:primary|secondary|tertiary|first|second|third|final)\b[^:]{0,40}:|\b(?:after|within|nach)\s+\d+\s*(?:m|min|minutes?|minuten|h|hours?)\b|\d+\s*(?:[-–]\s*\d+|\+)?\s*(?:m|min|minutes?|h|hours?)\b/i;

function linesOf({ blocks }: Part): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'table') return rowsOf(block);
    return block.type === 'prose' && !block.linkOnly && block.text !== '' ? [block.text] : [];
  });
}

/** A row of "Level | Who | After" as one line. */
function rowsOf({ rows }: TableBlock): string[] {
  return rows.map((row) =>
    row
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(', '),
  );
}
