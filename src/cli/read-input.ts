import { createReadStream } from 'node:fs';
import { shownPath } from '../config/read.ts';
import { Fault } from '../lib/fault.ts';

export interface Input {
  /** As a person would type it; `standard input` for `-`. */
  name: string;
  text: string;
  /** What was lost in reading it as text; null when nothing was. */
  lost: string | null;
}

/** Far above what the reader looks at, so that an endless file ends. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A file of any bytes, or standard input for `-`, as text. */
export async function readInput(path: string): Promise<Input> {
  const name = path === '-' ? 'standard input' : shownPath(path);
  const { bytes, cut } = await firstBytes(path, name);
  const { text, lost } = decode(bytes);
  const tooLong = cut ? `it has more than ${MOST_BYTES / 1024 / 1024} MB` : null;
  return { name, text, lost: tooLong ?? lost };
}

async function firstBytes(path: string, name: string): Promise<{ bytes: Buffer; cut: boolean }> {
  const stream = path === '-' ? process.stdin : createReadStream(path);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk));
      size += chunk.length;
      if (size > MOST_BYTES) break;
    }
  } catch (error) {
    throw new Fault('config-invalid', `${name} ${inWords(error)}`);
  }
  return { bytes: Buffer.concat(chunks).subarray(0, MOST_BYTES), cut: size > MOST_BYTES };
}

function decode(bytes: Buffer): { text: string; lost: string | null } {
  const order = bytes.subarray(0, 2).toString('hex');
  if (order === 'fffe' || order === 'feff') {
    const text = new TextDecoder(order === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes);
    return { text, lost: 'it is UTF-16 text, which Runbell does not read from its folder' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), lost: null };
  } catch {
    const lost = 'it is not UTF-8 text, so Runbell does not read it from its folder';
    return { text: new TextDecoder().decode(bytes), lost };
  }
}

function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'does not exist; give the path of a file, or - for standard input';
    case 'EISDIR':
      return 'is a folder; give the path of a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by you; ask for the right to read it';
    default:
      return `cannot be read (${code ?? String(error)})`;
  }
}
