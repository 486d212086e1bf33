import type { LintFinding } from '../../runbook/lint/finding.ts';
import type { CommandStep, Procedure, Runbook, Step } from '../../runbook/model.ts';
import { runClass } from '../../runbook/run-class.ts';
import { findingLine } from '../check/print.ts';
import { count, oneLine, paint, plain, type Style, type Terminal, wrap } from '../terminal.ts';
import { whyNot } from './commands.ts';

/** A runbook as a person reads it: its procedures, and what Runbell makes of each step. */
export function showRunbook(
  name: string,
  runbook: Runbook,
  findings: LintFinding[],
  terminal: Terminal,
): string[] {
  const { title, alerts, procedures } = runbook;
  const lines = [paint(terminal, 'bold', oneLine(title)), paint(terminal, 'dim', oneLine(name))];
  if (alerts.length > 0) lines.push(...labelled('Alerts', alerts.join(', '), terminal));
  lines.push(...wrap(totals(runbook), terminal.width));
  for (const procedure of procedures) lines.push('', ...showProcedure(procedure, terminal));
  // What a step says by itself is not said twice.
  const others = findings.filter(({ rule }) => rule !== 'copy-only' && rule !== 'destructive');
  if (others.length > 0) lines.push('', ...others.map((one) => findingLine(one, terminal)));
  return lines;
}

function totals({ procedures, snippets }: Runbook): string {
  const steps = procedures.flatMap((one) => one.steps);
  const commands = steps.filter((step) => step.kind === 'command');
  if (procedures.length === 0) {
    return 'No procedures: nothing in it tells what to do about a situation. docs/runbook-format.md says what is read how.';
  }
  const run = commands.filter((step) => whyNot(step) === null).length;
  const by = [
    `${run} with a button`,
    `${commands.length - run} to copy`,
    `${steps.length - commands.length} by hand`,
  ];
  const shown = snippets.length > 0 ? `, ${count(snippets.length, 'snippet')}` : '';
  return `${count(procedures.length, 'procedure')}, ${count(steps.length, 'step')} (${by.join(', ')})${shown}`;
}

function showProcedure(procedure: Procedure, terminal: Terminal): string[] {
  const { title, trail, alerts, impact, severity, responseTime, escalation, steps, startLine } =
    procedure;
  const where = [...trail, title].map(oneLine).join(' › ');
  const facts: [string, string | null][] = [
    ['Answers', alerts.length > 0 ? alerts.join(', ') : null],
    ['Severity', severity],
    ['Impact', impact],
    ['Respond', responseTime],
    ['Escalate', escalation.length > 0 ? escalation.join('; ') : null],
  ];
  return [
    `${paint(terminal, 'bold', where)} ${paint(terminal, 'dim', `line ${startLine}`)}`,
    ...facts.flatMap(([name, value]) => (value ? labelled(name, value, terminal) : [])),
    ...steps.flatMap((step) => showStep(step, terminal)),
  ];
}

const indent = ' '.repeat(15);

function showStep(step: Step, terminal: Terminal): string[] {
  const place = String(step.startLine).padStart(5);
  if (step.kind === 'manual') {
    const [first = '', ...rest] = wrap(step.text, terminal.width - indent.length);
    return [`${place}  by hand ${first}`, ...rest.map((line) => indent + line)];
  }
  const [mark, style] = markOf(step);
  const [first = '', ...rest] = plain(step.text).split('\n');
  return [
    `${place}  ${paint(terminal, style, mark.padEnd(7))} ${paint(terminal, 'bold', first)}`,
    ...rest.map((line) => indent + paint(terminal, 'bold', line)),
    ...below(step).flatMap((note) =>
      wrap(note, terminal.width - indent.length).map(
        (line) => indent + paint(terminal, 'dim', line),
      ),
    ),
  ];
}

function markOf(step: CommandStep): [string, Style] {
  if (whyNot(step) !== null) return ['copy', step.class === 'destructive' ? 'red' : 'dim'];
  return runClass(step) === 'readonly' ? ['look', 'green'] : ['change', 'yellow'];
}

function below(step: CommandStep): string[] {
  const { label, runsAs, parameters, revealsSecrets } = step;
  const asked = parameters.map(({ written, default: usual }) =>
    usual === null ? written : `${written} (${usual})`,
  );
  return [
    label,
    whyNot(step) ?? '',
    step.unproven ? 'Only its name says that it looks: it runs after an approval.' : '',
    runsAs === undefined ? '' : `Runs as: ${runsAs}`,
    asked.length > 0 ? `Asks for ${asked.join(', ')}` : '',
    revealsSecrets ? 'May show secrets.' : '',
  ].filter((note) => note !== '');
}

function labelled(name: string, text: string, terminal: Terminal): string[] {
  const lead = `  ${name.padEnd(9)} `;
  return wrap(text, terminal.width - lead.length).map((line, index) =>
    index === 0 ? paint(terminal, 'dim', lead) + line : ' '.repeat(lead.length) + line,
  );
}
