export interface Needle {
  /** Two characters or more. */
  text: string;
  anyCase: boolean;
}

/** Calls `hit` for every place at which a needle begins, from left to right. */
export type Scanner = (bytes: Uint8Array, hit: (needle: number, at: number) => void) => void;

/**
 * Looks for many words in one pass. Two tables of pairs of characters say where it is worth looking
 * closer, so that the number of words costs next to nothing.
 */
export function createScanner(needles: readonly Needle[]): Scanner {
  const firstPairs = new Uint8Array(65_536);
  const secondPairs = new Uint8Array(65_536);
  const byPair = new Map<number, number[]>();
  const folded = needles.map(({ text, anyCase }) => {
    const bytes = bytesOf(text);
    return anyCase ? bytes.map(lower) : bytes;
  });
  for (const [index, { text, anyCase }] of needles.entries()) {
    const bytes = bytesOf(text);
    if (bytes.length === 2) fillSecond(secondPairs, bytes[1] ?? 0, anyCase);
    for (const pair of pairsOf(bytes, 1, anyCase)) secondPairs[pair] = 1;
    for (const pair of pairsOf(bytes, 0, anyCase)) {
      firstPairs[pair] = 1;
      byPair.set(pair, [...(byPair.get(pair) ?? []), index]);
    }
  }

  function look(bytes: Uint8Array, at: number, pair: number, hit: Parameters<Scanner>[1]): void {
    for (const index of byPair.get(pair) ?? []) {
      const needle = folded[index];
      if (needle && stands(bytes, at, needle, needles[index]?.anyCase === true)) hit(index, at);
    }
  }

  return (bytes, hit) => {
    const end = bytes.length;
    const first = bytes[0] ?? 0;
    let pair = (first << 8) | (bytes[1] ?? 0);
    for (let at = 2; at < end; at += 1) {
      const next = ((pair & 255) << 8) | (bytes[at] as number);
      if (firstPairs[pair] === 1 && secondPairs[next] === 1) look(bytes, at - 2, pair, hit);
      pair = next;
    }
  };
}

/** One byte for each character; those beyond Latin-1 lose their upper half, so a hit may be none. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

const caseBit = 0x20;

function stands(bytes: Uint8Array, at: number, needle: Uint8Array, anyCase: boolean): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let index = 2; index < needle.length; index += 1) {
    const here = bytes[at + index] ?? 0;
    if ((anyCase ? lower(here) : here) !== needle[index]) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | caseBit : byte;
}

function upper(byte: number): number {
  return byte >= 97 && byte <= 122 ? byte & ~caseBit : byte;
}

/** Of two characters, whatever may follow. */
function fillSecond(pairs: Uint8Array, last: number, anyCase: boolean): void {
  for (const byte of anyCase ? [lower(last), upper(last)] : [last])
    pairs.fill(1, byte << 8, (byte << 8) + 256);
}

function pairsOf(bytes: Uint8Array, from: number, anyCase: boolean): Set<number> {
  const [first = 0, second = 0] = bytes.subarray(from);
  const forms = (byte: number) => (anyCase ? [lower(byte), upper(byte)] : [byte]);
  return new Set(forms(first).flatMap((a) => forms(second).map((b) => (a << 8) | b)));
}
