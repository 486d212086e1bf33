import { fold } from '../match/fold.ts';
import type { Matcher } from '../match.ts';
import type { Procedure } from '../model.ts';
import { finding, type LintFinding, shown, startOf } from './finding.ts';
import type { Source } from './source.ts';

/** As many as a search shows. */
const SHOWN = 5;

/** Procedures without alert and symptom that a search for their own title does not show either. */
export function unreachable(source: Source, matcher: Matcher): LintFinding[] {
  return source.runbook.procedures.flatMap((procedure) => {
    if (procedure.alerts.length > 0 || procedure.symptoms.length > 0) return [];
    const found = matcher.forText(procedure.title, source.service, SHOWN);
    if (found.some((match) => match.procedure === procedure)) return [];
    const what = `nothing leads to the procedure "${shown(procedure.title)}"`;
    return [
      finding('unreachable-procedure', source.file, startOf(source, procedure.startLine), what),
    ];
  });
}

/** Alerts that are a heading and nothing below it. */
export function emptyProcedures(source: Source): LintFinding[] {
  const { file, runbook } = source;
  const names = new Set(runbook.alerts.map(fold));
  const filled = new Set(runbook.procedures.filter(isFilled).map(({ startLine }) => startLine));
  const empty = runbook.procedures.filter((procedure) => !isFilled(procedure));
  const bare = runbook.sections.filter(
    ({ heading, line }) => names.has(fold(heading)) && !filled.has(line) && !holdsMore(line),
  );
  const lines = new Map(
    [
      ...empty.map(({ title, startLine }) => [startLine, title] as const),
      ...bare.map(({ heading, line }) => [line, heading] as const),
    ].filter(([line]) => line > 0),
  );
  return [...lines].map(([line, title]) =>
    finding('empty-procedure', file, startOf(source, line), `"${shown(title)}" says nothing`),
  );

  /** A heading above others that are filled is a chapter. */
  function holdsMore(line: number): boolean {
    return runbook.procedures.some((one) => one.startLine < line && one.endLine > line);
  }
}

function isFilled({ steps, text }: Procedure): boolean {
  return steps.length > 0 || text.trim() !== '';
}
