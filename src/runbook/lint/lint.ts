import type { Matcher } from '../match.ts';
import { copyOnly, destructive } from './commands.ts';
import { unclosedFences } from './fences.ts';
import { finding, type LintFinding } from './finding.ts';
import { emptyProcedures, unreachable } from './procedures.ts';
import { secrets } from './secrets.ts';
import type { Source } from './source.ts';

/** All that one file by itself can tell. */
export function lintFile(source: Source): LintFinding[] {
  return [readerFindings, unclosedFences, secrets, copyOnly, destructive, emptyProcedures].flatMap(
    (rule) => rule(source),
  );
}

/** The same, and whether people find what is in it. */
export function lintSource(source: Source, matcher: Matcher): LintFinding[] {
  return [...lintFile(source), ...unreachable(source, matcher)];
}

/** In the order of files and lines. */
export function sorted(findings: LintFinding[]): LintFinding[] {
  return findings.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.rule, b.rule),
  );
}

function readerFindings({ file, runbook }: Source): LintFinding[] {
  return runbook.findings.map(({ level, line, text }) =>
    finding('unreadable', file, { line, column: 1 }, text.replace(/\.$/, ''), { level }),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
