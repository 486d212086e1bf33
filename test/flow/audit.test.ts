import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { receiveAlerts } from '../../src/flow/incident/receive-alert.ts';
import { acknowledgeIncident, resolveIncident } from '../../src/flow/incident/respond.ts';
import type { World } from '../../src/flow/ports.ts';
import { type Audited, audit } from '../../src/flow/record/audit.ts';
import type { Auditor } from '../../src/flow/record/audit-ports.ts';
import { pressStep } from '../../src/flow/run/press-step.ts';
import { claimRun } from '../../src/flow/run/work-run.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { openAuditor } from '../../src/store/auditor.ts';
import { table } from '../harness/ledger.ts';
import { withClient } from '../harness/pg.ts';
import { alertOf, flowGround, type Ground } from '../harness/world.ts';

let ground: Ground;
let world: World;
let auditor: Auditor;
beforeAll(async () => {
  ground = await flowGround();
  world = ground.world();
  auditor = openAuditor(ground.url, () => undefined);
});
afterEach(async () => {
  for (const { id } of await world.store.incidents.open())
    await resolveIncident(world, id, 'U0ONCALL');
});
afterAll(async () => {
  await auditor?.close();
  await ground?.[Symbol.asyncDispose]();
});

test('where all is as it should be, the auditor finds nothing', async () => {
  const open = await opened();
  const taken = await opened();
  await acknowledgeIncident(world, taken, 'U0ONCALL');
  const over = await opened();
  await resolveIncident(world, over, 'U0ONCALL');
  expect(await round()).toEqual({ found: [], left: [] });
  expect(await repairs(open)).toEqual([]);
});

test('a timer that is missing is set again, for the time at which its step is due', async () => {
  const id = await opened();
  const [before] = await timers(id);
  await damage(id, `delete from timer where subject = $1`);
  expect(await round()).toEqual(repaired('timer-missing'));
  expect(await timers(id)).toEqual([before]);
  expect(await repairs(id)).toEqual([
    'The auditor found that the timer for the next step of paging was missing. It is set again.',
  ]);
});

test('a timer that leads to a later time than its step is set to the right one', async () => {
  const id = await opened();
  const [before] = await timers(id);
  await damage(id, `update timer set due_at = due_at + interval '1 week' where subject = $1`);
  expect(await round()).toEqual(repaired('timer-missing'));
  expect(await timers(id)).toEqual([before]);
});

test('the timer of an acknowledgement is missed as well', async () => {
  const id = await opened();
  await acknowledgeIncident(world, id, 'U0ONCALL');
  const [before] = await timers(id);
  await damage(id, `delete from timer where subject = $1`);
  expect(await round()).toEqual(repaired('timer-missing'));
  expect(await timers(id)).toEqual([before]);
});

test('an escalation that runs and has no next step pages its next level', async () => {
  const id = await opened();
  await damage(
    id,
    `update incident set escalation = escalation || '{"nextAt": null}' where id = $1`,
  );
  expect(await round()).toEqual(repaired('step-missing'));
  expect(await paged(id)).toEqual(['U0ONCALL', 'U0SENIOR']);
});

test('a step that a clock put back has moved away is due after the wait of its level', async () => {
  const id = await opened();
  const [before] = await timers(id);
  const later = new Date(ground.clock.now().getTime() + 3_600_000).toISOString();
  await damage(id, `update timer set due_at = '${later}' where subject = $1`);
  await damage(
    id,
    `update incident set escalation = escalation || '{"nextAt": "${later}"}' where id = $1`,
  );
  expect(await round()).toEqual(repaired('step-too-far'));
  const [after] = await timers(id);
  expect(Number(after!.due_at)).toBeGreaterThanOrEqual(Number(before!.due_at));
  expect(Number(after!.due_at)).toBeLessThan(Date.parse(later));
  expect(await paged(id)).toEqual(['U0ONCALL']);
});

