import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PATH on which there is `curl`: a bare machine gets a stand-in that knows what docs/ uses of it. */
export async function commandPath(): Promise<{ value: string } & AsyncDisposable> {
  const path = process.env.PATH ?? '';
  if (spawnSync('curl', ['--version']).status === 0) {
    return { value: path, [Symbol.asyncDispose]: async () => {} };
  }
  const dir = await mkdtemp(join(tmpdir(), 'runbell-curl-'));
  await writeFile(join(dir, 'curl'), `#!${process.execPath}\n${standIn}`);
  await chmod(join(dir, 'curl'), 0o755);
  return {
    value: `${dir}${delimiter}${path}`,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

const standIn = `
const { parseArgs } = require('node:util');
const options = {
  silent: { type: 'boolean', short: 's' },
  'show-error': { type: 'boolean', short: 'S' },
  header: { type: 'string', short: 'H', multiple: true },
  data: { type: 'string', short: 'd' },
};
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const headers = Object.fromEntries((values.header ?? []).map((line) => line.split(': ')));
const body = values.data === undefined ? {} : { method: 'POST', body: values.data };
fetch(positionals[0], { headers, ...body }).then(async (response) => {
  process.stdout.write(await response.text());
});
`;
