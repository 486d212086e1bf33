import type { Command } from 'commander';
import { pickFrom } from '../../config/suggest.ts';
import { Fault } from '../../lib/fault.ts';
import { isZone } from '../../oncall/local-time.ts';
import { type Segment, turnsBetween } from '../../oncall/schedule-turns.ts';
import { terminalOf } from '../terminal.ts';
import { type Look, look } from './look.ts';
import { nameIn, type Shown } from './shown.ts';
import { stretchOf } from './stretch.ts';
import { svgOf } from './svg.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

interface Options {
  from?: string;
  to?: string;
  zone?: string;
  json?: true;
  svg?: string;
}

export function addOnCallShow(group: Command): void {
  group
    .command('show')
    .argument('<schedule>', 'a schedule of runbell.yaml')
    .description('show who is on call in a month, day by day, with gaps and overrides')
    .option('--from <time>', 'a month, a day or a local time; this month without')
    .option(
      '--to <time>',
      'the last day, the last month, or a local time; a month after --from without',
    )
    .option('--zone <zone>', 'show times of another zone than the schedule’s')
    .option('--json', 'an object of schedule, zone, from, until, segments and notes')
    .option('--svg <file>', 'write a drawing instead; - for standard output')
    .addHelpText(
      'after',
      `
An hour is a letter, so a day on which clocks change has 23 or 25. docs/oncall.md says what they do.

Examples:
  runbell oncall show primary
  runbell oncall show primary --from 2026-10 --zone Asia/Kolkata
  runbell oncall show primary --from 2026-10-24 --to 2026-10-26
  runbell oncall show primary --from 2026-10 --svg october.svg`,
    )
    .action(async (name: string, options: Options) => {
      const { shown, notes } = await readShown(name, options, process.env);
      for (const note of notes) process.stderr.write(`${note}\n`);
      await writeOut(textOf(shown, options, notes), options.svg ?? '-');
    });
}

/** The stretch of a schedule that was asked for, and what could not be had. */
export function readShown(
  name: string,
  options: Pick<Options, 'from' | 'to' | 'zone'>,
  env: NodeJS.ProcessEnv,
): Promise<{ shown: Shown; notes: string[] }> {
  return look(env, async (from) => ({
    shown: await shownOf(from, name, options),
    notes: from.notes,
  }));
}

async function shownOf(
  look: Look,
  name: string,
  options: Pick<Options, 'from' | 'to' | 'zone'>,
): Promise<Shown> {
  const names = Object.keys(look.directory.schedules);
  const schedule = names.includes(name) ? look.directory.schedules[name] : undefined;
  if (!schedule) {
    const instead = pickFrom(name, names, 'there is none yet: add one to runbell.yaml');
    throw new Fault('config-invalid', `No schedule is called "${name}"; ${instead}`);
  }
  const zone = options.zone ?? schedule.zone;
  if (!isZone(zone))
    throw new Fault(
      'config-invalid',
      `--zone is "${zone}"; use an IANA time zone such as Europe/Berlin`,
    );
  const { from, until } = stretchOf(options, zone, look.now);
  const planned = (await look.rota(from, until)).get(name);
  const segments = turnsBetween(schedule, planned?.overrides ?? [], from, until);
  return { schedule: name, zone, from, until, segments, people: look.directory.people };
}

function textOf(shown: Shown, { json, svg }: Options, notes: string[]): string {
  if (svg !== undefined) return svgOf(shown);
  if (json) return `${JSON.stringify({ ...asJson(shown), notes }, null, 2)}\n`;
  return `${tableOf(shown, terminalOf(process.stdout, process.env)).join('\n')}\n`;
}

function asJson(shown: Shown) {
  const { schedule, zone, from, until } = shown;
  return {
    schedule,
    zone,
    from,
    until,
    segments: shown.segments.map((one) => segmentJson(shown, one)),
  };
}

function segmentJson(shown: Shown, { from, until, person, why }: Segment) {
  const common = { from, until, person, name: person && nameIn(shown, person), kind: why.kind };
  if (why.kind === 'layer') return { ...common, layer: why.layer, layerName: why.name };
  if (why.kind === 'gap') return common;
  const { id, by, reason, swap } = why.override;
  return { ...common, of: why.of, id, by, reason, swap };
}
