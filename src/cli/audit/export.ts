import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { ExportedEntry, OpenedRecord } from '../../record.ts';
import { csvHeader, csvLine, jsonLine } from './lines.ts';
import { withRecord } from './open.ts';
import { incidentNumber, moment } from './options.ts';

const formats = ['jsonl', 'csv'] as const;

interface Options {
  since?: string;
  until?: string;
  incident?: string;
  format: (typeof formats)[number];
}

export function addExport(group: Command): void {
  group
    .command('export')
    .description('write the record out, an entry a line, the oldest first')
    .option('--since <time>', 'from this day or time on, or from so long ago; all without')
    .option('--until <time>', 'up to, and without, this day or time')
    .option('--incident <number>', 'only this one')
    .addOption(new Option('--format <format>', 'how').choices(formats).default('jsonl'))
    .addHelpText(
      'after',
      `
Times without a zone are UTC. Secrets stand there as they are stored: blacked out. In CSV a text that a
spreadsheet would take for a formula has a ' before it; jsonl has every text as it is.

Examples:
  runbell audit export --since 7d > week.jsonl
  runbell audit export --since 2026-11-01 --until 2026-12-01 --format csv > november.csv
  runbell audit export --incident 12`,
    )
    .action((options: Options) =>
      withRecord(process.env, (record) => exportRecord(record, options, process.stdout)),
    );
}

/** A page of entries is in memory at a time: the reader's pace is ours. */
export async function exportRecord(
  record: Pick<OpenedRecord, 'now' | 'entries'>,
  { since, until, incident, format }: Options,
  out: Writable,
): Promise<void> {
  const filter = {
    since: since === undefined ? null : moment('--since', since, record.now),
    until: until === undefined ? null : moment('--until', until, record.now),
    incident: incident === undefined ? null : incidentNumber('--incident', incident),
  };
  await record.entries(filter, (entries) => writeEntries(entries, format, out));
}

export async function writeEntries(
  entries: AsyncIterable<ExportedEntry>,
  format: Options['format'],
  out: Writable,
): Promise<void> {
  await pipeline(Readable.from(lines(entries, format), { objectMode: true }), out, { end: false });
}

async function* lines(
  entries: AsyncIterable<ExportedEntry>,
  format: Options['format'],
): AsyncIterable<string> {
  if (format === 'csv') yield csvHeader;
  for await (const entry of entries) yield format === 'csv' ? csvLine(entry) : jsonLine(entry);
}