test('further means of a page that a clock put back has moved away wait from now', async () => {
  const id = await opened();
  const later = `'${new Date(ground.clock.now().getTime() + 3_600_000).toISOString()}'::timestamptz`;
  await damage(id, `update page set due_at = ${later} where incident_id = $1`);
  await damage(
    id,
    `update notification set ready_at = null, due_at = ${later} + interval '2 minutes' where incident_id = $1`,
  );
  await damage(
    id,
    `insert into timer (kind, subject, incident_id, due_at)
     select 'notify', id, incident_id, due_at from notification where incident_id = $1`,
  );
  expect(await round()).toEqual(repaired('means-too-far'));
  const due = Number((await timers(id))[1]!.due_at) - ground.clock.now().getTime();
  expect(due).toBeLessThanOrEqual(120_000);
  expect(await round()).toEqual({ found: [], left: [] });
});

test('a step that is overdue is taken, and the record says how late', async () => {
  const id = await opened();
  const due = new Date(ground.clock.now().getTime() - 90_000);
  await damage(id, `update timer set due_at = '${due.toISOString()}' where subject = $1`);
  await damage(
    id,
    `update incident set escalation = escalation || '{"nextAt": "${due.toISOString()}"}' where id = $1`,
  );
  expect(await round()).toEqual(repaired('timer-overdue'));
  expect(await paged(id)).toEqual(['U0ONCALL', 'U0SENIOR']);
  expect(await repairs(id)).toEqual([
    expect.stringMatching(/the next step of paging was overdue by \d+m/),
  ]);
});

test('an open incident that pages and is not being paged is paged from the first level', async () => {
  const id = await opened();
  await damage(
    id,
    `update incident set escalation = escalation || '{"state": "ended", "nextAt": null}' where id = $1`,
  );
  await damage(id, `delete from timer where subject = $1`);
  expect(await round()).toEqual(repaired('escalation-missing'));
  expect(await paged(id)).toEqual(['U0ONCALL', 'U0ONCALL']);
  expect((await timers(id)).map(({ kind }) => kind)).toEqual(['escalate']);
});

test('a page that nobody was told to send is handed over again', async () => {
  const id = await opened();
  await unsent(id);
  expect(await round()).toEqual(repaired('effect-missing'));
  expect(await effects(id)).toBe(1);
});

test('a page that nobody was told to send is dropped when somebody has the incident by now', async () => {
  const id = await opened();
  await acknowledgeIncident(world, id, 'U0ONCALL');
  await damage(id, `update notification set state = 'sending' where incident_id = $1`);
  await unsent(id);
  expect(await round()).toEqual(repaired('effect-missing'));
  expect(await effects(id)).toBe(0);
  expect(await states(id)).toEqual(['cancelled']);
});

test('a means that waits without a timer gets it back', async () => {
  const id = await opened();
  await damage(
    id,
    `update notification set ready_at = null, due_at = due_at + interval '5 minutes' where incident_id = $1`,
  );
  expect(await round()).toEqual(repaired('timer-missing'));
  expect((await timers(id)).map(({ kind }) => kind)).toEqual(['escalate', 'notify']);
});

test('a page that has lost all its means gets them anew', async () => {
  const id = await opened();
  await damage(id, `delete from notification where incident_id = $1`);
  expect(await round()).toEqual(repaired('page-forgotten'));
  expect(await states(id)).toEqual(['pending']);
});

test('a page without an outcome, none of whose means is on its way, is tried once more', async () => {
  const id = await opened();
  await damage(id, `update notification set state = 'failed' where incident_id = $1`);
  expect(await round()).toEqual(repaired('page-forgotten'));
  expect(await states(id)).toEqual(['pending']);
});

test('a timer of an incident that is over is taken away', async () => {
  const id = await opened();
  await resolveIncident(world, id, 'U0ONCALL');
  await damage(
    id,
    `insert into timer (kind, subject, incident_id, due_at) values ('escalate', $1, $1, now() + interval '1 hour')`,
  );
  expect(await round()).toEqual(repaired('timer-stray'));
  expect(await timers(id)).toEqual([]);
});

