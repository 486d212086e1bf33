import { type LintRule, type RuleId, ruleOf } from './rule-table.ts';
import type { Source } from './source.ts';

/** What a rule found. Lines and columns count from 1; null where there is no place to point to. */
export interface LintFinding extends LintRule {
  file: string;
  line: number | null;
  column: number | null;
  what: string;
}

type Place = Pick<LintFinding, 'line' | 'column'>;

export function finding(
  id: RuleId,
  file: string,
  { line, column }: Place,
  what: string,
  because: Partial<Pick<LintFinding, 'level' | 'mend'>> = {},
): LintFinding {
  const { rule, level, why, mend } = ruleOf(id);
  return { file, line, column, level, rule, what, why, mend, ...because };
}

/** Where a command or heading begins in its line. */
export function startOf({ lines }: Source, line: number): { line: number; column: number } {
  return { line, column: Math.max(0, (lines[line - 1] ?? '').search(/\S/)) + 1 };
}

/** Text of somebody else inside a sentence: on one line and short. */
export function shown(text: string, max = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
