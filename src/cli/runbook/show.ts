import { resolve } from 'node:path';
import type { Command } from 'commander';
import { classRows } from '../../config/class-rows.ts';
import type { TeamRow } from '../../runbook/classify/team-rows.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';
import { deadLinks } from '../../runbook/lint/links.ts';
import { lintFile, sorted } from '../../runbook/lint/lint.ts';
import { createSource } from '../../runbook/lint/source.ts';
import type { Runbook } from '../../runbook/model.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import { linkTargets } from '../check/link-targets.ts';
import { type Input, readInput } from '../read-input.ts';
import { terminalOf } from '../terminal.ts';
import { writtenCommands } from './commands.ts';
import { showRunbook } from './show-text.ts';

export function addShow(group: Command): void {
  group
    .command('show')
    .argument('<file>', 'a Markdown file, wherever it lies; - reads standard input')
    .description('show what Runbell reads in a file: its procedures, commands and their classes')
    .option('--json', 'an object of title, alerts, sections, commands, snippets and findings')
    .addHelpText(
      'after',
      `
Nothing is run, and no settings are needed. The class rows (commands) of the nearest runbell.yaml above
the file count, else those of RUNBELL_HOME. A step is marked by its button:
  look      runs at once        change    runs after an approval
  copy      has no button       by hand   is for people: Done or Skip

Examples:
  runbell runbook show runbooks/kindle-sync/operations.md
  git show HEAD~1:operations.md | runbell runbook show -
  runbell runbook show operations.md --json | jq '.commands[] | select(.runnable | not)'`,
    )
    .action(async (file: string, { json }: { json?: true }) => {
      const input = await readInput(file);
      const rows = await rowsFor(file, process.env);
      const runbook = parseRunbook(input.name, input.text, { rows });
      const findings = await findingsOf(file, input, runbook);
      const terminal = terminalOf(process.stdout, process.env);
      const lines = json
        ? [JSON.stringify(asJson(runbook, findings), null, 2)]
        : showRunbook(input.name, runbook, findings, terminal);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function rowsFor(file: string, env: NodeJS.ProcessEnv): Promise<readonly TeamRow[]> {
  const home = env.RUNBELL_HOME || './runbooks';
  const { rows, broken } = await classRows(file === '-' ? null : file, home);
  if (broken !== null)
    process.stderr.write(
      `The class rows of ${broken} do not count: runbell check names what is wrong with it.\n`,
    );
  return rows;
}

function asJson(runbook: Runbook, findings: LintFinding[]) {
  const { title, alerts, sections, snippets } = runbook;
  return { title, alerts, sections, commands: writtenCommands(runbook), snippets, findings };
}

/** What `runbell check` says about the file, as far as it can be said without its service. */
async function findingsOf(
  file: string,
  { name, text, lost }: Input,
  runbook: Runbook,
): Promise<LintFinding[]> {
  const source = createSource({ file: name, markdown: text, runbook, service: null, actions: {} });
  const findings = lintFile(source);
  if (lost !== null) findings.push(finding('unreadable', name, { line: 1, column: 1 }, lost));
  if (file !== '-') {
    const placed = { ...source, path: resolve(file) };
    const targets = await linkTargets([placed]);
    findings.push(...deadLinks(source, (link) => targets(placed, link)));
  }
  return sorted(findings);
}
