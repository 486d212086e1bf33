const shortest = 12;
const longest = 65_536;

export interface Base64Run {
  start: number;
  to: number;
  decoded: string;
}

const digits = new Int16Array(256).fill(-1);
for (const [index, character] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  digits[character.charCodeAt(0)] = index;
digits[45] = 62;
digits[95] = 63;

/** Stretches that are base64 of readable text: a secret may be in there. Pictures and hashes are not. */
export function* base64Runs(bytes: Uint8Array, text: string): Generator<Base64Run> {
  let free = 0;
  for (let at = shortest - 1; at < bytes.length; ) {
    if (digit(bytes, at) < 0) {
      free = at + 1;
      at += shortest;
      continue;
    }
    let start = at;
    while (start > free && digit(bytes, start - 1) >= 0) start -= 1;
    let to = at + 1;
    while (to < bytes.length && digit(bytes, to) >= 0) to += 1;
    if (to - start >= shortest && isReadable(bytes, start)) {
      const decoded = decode(text.slice(start, Math.min(to, start + longest)));
      if (decoded !== null) {
        let padded = to;
        while (padded < to + 2 && bytes[padded] === 61) padded += 1;
        yield { start, to: padded, decoded };
      }
    }
    free = to + 1;
    at = to + shortest;
  }
}

function digit(bytes: Uint8Array, at: number): number {
  return digits[bytes[at] ?? 0] ?? -1;
}

/** The first six characters that it would decode to. */
function isReadable(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + 8; at += 4) {
    const four =
      (digit(bytes, at) << 18) |
      (digit(bytes, at + 1) << 12) |
      (digit(bytes, at + 2) << 6) |
      digit(bytes, at + 3);
    if (!isPrintable(four >> 16) || !isPrintable((four >> 8) & 255) || !isPrintable(four & 255))
      return false;
  }
  return true;
}

function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
}

function decode(text: string): string | null {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they say that it is no text
  return /[\x00-\x08\x0e-\x1f\ufffd]/.test(decoded) ? null : decoded;
}
