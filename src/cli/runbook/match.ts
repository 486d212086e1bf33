import type { Command } from 'commander';
import { loadDirectory } from '../../config/load.ts';
import { formatProblems } from '../../config/problems.ts';
import { Fault } from '../../lib/fault.ts';
import type { Match } from '../../runbook/match.ts';
import type { Directory } from '../../service/directory.ts';
import { readInput } from '../read-input.ts';
import { count, oneLine, paint, type Terminal, terminalOf, wrap } from '../terminal.ts';
import { type Found, findForAlerts, findForText } from './find.ts';
import { alertsIn } from './payload.ts';

interface Options {
  alert?: string;
  text?: string[];
  json?: true;
}

export function addMatch(group: Command): void {
  group
    .command('match')
    .description('tell which procedures an alert, or words that a person types, lead to')
    .option(
      '--alert <file>',
      'what Alertmanager or another sender posts, as JSON; - reads standard input',
    )
    .option('--text <words...>', 'what somebody would type into /runbook search')
    .option('--json', 'an array of {service, file, procedure, score, because}, best first')
    .addHelpText(
      'after',
      `
Reads the runbooks of RUNBELL_HOME. When nothing fits, the array is empty; without --json the three
nearest are named.

Examples:
  runbell runbook match --text mails are not going out
  runbell runbook match --alert payload.json
  curl -s http://alertmanager:9093/api/v2/alerts | runbell runbook match --alert - --json`,
    )
    .action(async (options: Options, command: Command) => {
      const { alert, text, json } = options;
      if ((alert === undefined) === (text === undefined))
        command.error('error: give either --alert <file> or --text <words>');
      const directory = await readDirectory(process.env);
      const found =
        alert === undefined
          ? findForText(directory, (text ?? []).join(' '))
          : findForAlerts(directory, alertsIn(await readInput(alert)));
      const lines = json
        ? [JSON.stringify(found.matches.map(asJson), null, 2)]
        : showFound(found, terminalOf(process.stdout, process.env));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

/** Mistakes elsewhere are told, and do not keep the runbooks from being asked. */
async function readDirectory(env: NodeJS.ProcessEnv): Promise<Directory> {
  const { directory, problems } = await loadDirectory(env.RUNBELL_HOME || './runbooks', env);
  if (directory.services.size === 0) throw new Fault('config-invalid', formatProblems(problems));
  if (problems.length > 0) {
    process.stderr.write(
      `${count(problems.length, 'mistake')} in the configuration: runbell check names them.\n`,
    );
  }
  return directory;
}

function asJson({ service, file, procedure, score, because }: Match) {
  return { service, file, procedure: procedure.title, score, because };
}

export function showFound({ matches, nearest }: Found, terminal: Terminal): string[] {
  if (matches.length > 0) return matches.flatMap((match) => showMatch(match, terminal));
  if (nearest.length === 0) return ['No procedure fits, and none comes near.'];
  const lead = `No procedure fits. The nearest ${nearest.length === 1 ? 'is' : 'are'}:`;
  return [lead, ...nearest.flatMap((match) => showMatch(match, terminal))];
}

function showMatch(
  { service, file, procedure, score, because }: Match,
  terminal: Terminal,
): string[] {
  const lead = `${score.toFixed(2)}  `;
  const where = `${service}, ${file}:${procedure.startLine}`;
  return [
    `${paint(terminal, 'cyan', lead)}${paint(terminal, 'bold', oneLine(procedure.title))}`,
    ...wrap(`${because} · ${where}`, terminal.width - lead.length).map(
      (line) => ' '.repeat(lead.length) + paint(terminal, 'dim', line),
    ),
  ];
}
