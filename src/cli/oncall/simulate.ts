import type { Command } from 'commander';
import { pickFrom } from '../../config/suggest.ts';
import { type Simulation, simulate } from '../../flow/simulate/simulate.ts';
import { simulationGround } from '../../flow/simulate/simulation-ground.ts';
import {
  isUnderstood,
  type NotUnderstood,
  suppose,
  type Understood,
} from '../../flow/simulate/suppose.ts';
import { Fault } from '../../lib/fault.ts';
import type { Directory } from '../../service/directory.ts';
import { terminalOf } from '../terminal.ts';
import { type Look, look } from './look.ts';
import { providedBy } from './provided.ts';
import { simulationLines } from './simulation-lines.ts';

interface Options {
  service: string;
  severity: string;
  at?: string;
  zone?: string;
  ack?: string;
  json?: true;
}

/** What was asked, what would happen, and what could not be had. */
export interface Simulated {
  supposed: Understood;
  simulation: Simulation;
  directory: Directory;
  notes: string[];
}

export function addOnCallSimulate(group: Command): void {
  group
    .command('simulate')
    .description('show who would be paged, when, by which means and why, without paging anybody')
    .requiredOption('--service <service>', 'the service that the incident is about')
    .option('--severity <severity>', 'p1 to p4, or a word of the service for one', 'p1')
    .option('--at <time>', 'when it opens: a local time, or an instant; now without')
    .option('--zone <zone>', 'the zone of --at and of what is shown; the service’s without')
    .option('--ack <duration>', 'somebody acknowledges so long after it opened; nobody without')
    .option('--json', 'an object of supposed, simulation and notes')
    .addHelpText(
      'after',
      `
It takes the decisions that the bot would take, with a clock of its own. Every page counts as delivered.

Examples:
  runbell oncall simulate --service kindle-sync --severity p1
  runbell oncall simulate --service kindle-sync --at 2026-10-25T02:30 --zone Europe/Berlin
  runbell oncall simulate --service newsletter --severity critical --ack 7m --json`,
    )
    .action(async (options: Options) => {
      const simulated = await readSimulation(options, process.env);
      if (options.json) {
        process.stdout.write(`${JSON.stringify(asJson(simulated), null, 2)}\n`);
        return;
      }
      for (const note of simulated.notes) process.stderr.write(`${note}\n`);
      const lines = simulationLines(simulated, terminalOf(process.stdout, process.env));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

export function readSimulation(options: Options, env: NodeJS.ProcessEnv): Promise<Simulated> {
  return look(env, async (from) => {
    const supposed = suppose(from.directory, options, from.now);
    if (!isUnderstood(supposed)) throw wrong(from, supposed);
    const { directory, store, settings, notes } = from;
    const { service, at } = supposed;
    const ground = await simulationGround(
      {
        directory,
        store,
        rota: await from.rota(at, new Date(at.getTime() + A_YEAR)),
        members: null,
        provided: (means) => providedBy(settings, means),
      },
      service.service,
    );
    const simulation = simulate(ground, supposed);
    return { supposed, simulation, directory, notes: [...notes, ...groupNotes(ground.groups)] };
  });
}

const A_YEAR = 366 * 86_400_000;

function groupNotes(groups: ReadonlyMap<string, unknown>): string[] {
  return [...groups.keys()].map(
    (group) =>
      `Slack alone knows who is in the user group ${group}, so it counts as empty here. /oncall simulate asks Slack.`,
  );
}

function wrong({ directory }: Look, { what, said, right }: NotUnderstood): Fault {
  if (what !== 'service')
    return new Fault('config-invalid', `--${what} is "${said}"; use ${right}`);
  const instead = pickFrom(said, [...directory.services.keys()]);
  return new Fault('config-invalid', `No service is called "${said}"; ${instead}`);
}

function asJson({ supposed, simulation, notes }: Simulated) {
  const { zone, ackAfter, named } = supposed;
  return {
    supposed: { zone, ackAfterMs: ackAfter, clocksShowIt: named.shown, second: named.second },
    simulation,
    notes,
  };
}
