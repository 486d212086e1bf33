import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shownPath } from '../../config/read.ts';
import { Fault } from '../../lib/fault.ts';

/** Text into a file, which is said, or for `-` to standard output. */
export async function writeOut(text: string, file: string): Promise<void> {
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  await writeFile(file, text).catch((error: Error) => {
    throw new Fault('config-invalid', `${file} cannot be written: ${error.message}`);
  });
  process.stdout.write(`Written to ${shownPath(resolve(file))}\n`);
}
