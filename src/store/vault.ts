import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vault } from '../flow/run/vault.ts';
import { Fault } from '../lib/fault.ts';

const FILE = 'vault.key';
const NONCE = 12;
const TAG = 16;
const MARK = 4;

/** Seals secrets that somebody typed, with a key that lies beside the data and never in the database. */
export async function openVault(dataDir: string): Promise<Vault> {
  const key = await readKey(join(dataDir, FILE));
  const markKey = createHmac('sha256', key).update('marks of redacted secrets').digest();
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
    // Short, so that it tells equal from different and helps nobody to guess.
    mark: (secret) => createHmac('sha256', markKey).update(secret).digest('hex').slice(0, MARK),
  };
}

/** Two processes may start at once: the key appears whole, and the first one stays. */
async function makeKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
}

async function readKey(path: string): Promise<Buffer> {
  if ((await readFile(path).catch(() => null)) === null) await makeKey(path);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
  if (key.length === 32) return key;
  throw new Fault(
    'config-invalid',
    `${path} holds no key. Delete it to get a new one: secrets typed for runs that still wait have to be typed again.`,
  );
}
