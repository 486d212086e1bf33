import type { LintFinding } from '../../runbook/lint/finding.ts';
import { count, oneLine, paint, type Terminal } from '../terminal.ts';
import type { Report } from './report.ts';

/** `file:line:column: error: what. why. mend. [rule]`, as compilers and editors have it. */
export function findingLine(found: LintFinding, terminal: Terminal): string {
  const { file, line, column, level, rule, what, why, mend } = found;
  const place = [file, line, column].filter((part) => part !== null).join(':');
  const colour = level === 'error' ? 'red' : 'yellow';
  return [
    paint(terminal, 'bold', `${oneLine(place)}:`),
    `${paint(terminal, colour, `${level}:`)}`,
    `${sentence(what)}`,
    paint(terminal, 'dim', `${sentence(why)} ${sentence(mend)} [${rule}]`),
  ].join(' ');
}

/** `5 services, 5 runbooks, 120 procedures: no errors, 3 warnings.` */
export function summaryLine({ findings, rules, skipped, ...seen }: Report): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const looked = [
    count(seen.services, 'service'),
    count(seen.runbooks, 'runbook'),
    count(seen.procedures, 'procedure'),
    ...(rules > 0 ? [count(rules, 'alert rule')] : []),
  ].join(', ');
  const result = `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
  const left =
    skipped.length === 0
      ? ''
      : ` Not looked at, being neither Markdown nor runbell.yaml nor service.yaml: ${skipped.map(oneLine).join(', ')}.`;
  return `${looked}: ${result}.${left}`;
}

function sentence(text: string): string {
  return oneLine(text)
    .replace(/[.]?$/, '.')
    .replace(/([!?…])\.$/, '$1');
}
