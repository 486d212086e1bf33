import { expect, test } from 'vitest';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import { cancelRun } from '../../src/flow/run/cancel-run.ts';
import { startRunWorker } from '../../src/runner/worker.ts';
import { eventually } from '../harness/eventually.ts';
import { withClient } from '../harness/pg.ts';
import { queueRun } from '../harness/queued-run.ts';
import { alertOf, flowGround } from '../harness/world.ts';
import { pipeline, temporaryFolder } from '../runner/plans.ts';

test('while a program floods its output, its worker keeps giving signs of life and hears of a cancel', async () => {
  await using ground = await flowGround();
  const world = ground.world();
  const [opened] = await receiveAlerts(world, [alertOf('KindleSyncDown')], []);
  const incident = await world.store.incidents.byNumber(opened?.number ?? 0);
  const target = { name: 'flooded', env: ['PATH'] };
  const plan = pipeline(['yes', 'x'.repeat(500)]);
  const { id } = await queueRun(world, incident?.id ?? '', { plan, target });
  const worker = await startRunWorker(world, {
    dataDir: await temporaryFolder(),
    redactor: world.redactor,
    gate: async () => null,
    targets: [target.name],
    labels: [],
  });
  try {
    await worker.take(id);
    const signs = new Set<string>();
    await withClient(ground.url, (client) =>
      eventually(
        'four signs of life',
        async () => {
          const { rows } = await client.query('select heartbeat_at from run where id = $1', [id]);
          signs.add(String(rows[0]?.heartbeat_at?.getTime()));
          return signs.size >= 4;
        },
        50_000,
      ),
    );
    await cancelRun(world, id, 'U0ONCALL');
    const ended = await eventually('it has ended', async () => {
      const run = await world.store.runs.byId(id);
      return run?.state === 'running' ? null : run;
    });
    expect(ended.state).toBe('cancelled');
    // How much goes by in that time depends on the machine; a worker that was blocked would have read little.
    expect(ended.outcome?.outputBytes).toBeGreaterThan(10_000_000);
    expect(ended.outcome?.output.length).toBeLessThan(33_000);
  } finally {
    await worker.stop();
  }
});
