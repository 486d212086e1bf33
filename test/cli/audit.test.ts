import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeEntries } from '../../src/cli/audit/export.ts';
import { csvHeader, csvLine, jsonLine } from '../../src/cli/audit/lines.ts';
import { incidentNumber, moment, notedSeal } from '../../src/cli/audit/options.ts';
import { verdictLines } from '../../src/cli/audit/verify.ts';
import type { ExportedEntry } from '../../src/record.ts';

const NOW = new Date('2026-11-27T03:15:00Z');

const entry: ExportedEntry = {
  incident: 12,
  service: 'shop',
  seq: 3,
  at: '2026-11-27T03:15:00.000000Z',
  kind: 'note',
  actor: 'U0ONCALL',
  text: 'said',
  data: '{"b": 1, "a": "x"}',
  posted: true,
  prev: 'aa',
  hash: 'bb',
};

test('a line of JSON is the entry, with its data as they are stored', () => {
  const line = jsonLine(entry);
  expect(line).toContain('"data":{"b": 1, "a": "x"}}\n');
  expect(JSON.parse(line)).toEqual({ ...entry, data: { b: 1, a: 'x' } });
});

test('a line of CSV has a cell for each word of the header', () => {
  expect(csvHeader).toBe('incident,service,seq,at,kind,actor,text,data,posted,prev,hash\r\n');
  expect(csvLine(entry)).toBe(
    '12,shop,3,2026-11-27T03:15:00.000000Z,note,U0ONCALL,said,"{""b"": 1, ""a"": ""x""}",true,aa,bb\r\n',
  );
});

test.each([
  ['=cmd|calc', `"'=cmd|calc"`],
  ['+1', `"'+1"`],
  ['-1+1', `"'-1+1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['  =1', `"'  =1"`],
  ['\t=1', `"'\t=1"`],
  ['\u0000=1', `"'\u0000=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1', `"'＝1"`],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['a = b', 'a = b'],
  [`it's`, `it's`],
  ['', ''],
])('in CSV the text %j reads %j', (text, cell) => {
  expect(csvLine({ ...entry, text })).toContain(`,U0ONCALL,${cell},`);
});

test('whatever was said, a spreadsheet sees eleven cells and no formula', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)) }),
    fc.string({
      maxLength: 20,
      unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', `'`, 'x'),
    }),
  );
  fc.assert(
    fc.property(text, (said) => {
      const cells = parseCsv(csvLine({ ...entry, text: said }));
      expect(cells).toHaveLength(11);
      expect(cells[6]?.replace(/^'/, '')).toBe(said.replace(/^'/, ''));
      expect(cells[6]).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

test.each([
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T07:05', '2026-11-20T07:05:00.000Z'],
  ['2026-11-20T07:05:09.5Z', '2026-11-20T07:05:09.500Z'],
  ['2026-11-20T07:05+02:00', '2026-11-20T05:05:00.000Z'],
  ['7d', '2026-11-20T03:15:00.000Z'],
  ['1h30m', '2026-11-27T01:45:00.000Z'],
])('--since %s means %s', (typed, iso) => {
  expect(moment('--since', typed, NOW).toISOString()).toBe(iso);
});

test.each(['yesterday', '2026-02-30', '2026-13-01', '2026-11-20T25:00', '7', '', '20.11.2026'])(
  '--since %j is refused with what would be right',
  (typed) => {
    expect(() => moment('--since', typed, NOW)).toThrow(/--since is ".*"; use a day such as/);
  },
);

test('an incident is named by its number, and a seal by what head printed', () => {
  expect(incidentNumber('--incident', '#12')).toBe(12);
  expect(() => incidentNumber('--incident', '0')).toThrow('use the number of an incident');
  expect(notedSeal('--head', '42:9f86d081884c')).toEqual({ n: 42, hash: '9f86d081884c' });
  for (const wrong of ['42', '42:9f86', '42:9F86D081884C', 'x:9f86d081884c'])
    expect(() => notedSeal('--head', wrong)).toThrow('runbell audit head');
});

test('an export waits for whoever reads it', async () => {
  let pulled = 0;
  async function* endless() {
    for (;;) {
      pulled += 1;
      yield { ...entry, seq: pulled };
    }
  }
  const slow = new Writable({ highWaterMark: 1024, write: () => {} });
  const writing = writeEntries(endless(), 'jsonl', slow).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pulled).toBeLessThan(60);
  slow.destroy(new Error('enough'));
  expect(await writing).toBe('enough');
});

test('what is broken is named in one line each', () => {
  const verdict = {
    ok: false,
    incidents: 3,
    entries: 15,
    seals: 2,
    unsealed: 0,
    head: '2:ab',
    broken: [
      {
        incident: 12,
        incidentId: 'x',
        seq: 5,
        seal: null,
        at: '2026-11-27T03:15:00.000Z',
        kind: 'run-approved',
        what: 'was changed after it was written',
      },
      {
        incident: null,
        incidentId: 'y',
        seq: 1,
        seal: null,
        at: null,
        kind: null,
        what: 'is missing',
      },
      {
        incident: null,
        incidentId: null,
        seq: null,
        seal: 2,
        at: null,
        kind: null,
        what: 'is missing',
      },
    ],
  };
  expect(verdictLines(verdict, { width: 80, colour: false })).toEqual([
    'The record is broken in 3 places; 15 entries of 3 incidents were read.',
    '  entry 5 of incident 12 was changed after it was written (now run-approved at 2026-11-27T03:15:00.000Z)',
    '  entry 1 of the incident with the id y is missing',
    '  seal 2 is missing',
  ]);
  expect(
    verdictLines({ ...verdict, ok: true, broken: [], unsealed: 1 }, { width: 80, colour: false }),
  ).toEqual([
    'The record is whole: 15 entries of 3 incidents, 2 seals, 1 entry newer than the last.',
    'Last seal: 2:ab',
  ]);
});

/** Another reader than the writer. */
function parseCsv(line: string): string[] {
  const cells: string[] = [];
  let rest = line.replace(/\r\n$/, '');
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest);
    const bare = /^([^",\r\n]*)(,|$)/.exec(rest);
    const found = quoted ?? bare;
    if (!found) throw new Error(`not CSV: ${JSON.stringify(rest)}`);
    cells.push((found[1] ?? '').replaceAll('""', '"'));
    rest = rest.slice(found[0].length);
    if (found[2] === '') return cells;
  }
}
