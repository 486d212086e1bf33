import { afterAll, expect, inject, test } from 'vitest';
import { type Ground, openGround } from '../../chaos/ground.ts';
import { askForMany, judgeShares, untilAllEnded } from '../../chaos/share.ts';
import { sharedFile, sharedTargets, writeShared } from '../../chaos/share-home.ts';
import { emptyDatabase } from '../harness/database.ts';

const RUNS = 16;

let ground: Ground | null = null;
afterAll(() => ground?.stop());

test('two bots that both serve two targets, on one database and one queue, share what is approved: each run is executed once', async () => {
  await using database = await emptyDatabase();
  const redisUrl = inject('redisUrl');
  ground = await openGround({
    engine: redisUrl === null ? 'postgresql' : 'redis',
    write: writeShared,
    targets: sharedTargets,
    servers: { databaseUrl: database.url, redisUrl },
  });
  if (ground === null) throw new Error('there is no queue');
  const worlds = [ground.bot, await ground.another(sharedTargets)].map(({ core }) => core.world);
  await askForMany(worlds, sharedTargets, RUNS);
  const runs = await untilAllEnded(ground.db, 120_000);
  expect(runs).toHaveLength(RUNS);
  expect(judgeShares(runs, await ground.written(sharedFile))).toEqual([]);
  expect(await ground.broken()).toEqual([]);
  await ground.stop();
  ground = null;
});
