import type { Command } from 'commander';
import type { Broken, Verdict } from '../../record.ts';
import { count, paint, type Terminal, terminalOf } from '../terminal.ts';
import { withRecord } from './open.ts';
import { incidentNumber, notedSeal } from './options.ts';

interface Options {
  incident?: string;
  head?: string;
  json?: true;
}

const MOST = 50;

export function addVerify(group: Command): void {
  group
    .command('verify')
    .description('reckon every hash of the record anew, and name what is not as it was written')
    .option('--incident <number>', 'only this one, and what the seals say of it')
    .option('--head <seal>', 'a seal that was noted elsewhere: it must still be there')
    .option('--json', '{ok, incidents, entries, seals, unsealed, head, broken}')
    .addHelpText(
      'after',
      `
Exits with 1 when anything is broken. docs/reliability.md says what this proves, and what only a noted
seal proves.

Examples:
  runbell audit verify
  runbell audit verify --incident 12
  runbell audit verify --head 42:9f86d081884c    what was noted still stands, and so does all before it`,
    )
    .action(async (options: Options) => {
      const { incident, head, json } = options;
      const asked = {
        incident: incident === undefined ? null : incidentNumber('--incident', incident),
        noted: head === undefined ? null : notedSeal('--head', head),
      };
      const verdict = await withRecord(process.env, (record) => record.verify(asked));
      if (!verdict.ok) process.exitCode = 1;
      const lines = json
        ? [JSON.stringify(verdict, null, 2)]
        : verdictLines(verdict, terminalOf(process.stdout, process.env));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

export function verdictLines(verdict: Verdict, terminal: Terminal): string[] {
  const { ok, broken, incidents, entries, seals, head, unsealed } = verdict;
  const scope = `${count(entries, 'entry', 'entries')} of ${count(incidents, 'incident')}`;
  if (!ok) {
    const places = count(broken.length, 'place');
    return [
      paint(terminal, 'red', `The record is broken in ${places}; ${scope} were read.`),
      ...broken.slice(0, MOST).map((one) => `  ${brokenLine(one)}`),
      ...(broken.length > MOST ? [`  and ${broken.length - MOST} more: --json has all`] : []),
    ];
  }
  const newer =
    unsealed === 0 ? '' : `, ${count(unsealed, 'entry', 'entries')} newer than the last`;
  return [
    paint(terminal, 'green', `The record is whole: ${scope}, ${count(seals, 'seal')}${newer}.`),
    ...(head === null ? [] : [`Last seal: ${head}`]),
  ];
}

function brokenLine({ incident, incidentId, seq, seal, at, kind, what }: Broken): string {
  if (seal !== null) return `seal ${seal} ${what}`;
  const whose =
    incident === null ? `the incident with the id ${incidentId}` : `incident ${incident}`;
  const now = kind === null ? '' : ` (now ${kind}${at === null ? '' : ` at ${at}`})`;
  return `entry ${seq} of ${whose} ${what}${now}`;
}
