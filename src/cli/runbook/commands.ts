import {
  type CommandClass,
  type CommandStep,
  commandClasses,
  type Parameter,
  type Runbook,
} from '../../runbook/model.ts';

/** A command as it stands in the file, however many steps Runbell makes of it. */
export interface WrittenCommand {
  text: string;
  class: CommandClass;
  runnable: boolean;
  reason: string | null;
  revealsSecrets: boolean;
  label: string;
  parameters: Parameter[];
  startLine: number;
  endLine: number;
}

/** Every command of a file in the order of its lines. */
export function writtenCommands({ procedures }: Runbook): WrittenCommand[] {
  const steps = procedures
    .flatMap((procedure) => procedure.steps.filter((step) => step.kind === 'command'))
    .toSorted((a, b) => a.startLine - b.startLine);
  const groups: CommandStep[][] = [];
  for (const step of steps) {
    const open = groups.at(-1);
    if (open?.[0] && isLaterPart(open[0], step)) open.push(step);
    else groups.push([step]);
  }
  return groups.flatMap((parts) => (parts[0] ? [asWritten(parts[0], parts)] : []));
}

/** `a && b` stands once in the file and is two steps. */
function isLaterPart(first: CommandStep, step: CommandStep): boolean {
  const turn = /\((\d+) of \d+\)$/.exec(step.label)?.[1];
  return turn !== undefined && turn !== '1' && first.startLine === step.startLine;
}

function asWritten(first: CommandStep, parts: CommandStep[]): WrittenCommand {
  const classes = parts.map((part) => commandClasses.indexOf(part.class));
  const parameters = parts.flatMap((part) => part.parameters);
  return {
    text: first.line ?? parts.map(({ text }) => text).join(' && '),
    class: commandClasses[Math.max(...classes)] ?? first.class,
    runnable: parts.every((part) => part.pipeline !== null && part.class !== 'destructive'),
    reason: parts.map(whyNot).find((reason) => reason !== null) ?? null,
    revealsSecrets: parts.some((part) => part.revealsSecrets),
    label: parts.length > 1 ? first.label.replace(/ \(\d+ of \d+\)$/, '') : first.label,
    parameters: [...new Map(parameters.map((one) => [one.name, one])).values()],
    startLine: first.startLine,
    endLine: first.endLine,
  };
}

/** Why a command of this text gets no button; null when it gets one. */
export function whyNot(step: CommandStep): string | null {
  if (step.reason !== null) return step.reason;
  return step.class === 'destructive' ? destructive : null;
}

const destructive = 'It destroys data, so it is never a button unless service.yaml names it.';
