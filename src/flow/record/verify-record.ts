import {
  type Break,
  breakAt,
  breakAtEnd,
  type ChainEntry,
  type Head,
  type Seal,
  sealBreak,
} from '../../incident/chain.ts';

/** The record as it is stored, all of it as of one moment. */
export interface StoredRecord {
  /** Every incident's entries in the order of their chain; one row without an entry where there is none. */
  chains(incident: number | null): AsyncIterable<ChainRow>;
  seals(): AsyncIterable<Seal>;
  /** The hashes that stand at these places now; null where nothing does. */
  hashesAt(places: readonly { incidentId: string; seq: number }[]): Promise<(string | null)[]>;
}

export interface ChainRow {
  incidentId: string;
  /** Null when the incident itself is gone. */
  number: number | null;
  head: (Head & { sealed: number }) | null;
  entry: ChainEntry | null;
  /** Of an entry that states the hash of a run's output: what the output hashes to now. */
  output: { stated: string; is: string | null } | null;
}

/** One thing that is not as it was written. An entry, unless `seal` is set. */
export interface Broken {
  incident: number | null;
  incidentId: string | null;
  seq: number | null;
  seal: number | null;
  /** Of the entry that stands in this place now. */
  at: string | null;
  kind: string | null;
  what: string;
}

export interface Verdict {
  ok: boolean;
  incidents: number;
  entries: number;
  seals: number;
  /** Entries that no seal covers yet. */
  unsealed: number;
  /** The last seal, as somebody may write it down elsewhere; null before the first. */
  head: string | null;
  /** The first break of each chain; the oldest incident first. */
  broken: Broken[];
}

export interface VerifyOptions {
  /** Only this incident's chain, and what the seals say of it. */
  incident: number | null;
  /** A seal that was written down elsewhere: it must still be there. */
  noted: { n: number; hash: string } | null;
}

/** Reckons every hash anew and compares. Memory grows with the number of incidents, not of entries. */
export async function verifyRecord(
  record: StoredRecord,
  { incident, noted }: VerifyOptions,
): Promise<Verdict> {
  const chains = await verifyChains(record, incident);
  const seals = await verifySeals(record, chains, incident, noted);
  const broken = [...chains.broken.values(), ...seals.broken];
  const { length: incidents } = [...chains.known.keys()];
  return {
    ok: broken.length === 0,
    incidents,
    entries: chains.entries,
    seals: seals.count,
    unsealed: chains.unsealed,
    head: seals.last && headText(seals.last),
    broken,
  };
}

export function headText({ n, hash }: Pick<Seal, 'n' | 'hash'>): string {
  return `${n}:${hash}`;
}

interface Chains {
  known: Map<string, { number: number | null; sealed: number }>;
  broken: Map<string, Broken>;
  entries: number;
  unsealed: number;
}

async function verifyChains(record: StoredRecord, incident: number | null): Promise<Chains> {
  const chains: Chains = { known: new Map(), broken: new Map(), entries: 0, unsealed: 0 };
  let before: ChainRow | null = null;
  for await (const row of record.chains(incident)) {
    if (row.incidentId !== before?.incidentId) {
      if (before) end(chains, before);
      chains.known.set(row.incidentId, { number: row.number, sealed: row.head?.sealed ?? 0 });
      before = null;
    }
    if (row.entry) {
      chains.entries += 1;
      if (row.entry.seq > (row.head?.sealed ?? 0)) chains.unsealed += 1;
      note(chains, row, breakAt(row.incidentId, before?.entry ?? null, row.entry));
      if (row.output && row.output.is !== row.output.stated)
        note(chains, row, { seq: row.entry.seq, what: 'states another output than its run has' });
    }
    if (row.number === null) note(chains, row, { seq: 1, what: 'belongs to no incident any more' });
    before = row;
  }
  if (before) end(chains, before);
  return chains;
}

function end(chains: Chains, last: ChainRow): void {
  note(chains, last, breakAtEnd(last.entry, last.head));
}

/** After the first break of a chain nothing that follows says more. */
function note({ broken }: Chains, row: ChainRow, found: Break | null): void {
  if (found === null || broken.has(row.incidentId)) return;
  const here = row.entry?.seq === found.seq ? row.entry : null;
  broken.set(row.incidentId, {
    incident: row.number,
    incidentId: row.incidentId,
    seq: found.seq,
    seal: null,
    at: here && isoOf(here.micros),
    kind: here?.kind ?? null,
    what: found.what,
  });
}

interface Seals {
  count: number;
  last: Seal | null;
  broken: Broken[];
}

async function verifySeals(
  record: StoredRecord,
  chains: Chains,
  incident: number | null,
  noted: VerifyOptions['noted'],
): Promise<Seals> {
  const seals: Seals = { count: 0, last: null, broken: [] };
  const sealed = new Map<string, number>();
  let found: Seal | null = null;
  for await (const seal of record.seals()) {
    seals.count += 1;
    if (seal.n === noted?.n) found = seal;
    const wrong = seals.broken.length === 0 ? sealBreak(seals.last, seal) : null;
    if (wrong) seals.broken.push(ofSeal(wrong.n, wrong.what));
    else await compareHeads(record, chains, seal, incident, sealed);
    seals.last = seal;
  }
  const missing = [...chains.known].some(([id, { sealed: said }]) => said > (sealed.get(id) ?? 0));
  if (missing && seals.broken.length === 0)
    seals.broken.push(ofSeal((seals.last?.n ?? 0) + 1, 'is missing'));
  if (noted && !found?.hash.startsWith(noted.hash)) {
    const what =
      found === null ? 'was noted elsewhere and is missing' : 'is not the one noted elsewhere';
    seals.broken.push(ofSeal(noted.n, what));
  }
  return seals;
}

/** What a seal holds must still stand in the chains, though these may follow on each other. */
async function compareHeads(
  record: StoredRecord,
  chains: Chains,
  { n, heads }: Seal,
  incident: number | null,
  sealed: Map<string, number>,
): Promise<void> {
  const held = readHeads(heads).filter(({ number }) => incident === null || number === incident);
  const hashes = await record.hashesAt(held);
  held.forEach(({ incidentId, number, seq, hash }, index) => {
    sealed.set(incidentId, Math.max(seq, sealed.get(incidentId) ?? 0));
    if (hashes[index] === hash || chains.broken.has(incidentId)) return;
    const what = hashes[index] === null ? 'is missing' : 'is not the one that was written';
    chains.broken.set(incidentId, {
      ...ofSeal(n, `${what}: seal ${n} holds it`),
      incident: number,
      incidentId,
      seq,
      seal: null,
    });
  });
}

/** Only ever of a seal whose own hash is right, so that its form is the one that was written. */
function readHeads(heads: string): (Head & { incidentId: string; number: number })[] {
  const list: [string, number, number, string][] = JSON.parse(heads);
  return list.map(([incidentId, number, seq, hash]) => ({ incidentId, number, seq, hash }));
}

function ofSeal(n: number, what: string): Broken {
  return { incident: null, incidentId: null, seq: null, seal: n, at: null, kind: null, what };
}

/** Null where somebody put a time that no calendar has. */
function isoOf(micros: string): string | null {
  const at = new Date(Number(micros) / 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
