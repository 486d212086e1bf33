import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { type Listening, listening } from '../harness/listening.ts';
import { withClient } from '../harness/pg.ts';

let deadMan: Listening;
let bot: TestBot;
beforeAll(async () => {
  deadMan = await listening(() => ({ status: 200 }));
  bot = await startTestBot({
    logLevel: 'silent',
    deadmanUrl: `${deadMan.url}/ping`,
    auditPace: { everyMs: 100, settleMs: 0 },
    change: (directory) => {
      directory.fallback_channel = 'general';
    },
  });
  bot.slack.anyMessage();
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await deadMan?.[Symbol.asyncDispose]();
});

test('while paging is in order, somebody outside is told so again and again', async () => {
  await eventually('the dead man hears it', async () => deadMan.heard.length > 1);
  expect(deadMan.heard[0]).toMatchObject({ method: 'GET', path: '/ping' });
  const text = await metrics();
  expect(text).toContain('runbell_audit_findings{kind="timer-overdue"} 0');
  expect(text).toMatch(/runbell_audit_last_success_timestamp_seconds 1\d{9}/);
});

test('what the auditor repairs is said in the channel of the incident', async () => {
  const number = await opened('Repaired');
  await damage(number, 'delete from timer where incident_id = $1');
  await bot.slack
    .incident(number)
    .sees('the timer for the next step of paging was missing. It is set again.');
  await eventually('it is counted', async () =>
    (await metrics()).includes('runbell_audit_found_total{kind="timer-missing"} 1'),
  );
});

test('what it cannot repair is said in the fallback channel, and outside nobody is told that all is well', async () => {
  const number = await opened('Broken');
  await damage(
    number,
    `insert into timer (kind, subject, incident_id, due_at) values ('unheard-of', $1, $1, '2020-01-01')`,
  );
  const said = 'Paging may not work: 1 finding';
  await bot.slack.channel('general').sees(said);
  await bot.slack.channel('general').sees(`Incident ${number}: a step is overdue by`);
  const heard = deadMan.heard.length;
  const rounds = await found();
  await eventually('it looks again', async () => (await found()) >= rounds + 2);
  expect(deadMan.heard).toHaveLength(heard);
  expect(await metrics()).toContain('runbell_audit_findings{kind="timer-overdue"} 1');
  const texts = await bot.slack.channel('general').texts();
  expect(texts.filter((text) => text.includes(said))).toHaveLength(1);

  await damage(number, `delete from timer where incident_id = $1 and kind = 'unheard-of'`);
  await bot.slack.channel('general').sees('Paging is in order again');
  await eventually('the dead man hears it', async () => deadMan.heard.length > heard);
});

async function opened(name: string): Promise<number> {
  const number = (await bot.alert(name))?.number ?? 0;
  await bot.settled();
  return number;
}

async function damage(number: number, sql: string): Promise<void> {
  const id = (await bot.incident(number)).incident.id;
  await withClient(bot.databaseUrl, (client) => client.query(sql, [id]));
}

async function metrics(): Promise<string> {
  return (await fetch(`${bot.bot.url}/metrics`)).text();
}

async function found(): Promise<number> {
  const line = /runbell_audit_found_total\{kind="timer-overdue"\} (\d+)/.exec(await metrics());
  return Number(line?.[1] ?? 0);
}
