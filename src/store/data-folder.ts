import { access, constants, mkdir } from 'node:fs/promises';
import { Fault } from '../lib/fault.ts';

/** Makes RUNBELL_DATA, for us alone, and sees that it can be written. */
export async function makeDataFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : cause;
    throw new Fault(
      'config-invalid',
      `The data folder ${path} cannot be written (${code}). Point RUNBELL_DATA at a folder that you may write.`,
      { cause },
    );
  }
}
