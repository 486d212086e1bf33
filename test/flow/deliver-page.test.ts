import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import { acknowledgeIncident } from '../../src/flow/incident/respond.ts';
import { deliverPage } from '../../src/flow/page/deliver-page.ts';
import type { Notification } from '../../src/flow/page/notify-ports.ts';
import type { World } from '../../src/flow/ports.ts';
import { withClient } from '../harness/pg.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let world: World;
beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
});
afterAll(async () => {
  await ground?.[Symbol.asyncDispose]();
});

test('a page that a dead bot had in hand goes out again, and the record says that it may be there twice', async () => {
  const page = await inHand('Twice');
  expect(await deliver(page)).toEqual([page.id]);
  expect(await world.store.notifications.byId(page.id)).toMatchObject({
    state: 'delivered',
    maybeTwice: true,
  });
});

test('it does not go out when somebody has acknowledged meanwhile', async () => {
  const page = await inHand('Taken');
  await acknowledgeIncident(world, page.incidentId, 'U0ONCALL');
  expect(await deliver(page)).toEqual([]);
  expect(await world.store.notifications.byId(page.id)).toMatchObject({ state: 'cancelled' });
  const entries = await world.store.incidents.timeline(page.incidentId);
  expect(entries.filter(({ kind }) => kind === 'page-unsure')).toMatchObject([
    { data: { notification: page.id, maybeTwice: true } },
  ]);
});

/** The first page of a new incident, by webhook, as a bot leaves it that dies while it sends. */
async function inHand(name: string): Promise<Notification> {
  const [opened] = await receiveAlerts(world, [alertOf(name)], []);
  const incident = (await world.store.incidents.byNumber(opened?.number ?? 0))!;
  await withClient(ground.url, (client) =>
    client.query(
      "update notification set means = 'webhook', state = 'sending', attempts = 1 where incident_id = $1",
      [incident.id],
    ),
  );
  return (await world.store.notifications.ofIncident(incident.id))[0]!;
}

async function deliver({ id, pageId, incidentId }: Notification): Promise<string[]> {
  const sent: string[] = [];
  await deliverPage(
    {
      world,
      providers: {
        webhook: {
          name: 'webhook',
          deliver: async (message) => {
            sent.push(message.id);
            return { state: 'delivered', ref: null };
          },
        },
      },
      messageOf: async ([one]) => ({ id: one!.id }) as never,
    },
    { kind: 'page', notification: id, pageId, incidentId },
  );
  return sent;
}
