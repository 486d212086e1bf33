import { readEnvironment } from '../../config/env.ts';
import { formatProblems } from '../../config/problems.ts';
import { Fault } from '../../lib/fault.ts';
import { type OpenedRecord, openRecord } from '../../record.ts';

/** The record of the installation that the variables name; closed afterwards, whatever happens. */
export async function withRecord<T>(
  env: NodeJS.ProcessEnv,
  work: (record: OpenedRecord) => Promise<T>,
): Promise<T> {
  const settings = readEnvironment(env);
  if (Array.isArray(settings)) throw new Fault('config-invalid', formatProblems(settings));
  const record = await openRecord(settings, (line) => process.stderr.write(`${line}\n`));
  try {
    return await work(record);
  } finally {
    await record.close();
  }
}
