import type { Command } from 'commander';
import { pickFrom } from '../../config/suggest.ts';
import {
  type OnCallLevel,
  type OnCallNow,
  type OnCallPerson,
  onCallNow,
} from '../../flow/oncall/on-call.ts';
import { DAY, formatDuration } from '../../lib/duration.ts';
import { Fault } from '../../lib/fault.ts';
import { timeOfDay } from '../../oncall/days.ts';
import { isZone } from '../../oncall/local-time.ts';
import type { Directory } from '../../service/directory.ts';
import { oneLine, paint, type Terminal, terminalOf } from '../terminal.ts';
import { look } from './look.ts';
import { memberIn, shortDay } from './shown.ts';

interface Options {
  zone?: string;
  json?: true;
}

export function addOnCallNow(group: Command): void {
  group
    .command('now')
    .argument('[service]', 'one service; all of them without')
    .description('show who would be paged now, level by level')
    .option('--zone <zone>', 'show times of this zone instead of each schedule’s own')
    .option('--json', 'an object of now, services and notes')
    .addHelpText(
      'after',
      `
Examples:
  runbell oncall now
  runbell oncall now kindle-sync --zone Europe/Berlin`,
    )
    .action(async (service: string | undefined, options: Options) => {
      if (options.zone !== undefined && !isZone(options.zone))
        throw new Fault(
          'config-invalid',
          `--zone is "${options.zone}"; use an IANA time zone such as Europe/Berlin`,
        );
      const { services, directory, now, notes } = await readNow(service, process.env);
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ now, services, notes }, null, 2)}\n`);
        return;
      }
      for (const note of notes) process.stderr.write(`${note}\n`);
      const terminal = terminalOf(process.stdout, process.env);
      const lines = nowLines(directory, services, options.zone ?? null, terminal);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

/** Who is on call for one service, or for all of them. */
export function readNow(service: string | undefined, env: NodeJS.ProcessEnv) {
  return look(env, async ({ directory, now, rota, notes }) => {
    const asked = servicesOf(directory, service);
    const planned = await rota(now, new Date(now.getTime() + 366 * DAY));
    const services = asked.map((one) => onCallNow(directory, planned, one, now));
    return { directory, now, services, notes };
  });
}

export function nowLines(
  directory: Directory,
  services: OnCallNow[],
  zone: string | null,
  terminal: Terminal,
): string[] {
  return services.flatMap((one) => serviceLines(directory, one, zone, terminal));
}

function servicesOf({ services }: Directory, name: string | undefined) {
  const found = name === undefined ? [...services.values()] : [services.get(name)];
  return found.map((service) => {
    if (service) return service;
    const instead = pickFrom(name ?? '', [...services.keys()]);
    throw new Fault('config-invalid', `No service is called "${name}"; ${instead}`);
  });
}

function serviceLines(
  directory: Directory,
  { service, policy, pages, levels }: OnCallNow,
  zone: string | null,
  terminal: Terminal,
): string[] {
  if (policy === null) return [`${paint(terminal, 'bold', service)}: it has no escalation policy`];
  const which =
    pages === null ? '' : `, pages for ${pages.map((word) => word.toUpperCase()).join(', ')} only`;
  const width = Math.max(...levels.map(({ name }) => oneLine(name).length));
  return [
    `${paint(terminal, 'bold', service)} (policy ${policy}${which})`,
    ...levels.map((level, index) => {
      const label = `${index + 1}. ${oneLine(level.name).padEnd(width)}`;
      return `  ${label}  ${whoIsThere(directory, level, zone, terminal)}`;
    }),
  ];
}

function whoIsThere(
  directory: Directory,
  { people, waitMs, also, only }: OnCallLevel,
  zone: string | null,
  terminal: Terminal,
): string {
  const all = [...people.map((one) => personText(directory, one, zone)), ...also.map(oneLine)];
  if (all.length === 0)
    return paint(terminal, 'red', 'nobody now, so the next level is paged at once');
  const times = only === null ? '' : `, only ${oneLine(only)}`;
  return `${all.join('; ')} (waits ${formatDuration(waitMs)}${times})`;
}

function personText(
  directory: Directory,
  { user, schedule, until, next, instead }: OnCallPerson,
  asked: string | null,
): string {
  const name = (id: string) => oneLine(memberIn(directory, id));
  if (instead !== null)
    return `${name(user)}, next in line since ${name(instead)} is paged already`;
  if (until === null) return name(user);
  const zone = asked ?? directory.schedules[schedule ?? '']?.zone ?? 'UTC';
  const then = next === null ? ', then nobody' : `, then ${name(next)}`;
  return `${name(user)} until ${shortDay(zone, until)} ${timeOfDay(zone, until)} ${zone}${then}`;
}
