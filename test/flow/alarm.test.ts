import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Alarm, startAlarm } from '../../src/flow/alarm.ts';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import type { World } from '../../src/flow/ports.ts';
import { eventually } from '../harness/eventually.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let world: World;
let alarms: Alarm[];

beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  alarms = [startAlarm(ground.world()), startAlarm(ground.world())];
});

afterAll(async () => {
  for (const alarm of alarms) await alarm.stop();
  await ground?.[Symbol.asyncDispose]();
});

test('two bots that nobody tells page once what a third has set, and not before it is due', async () => {
  const [opened] = await receiveAlerts(world, [alertOf('KindleSyncDown')], []);
  const dueAt = (await world.store.nextTimerAt())!;
  ground.clock.advanceTo(new Date(dueAt.getTime() - 300));
  const incident = (await world.store.incidents.byNumber(opened?.number ?? 0))!;
  const pagesAt = async (level: number) =>
    (await world.store.incidents.view(incident.id))!.pages.filter((page) => page.level === level);
  const page = await eventually('the second level is paged', async () => (await pagesAt(1))[0]);
  expect(page.dueAt.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
  expect(await pagesAt(1)).toHaveLength(1);
});

test('one that cannot be acted on keeps nobody else waiting, and is not tried without end', async () => {
  ground.logged.length = 0;
  const [opened] = await receiveAlerts(world, [alertOf('Broken')], []);
  const broken = (await world.store.incidents.byNumber(opened?.number ?? 0))!;
  await world.store.write((tx) =>
    tx.timers.set({
      kind: 'what nobody knows' as 'escalate',
      subject: broken.id,
      incidentId: broken.id,
      dueAt: ground.clock.now(),
    }),
  );
  for (const alarm of alarms) alarm.at(ground.clock.now());
  await eventually('it failed', () => ground.logged.length > 0);
  const next = (await world.store.nextTimerAt(ground.clock.now()))!;
  ground.clock.advanceTo(next);
  for (const alarm of alarms) alarm.at(next);
  await eventually('what came after it is done', async () => {
    const later = await world.store.nextTimerAt(new Date(next.getTime() - 1));
    return later !== null && later > next;
  });
  // Each bot looks every two seconds.
  expect(ground.logged.length).toBeLessThan(20);
});
