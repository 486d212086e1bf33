import { sha256 } from '../lib/ids.ts';

/** An entry as it is stored, every part in the text that was hashed. */
export interface ChainEntry {
  seq: number;
  prev: string;
  hash: string;
  /** Microseconds since 1970. */
  micros: string;
  kind: string;
  actor: string;
  text: string;
  /** JSON as PostgreSQL writes it. */
  data: string;
  posted: boolean;
}

/** A link of the chain over all incidents. */
export interface Seal {
  n: number;
  micros: string;
  /** `[[incident, number, seq, hash], …]`, as PostgreSQL writes it. */
  heads: string;
  prev: string;
  hash: string;
}

/** What the end of a chain is said to be, beside the chain itself. */
export interface Head {
  seq: number;
  hash: string;
}

/** Where a chain breaks. `seq` is the place of the first entry that is not as it was written. */
export interface Break {
  seq: number;
  what: string;
}

/** What migration 0022 makes the database reckon. */
function entryHash(incidentId: string, entry: Omit<ChainEntry, 'hash'>): string {
  const { prev, seq, micros, kind, actor, text, data, posted } = entry;
  return hashOf(
    'runbell-entry-1',
    prev,
    incidentId,
    `${seq}`,
    micros,
    kind,
    actor,
    text,
    data,
    `${posted}`,
  );
}

function sealHash({ prev, n, micros, heads }: Omit<Seal, 'hash'>): string {
  return hashOf('runbell-seal-1', prev, `${n}`, micros, heads);
}

/** What is wrong with `entry` behind `before`; null when it is the next link. */
export function breakAt(
  incidentId: string,
  before: ChainEntry | null,
  entry: ChainEntry,
): Break | null {
  const place = (before?.seq ?? 0) + 1;
  if (entry.seq > place) return { seq: place, what: 'is missing' };
  if (entry.seq < place) return { seq: entry.seq, what: 'stands there twice' };
  if (entry.hash !== entryHash(incidentId, entry))
    return { seq: place, what: 'was changed after it was written' };
  if (entry.prev !== (before?.hash ?? ''))
    return { seq: place, what: 'does not follow on the entry before it' };
  return null;
}

/** What is wrong with the end of a chain whose entries all follow on each other. */
export function breakAtEnd(last: ChainEntry | null, head: Head | null): Break | null {
  const [is, should] = [last?.seq ?? 0, head?.seq ?? 0];
  if (is === 0 && should === 0) return { seq: 1, what: 'is missing, and with it the whole record' };
  if (is < should) return { seq: is + 1, what: 'is missing' };
  if (is > should) return { seq: should + 1, what: 'was added behind the end of the chain' };
  return last?.hash === head?.hash ? null : { seq: is, what: 'is not the one that was written' };
}

/** What is wrong with a seal behind `before`, in words that follow "seal 7"; null when it is the next one. */
export function sealBreak(before: Seal | null, seal: Seal): { n: number; what: string } | null {
  const place = (before?.n ?? 0) + 1;
  if (seal.n !== place) return { n: place, what: 'is missing' };
  if (seal.hash !== sealHash(seal)) return { n: place, what: 'was changed after it was written' };
  if (seal.prev !== (before?.hash ?? ''))
    return { n: place, what: 'does not follow on the seal before it' };
  return null;
}

/** Every part behind its length in bytes, so that no two different lists read alike. */
function hashOf(...parts: string[]): string {
  return sha256(parts.map((part) => `${byteLength(part)}:${part}`).join(''));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
