import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { table } from '../harness/ledger.ts';
import { runbell } from '../harness/process.ts';
import { approve, incidentOf, openShop } from '../harness/shop.ts';

test('a worker for all targets serves one that an edit has named, and nobody restarts anything', async () => {
  await using database = await freshDatabase();
  await using shop = await openShop();
  await using bot = runbell(['start', '--targets', 'none'], shop.env(database.url));
  await bot.says('Ready.');
  await using worker = runbell(['worker', '--targets', 'all'], shop.env(database.url));
  await worker.says('Serving all targets');
  const file = join(shop.env().RUNBELL_HOME ?? '', 'shop/service.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('other-host', 'third-host'));
  await eventually(
    'the worker serves it',
    async () =>
      (await table(database.url, 'worker')).some(({ targets }) =>
        JSON.stringify(targets).includes('third-host'),
      ),
    20_000,
  );
  const number = await incidentOf(bot);
  await approve(shop, number, 'Aside');
  await eventually('it ran', async () => (await shop.executed()).length === 1, 20_000);
  const states = async () => (await table(database.url, 'run')).map(({ state }) => state);
  await eventually('its end is recorded', async () => (await states())[0] === 'succeeded', 20_000);
  expect(await states()).toEqual(['succeeded']);
});
