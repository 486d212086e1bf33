import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vault } from '../flow/ports.ts';
import { Fault } from '../lib/fault.ts';

const FILE = 'vault.key';
const NONCE = 12;
const TAG = 16;

/** Seals secrets that somebody typed, with a key that lies beside the data and never in the database. */
export async function openVault(dataDir: string): Promise<Vault> {
  const key = await readKey(join(dataDir, FILE));
  return {
    seal: (secret) => {
      // The nonce follows from the text, so that the same request twice is seen to be the same.
      const nonce = createHmac('sha256', key).update(secret).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        const text = [decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

async function readKey(path: string): Promise<Buffer> {
  // Only the first of two processes that start at once makes the key; the other one reads it.
  const fresh = randomBytes(32).toString('hex');
  await writeFile(path, `${fresh}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
  if (key.length === 32) return key;
  throw new Fault(
    'config-invalid',
    `${path} holds no key. Delete it to get a new one: secrets typed for runs that still wait have to be typed again.`,
  );
}
