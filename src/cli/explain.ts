import type { Command } from 'commander';
import { pickFrom } from '../config/suggest.ts';
import { CLOCK_OFFSET } from '../flow/page/advance.ts';
import type { World } from '../flow/ports.ts';
import { type Explanation, explain } from '../flow/run/explain.ts';
import { callRoll } from '../flow/run/roll.ts';
import { MovableClock } from '../lib/clock.ts';
import { Fault } from '../lib/fault.ts';
import { type Severity, severities } from '../oncall/severity.ts';
import type { Directory } from '../service/directory.ts';
import { openForReading } from '../store/reading.ts';
import { explanationLines } from './explain/lines.ts';
import { slackMembers } from './explain/members.ts';
import { type Asked, chooseStep } from './explain/step.ts';
import { readConfig } from './settings.ts';
import { terminalOf } from './terminal.ts';

interface Options {
  as: string;
  step: string;
  service?: string;
  severity?: string;
  incident?: string;
  json?: true;
}

export function addExplain(command: Command): void {
  command
    .requiredOption('--as <person>', 'a person of runbell.yaml, or a Slack user id')
    .requiredOption('--step <id>', 'an action, or the id of a step of a runbook')
    .option('--service <name>', 'default_service, or the service of the incident, without')
    .option('--severity <level>', 'p1 to p4; the incident’s own, or default_severity, without')
    .option('--incident <number>', 'an incident: its service, its severity and its steps')
    .option('--json', 'an object of subject, terms, approvers, person, may and notes')
    .addHelpText(
      'after',
      `
It asks Slack who somebody is and who is in a user group where SLACK_BOT_TOKEN is set; else it takes
people for full members and groups for empty, and says so.

Examples:
  runbell explain --as oncall --step restart --service kindle-sync --severity p1
  runbell explain --as U012ABCDEF --step kd.s3 --incident 12 --json`,
    )
    .action(async (options: Options) => {
      const { explanation, step, notes, directory } = await answer(options, process.env);
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ step, ...explanation, notes }, null, 2)}\n`);
        return;
      }
      for (const note of notes) process.stderr.write(`${note}\n`);
      const terminal = terminalOf(process.stdout, process.env);
      const lines = explanationLines(step, explanation, directory, terminal);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function answer(options: Options, env: NodeJS.ProcessEnv) {
  const { settings, directory } = await readConfig(env);
  const notes: string[] = [];
  await using reading = await openForReading(settings).catch((error: unknown) => {
    if (!(error instanceof Fault) || options.incident !== undefined) throw error;
    notes.push(`Overrides of schedules are not counted. ${error.message}`);
    return null;
  });
  const incident = options.incident
    ? await reading?.store.incidents.byNumber(Number(options.incident))
    : null;
  if (options.incident && !incident)
    throw new Fault(
      'config-invalid',
      `--incident is ${options.incident}, which is not known here.`,
    );
  const name = options.service ?? incident?.service ?? directory.default_service;
  const service = directory.services.get(name);
  if (service === undefined)
    throw new Fault(
      'config-invalid',
      `--service is "${name}", which is no service; ${pickFrom(name, [...directory.services.keys()])}`,
    );
  const step: Asked = chooseStep(service, incident ?? null, options.step);
  const severity = severityOf(options.severity) ?? incident?.severity ?? service.default_severity;
  const offset = Number((await reading?.store.settings.get(CLOCK_OFFSET)) ?? 0);
  const clock = new MovableClock(offset);
  const store = reading?.store ?? { overrides: { between: async () => [] } };
  const members = slackMembers(settings, notes);
  const around = { directory, clock, members, store } as Pick<
    World,
    'directory' | 'members' | 'store' | 'clock'
  >;
  const by = slackIdOf(directory, options.as);
  const roll = await callRoll(around, service, by, 'with approvers');
  const subject = { class: step.class, action: step.action, severity, service: name };
  const explanation = explain(roll, subject, by, clock.now());
  if (explanation === null) throw new Error(`${name} was there a moment ago`);
  return { explanation: explanation satisfies Explanation, step, notes, directory };
}

function severityOf(text: string | undefined): Severity | null {
  const found = severities.find((one) => one === text);
  if (text !== undefined && found === undefined)
    throw new Fault(
      'config-invalid',
      `--severity is "${text}"; ${pickFrom(text, [...severities])}`,
    );
  return found ?? null;
}

function slackIdOf({ people }: Directory, who: string): string {
  const person = Object.hasOwn(people, who) ? people[who] : undefined;
  if (person) return person.slack;
  if (/^[UW][A-Z0-9]{2,20}$/.test(who)) return who;
  throw new Fault(
    'config-invalid',
    `--as is "${who}", which is nobody in runbell.yaml; ${pickFrom(who, Object.keys(people))}`,
  );
}
