import { readFileSync } from 'node:fs';
import type { Procedure, Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

export function readFixture(name: string): Runbook {
  const url = new URL(`../fixtures/runbooks/${name}.md`, import.meta.url);
  return parseRunbook(`${name}.md`, readFileSync(url, 'utf8'));
}

export function procedure(runbook: Runbook, title: string): Procedure {
  const found = runbook.procedures.find((one) => one.title === title);
  if (!found) throw new Error(`no "${title}" in ${runbook.procedures.map((one) => one.title)}`);
  return found;
}

/** `$` command or `-` manual, its text, and its label where that says more. */
export function outlineOf({ steps }: Procedure): string[] {
  return steps.map((step) =>
    step.kind === 'manual' ? `- ${step.text}` : `$ ${step.text} (${step.label})`,
  );
}
