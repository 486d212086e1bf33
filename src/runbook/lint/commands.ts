import { sameCommand } from '../action-link.ts';
import { reasons } from '../command/reasons.ts';
import type { CommandStep } from '../model.ts';
import { finding, type LintFinding, shown, startOf } from './finding.ts';
import type { Source } from './source.ts';

/** Commands that no button can run, with the reason. Destructive ones have a rule of their own. */
export function copyOnly(source: Source): LintFinding[] {
  return commandsOf(source).flatMap((step) => {
    if (step.pipeline !== null || step.class === 'destructive') return [];
    const what = `\`${shown(step.text, 60)}\` can only be copied: ${uncapitalised(step.reason ?? 'it needs a shell')}`;
    const mend = mends.get(step.reason ?? '');
    return [finding('copy-only', source.file, placeOf(source, step), what, mend ? { mend } : {})];
  });
}

/** Destructive commands that no action of the service names word for word. */
export function destructive(source: Source): LintFinding[] {
  return commandsOf(source).flatMap((step) => {
    if (step.class !== 'destructive' || isCatalogued(step, source)) return [];
    const what = `\`${shown(step.text, 60)}\` is destructive, and no action of the service names it`;
    return [finding('destructive', source.file, placeOf(source, step), what)];
  });
}

/** What helps against one reason in particular. */
const mends = new Map<string, string>([
  [reasons.sequence, 'Give each command a line of its own'],
  [reasons.substitution, 'Put a <placeholder> in its place, and the lookup into a step before it'],
  [reasons.pattern, 'Name the files, or let the program search for them'],
  [reasons.home, 'Write the whole path'],
  [reasons.folder, 'Write whole paths, or name the folder by an option such as -C'],
  [reasons.endless, 'Bound it, as --no-stream or timeout do, or leave it to be copied'],
  [reasons.follow, 'Bound it, as --tail=200 does, or leave it to be copied'],
  [reasons.screen, 'Use a command that prints and ends, or leave it to be copied'],
  [reasons.editor, 'Leave it to be copied, or write down what to change'],
  [reasons.session, 'Give the session what it should run, or leave it to be copied'],
]);

function commandsOf({ runbook }: Source): CommandStep[] {
  return runbook.procedures.flatMap(({ steps }) => steps.filter((step) => step.kind === 'command'));
}

function isCatalogued({ pipeline }: CommandStep, { actions }: Source): boolean {
  if (pipeline === null) return false;
  return Object.values(actions).some(
    (action) => 'run' in action && sameCommand(pipeline, action.run) !== null,
  );
}

/** Inline code begins somewhere in its line, a line of a fence at its first word. */
function placeOf(source: Source, step: CommandStep): { line: number; column: number } {
  const first = step.text.split('\n')[0] ?? '';
  for (let line = step.startLine; line <= step.endLine; line += 1) {
    const column = (source.lines[line - 1] ?? '').indexOf(first);
    if (column >= 0) return { line, column: column + 1 };
  }
  return startOf(source, step.startLine);
}

function uncapitalised(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
}
