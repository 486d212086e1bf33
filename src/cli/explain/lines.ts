import type { Answer, Explanation } from '../../flow/run/explain.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { Directory } from '../../service/directory.ts';
import { oneLine, paint, type Terminal } from '../terminal.ts';
import type { Asked } from './step.ts';

/** For people: what the rules say, and what one person may do. */
export function explanationLines(
  step: Asked,
  { subject, terms, approvers, person, may }: Explanation,
  directory: Directory,
  terminal: Terminal,
): string[] {
  const name = (user: string) =>
    Object.values(directory.people).find(({ slack }) => slack === user)?.name ?? user;
  const { service, severity, class: commandClass } = subject;
  const row = (key: string, value: string, rule: string) =>
    `  ${key.padEnd(12)} ${oneLine(value)}  ${paint(terminal, 'dim', oneLine(rule))}`;
  const by = terms.by.value.join(', ') || 'nobody';
  const now = approvers.map(name).join(', ') || 'nobody';
  const glass = terms.breakGlass.value ? 'yes, with a reason' : 'no';
  return [
    paint(
      terminal,
      'bold',
      oneLine(`${step.label} (${commandClass}) of ${service} at ${severity}`),
    ),
    row('approvals', String(terms.needed.value), terms.needed.rule),
    row('by', `${by}: now ${now}`, terms.by.rule),
    row('valid', formatDuration(terms.validMs.value), terms.validMs.rule),
    row('reason', terms.reason.value, terms.reason.rule),
    row('break glass', glass, terms.breakGlass.rule),
    '',
    paint(terminal, 'bold', oneLine(`${name(person.user)} (${person.user}, ${person.account})`)),
    ...may.map((answer) => row(words[answer.act], verdict(answer, name), answer.rule)),
  ];
}

const words: Record<Answer['act'], string> = {
  press: 'press',
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  override: 'override',
  'approve-own': 'approve own',
};

function verdict({ allowed, breakGlass, why }: Answer, name: (user: string) => string): string {
  if (allowed) return breakGlass ? 'yes, by breaking the glass' : 'yes';
  return `no: ${(why ?? '').replaceAll(/<@(\w+)>/g, (_, user: string) => name(user))}`;
}
