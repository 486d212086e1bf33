import type { Command } from 'commander';
import { pickFrom } from '../../config/suggest.ts';
import { calendarFeed, type Feed } from '../../flow/oncall/calendar-feed.ts';
import { Fault } from '../../lib/fault.ts';
import { writeCalendar } from '../../oncall/ical/write.ts';
import type { Directory } from '../../service/directory.ts';
import { look } from './look.ts';
import { stretchOf } from './stretch.ts';
import { writeOut } from './write-out.ts';

interface Options {
  schedule?: string;
  person?: string;
  from?: string;
  to?: string;
  out?: string;
}

export function addOnCallExport(group: Command): void {
  group
    .command('export')
    .description('write a schedule, or the turns of a person, as an iCalendar file')
    .option('--schedule <schedule>', 'everybody in a schedule, and its gaps')
    .option('--person <person>', 'one person in all schedules')
    .option('--from <time>', 'a month, a day or a local time; a month ago without')
    .option('--to <time>', 'the last day, the last month, or a local time; half a year without')
    .option('--out <file>', 'write this file; standard output without')
    .addHelpText(
      'after',
      `
A calendar that keeps itself up to date is served by the bot: calendar_keys in docs/config.md.

Examples:
  runbell oncall export --schedule primary > primary.ics
  runbell oncall export --person ann --from 2026-10 --out ann.ics`,
    )
    .action(async (options: Options) => {
      const { text, notes } = await readExport(options, process.env);
      for (const note of notes) process.stderr.write(`${note}\n`);
      await writeOut(text, options.out ?? '-');
    });
}

/** The file that was asked for, and what could not be had. */
export function readExport(options: Options, env: NodeJS.ProcessEnv) {
  return look(env, async ({ directory, overrides, now, notes }) => {
    const feed = feedOf(directory, options);
    const zone = 'schedule' in feed ? (directory.schedules[feed.schedule]?.zone ?? 'UTC') : 'UTC';
    const asked = options.from !== undefined || options.to !== undefined;
    const stretch = asked ? stretchOf(options, zone, now) : undefined;
    const calendar = await calendarFeed(directory, overrides, feed, now, stretch);
    if (calendar === null) throw new Error('a feed that was checked is not there');
    return { text: writeCalendar(calendar), notes };
  });
}

function feedOf(directory: Directory, { schedule, person }: Options): Feed {
  if ((schedule === undefined) === (person === undefined))
    throw new Fault('config-invalid', 'Name one of --schedule and --person');
  if (schedule !== undefined) {
    known('No schedule', schedule, Object.keys(directory.schedules));
    return { schedule };
  }
  const one = person ?? '';
  known('Nobody', one, Object.keys(directory.people));
  return { person: one };
}

function known(kind: string, name: string, names: string[]): void {
  if (!names.includes(name))
    throw new Fault('config-invalid', `${kind} is called "${name}"; ${pickFrom(name, names)}`);
}
