import type { ExportedEntry } from '../../record.ts';

const columns = [
  'incident',
  'service',
  'seq',
  'at',
  'kind',
  'actor',
  'text',
  'data',
  'posted',
  'prev',
  'hash',
] as const satisfies (keyof ExportedEntry)[];

export const csvHeader = `${columns.join(',')}\r\n`;

/** RFC 4180. */
export function csvLine(entry: ExportedEntry): string {
  return `${columns.map((column) => cell(entry[column])).join(',')}\r\n`;
}

/** `data` goes in as it is stored, so that its text can still be hashed. */
export function jsonLine({ data, ...entry }: ExportedEntry): string {
  return `${JSON.stringify(entry).slice(0, -1)},"data":${data}}\n`;
}

// What Excel, LibreOffice and Google Sheets begin to reckon with, in its wide forms too, also behind blanks.
const formula = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

function cell(value: string | number | boolean): string {
  const text = String(value);
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
