import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { node, pipeline, run, runOf, temporaryFolder } from './plans.ts';

test.each([
  ['a line', `console.log('done')`],
  ['what is not ASCII', `console.log('gr\u00fcn \u2713')`],
  ['more than is shown', `for (let n = 0; n < 9000; n += 1) console.log('line', n)`],
])('the hash of %s is that of the file which keeps it', async (_claim, script) => {
  const dataDir = await temporaryFolder();
  const ended = await run(runOf(pipeline(node(script))), { dataDir });
  const kept = await readFile(join(dataDir, ended.artifact ?? 'nothing was kept'));
  expect(ended.artifactSha256).toBe(createHash('sha256').update(kept).digest('hex'));
});

test('where nothing is kept there is no hash', async () => {
  expect(await run(runOf(pipeline(node(''))))).toMatchObject({
    artifact: null,
    artifactSha256: null,
  });
});
