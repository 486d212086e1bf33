import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nowLines, readNow } from '../../src/cli/oncall/now.ts';
import { readShown } from '../../src/cli/oncall/show.ts';
import { readSimulation } from '../../src/cli/oncall/simulate.ts';
import { simulationLines } from '../../src/cli/oncall/simulation-lines.ts';
import { enterOverride } from '../../src/flow/oncall/override.ts';
import { HOUR } from '../../src/lib/duration.ts';
import { flowGround } from '../harness/world.ts';

test('the command line reads the overrides of the database, and says so where it cannot', async () => {
  await using ground = await flowGround();
  const world = ground.world();
  const from = new Date(Math.ceil(Date.now() / HOUR) * HOUR + HOUR);
  const until = new Date(from.getTime() + 2 * HOUR);
  const wish = { schedule: 'primary', person: 'dba', instead: null, from, until };
  await enterOverride(world, { ...wish, by: 'U0SENIOR', reason: 'a wedding' });

  const terminal = { width: 130, colour: false };
  const local = (at: Date) => at.toISOString().slice(0, 16);
  const asked = { from: local(from), to: local(until) };
  const env = { RUNBELL_HOME: resolve('runbooks'), RUNBELL_DATA: '/nowhere' };
  const here = { ...env, DATABASE_URL: ground.url };
  const away = { ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

  const { shown, notes } = await readShown('primary', asked, here);
  expect(notes).toEqual([]);
  expect(shown.segments).toMatchObject([
    { person: 'dba', why: { kind: 'override', of: 'oncall', override: { reason: 'a wedding' } } },
  ]);
  const now = await readNow('kindle-sync', here);
  const lines = nowLines(now.directory, now.services, 'UTC', terminal);
  expect(lines[1]).toMatch(/Olive Marsh until .* UTC, then Dora Lindqvist \(waits 5m\)$/);

  const supposed = { service: 'kindle-sync', severity: 'p1', at: from.toISOString() };
  const simulated = simulationLines(await readSimulation(supposed, here), terminal);
  expect(simulated.join('\n')).toContain(
    'Dora Lindqvist (schedule primary, for Olive Marsh, by an override of Samir Haddad: a wedding): Slack at once',
  );

  const without = await readShown('primary', asked, away);
  expect(without.notes).toEqual([
    expect.stringContaining('Overrides are not shown. The database at 127.0.0.1:1 does not answer'),
  ]);
  expect(without.shown.segments).toMatchObject([{ person: 'oncall', why: { kind: 'layer' } }]);
});