test('a run whose worker gives no sign of life is lost, and its target is free again', async () => {
  const id = await opened();
  const pressed = await pressStep(world, {
    incidentId: id,
    stepKey: null,
    action: 'status',
    values: {},
    by: 'U0ONCALL',
  });
  if (isRefusal(pressed) || pressed.kind === 'needs-values') throw new Error('it was not queued');
  const worker = { id: 'w', host: 'here', place: 'here', labels: [] };
  await claimRun(world, pressed.run.id, worker);
  await damage(id, `update run set heartbeat_at = null where incident_id = $1`);
  const silent = expect.objectContaining({ kind: 'run-silent' });
  // No sweep takes a run from a worker that was never heard at all: people have to look.
  expect(await round()).toEqual({ found: [silent], left: [silent] });
  await damage(
    id,
    `update run set heartbeat_at = now() - interval '2 minutes' where incident_id = $1`,
  );
  expect(await round()).toEqual(repaired('run-silent'));
  expect((await world.store.runs.byId(pressed.run.id))?.state).toBe('lost');
});

test('a page that has been on its way for too long is no fault that can be repaired, and stays found', async () => {
  const id = await opened();
  await damage(
    id,
    `update notification set ready_at = now() - interval '3 minutes' where incident_id = $1`,
  );
  const late = { kind: 'page-late', incidentId: id, number: expect.any(Number) };
  expect(await round()).toMatchObject({ found: [late], left: [late] });
  expect(await repairs(id)).toEqual([]);
  await resolveIncident(world, id, 'U0ONCALL');
  expect(await round()).toEqual({ found: [], left: [] });
});

test('what was put right between two looks is no finding', async () => {
  const id = await opened();
  const [timer] = await timers(id);
  await damage(id, `delete from timer where subject = $1`);
  const audited = await auditor.inTurn((look) =>
    audit(world, look, async () => {
      await world.store.write((tx) =>
        tx.timers.set({
          kind: 'escalate',
          subject: id,
          incidentId: id,
          dueAt: timer?.due_at ?? new Date(),
        }),
      );
    }),
  );
  expect(audited).toEqual({ found: [], left: [] });
});

test('of two bots one is at it, and the other leaves it alone', async () => {
  const other = openAuditor(ground.url, () => undefined);
  try {
    const meanwhile = await auditor.inTurn(() => other.inTurn(async () => 'both'));
    expect(meanwhile).toBeNull();
    expect(await other.inTurn(async () => 'alone')).toBe('alone');
  } finally {
    await other.close();
  }
});

let alerts = 0;

async function opened(): Promise<string> {
  alerts += 1;
  const [received] = await receiveAlerts(world, [alertOf(`Down${alerts}`)], []);
  const found = await world.store.incidents.byNumber(received?.number ?? 0);
  if (found === null) throw new Error('no incident was opened');
  return found.id;
}

function round(): Promise<Audited | null> {
  return auditor.inTurn((look) => audit(world, look, async () => undefined));
}

function repaired(kind: string) {
  return { found: [expect.objectContaining({ kind })], left: [] };
}

async function damage(id: string, sql: string): Promise<void> {
  await withClient(ground.url, (client) => client.query(sql, [id]));
}

/** Its page is ready for a while, and its effect is gone. */
async function unsent(id: string): Promise<void> {
  await damage(
    id,
    `update notification set ready_at = now() - interval '1 minute' where incident_id = $1`,
  );
  await damage(id, `delete from outbox where kind = 'page' and payload ->> 'incidentId' = $1`);
}

async function timers(id: string) {
  const all = await table(ground.url, 'timer');
  return all
    .filter(({ incident_id }) => incident_id === id)
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

async function paged(id: string) {
  const pages = (await table(ground.url, 'page')).filter(({ incident_id }) => incident_id === id);
  return pages.map(({ user_id }) => user_id).toSorted();
}

async function states(id: string) {
  const all = await table(ground.url, 'notification');
  return all.filter(({ incident_id }) => incident_id === id).map(({ state }) => state);
}

async function effects(id: string): Promise<number> {
  const all = await table(ground.url, 'outbox');
  return all.filter(({ kind, payload }) => kind === 'page' && JSON.stringify(payload).includes(id))
    .length;
}

async function repairs(id: string): Promise<string[]> {
  const entries = await world.store.incidents.timeline(id);
  return entries.filter(({ kind }) => kind === 'repaired').map(({ text }) => text);
}
