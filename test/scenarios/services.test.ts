import { afterAll, beforeAll, expect, test } from 'vitest';
import { MovableClock } from '../../src/lib/clock.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { hidePrograms } from '../harness/programs.ts';

let bot: TestBot;
let programs: AsyncDisposable;

beforeAll(async () => {
  programs = await hidePrograms(['docker', 'docker-compose', 'kubectl', 'redis-cli']);
  // A Sunday: no business hours.
  const offset = Date.parse('2027-01-03T08:00:00Z') - Date.now();
  bot = await startTestBot({ clock: new MovableClock(offset) });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await programs?.[Symbol.asyncDispose]();
});

test('kindle-sync: KindleSyncDown gets its procedure alone, and docker that is missing fails in plain words', async () => {
  const { number, room } = await fire('kindle-sync', 'KindleSyncDown', 'critical');
  await room.sees('# KindleSyncDown');
  expect(await procedures(number)).toEqual(['KindleSyncDown']);
  const step = room.step('docker ps -a');
  await step.press('Run');
  await step.shows('✗ Failed: `docker` is not installed on kindle-host');
  await resolve(number);
});

test('newsletter: a backlog is cleared for good after two approvals by two people', async () => {
  await bot.post('/practice/fleet/newsletter/backlog', {});
  expect(await fleetState('newsletter')).toBe('120 waiting, 8 failed');
  const { number, room } = await fire('newsletter', 'QueueBacklog', 'warning');
  await room.sees('# QueueBacklog');
  expect(await procedures(number)).toEqual(['QueueBacklog']);
  const diagnostic = room.step('docker-compose logs worker --tail=50');
  await diagnostic.press('Run');
  await diagnostic.shows('`docker-compose` is not installed on newsletter-host');

  const clear = room.step('queue clean campaign-emails');
  await clear.press('Clear the campaign queue');
  await clear.shows('0 of 2 approvals');
  await asMember('U0SENIOR', number).step('queue clean campaign-emails').press('Approve');
  await clear.shows('1 of 2 approvals (@U0SENIOR)');
  expect(await fleetState('newsletter')).toBe('120 waiting, 8 failed');
  await asMember('U0SENIOR', number).step('queue clean campaign-emails').press('Approve');
  await bot.slack.as('U0SENIOR').isTold('it needs 2 different people');
  await asMember('U0DBA', number).step('queue clean campaign-emails').press('Approve');
  await clear.shows('✓ Done');
  expect(await fleetState('newsletter')).toBe('no backlog');
  await resolve(number);
});

test('newsletter: 0 to 15 minutes one person, 15 to 30 two, from 30 on two others, then again, then everybody', async () => {
  const { number, room } = await fire('newsletter', 'ApplicationDown', 'critical');
  expect(await procedures(number)).toEqual(['ApplicationDown']);
  await bot.advance('2h');
  expect(await ladder(number)).toEqual([
    ['U0ONCALL', 0],
    ['U0DBA', 15],
    ['U0SENIOR', 15],
    ['U0MANAGER', 30],
    ['U0SECURITY', 30],
    ['U0MANAGER', 60],
    ['U0SECURITY', 60],
  ]);
  await room.sees('Everyone on the policy newsletter was paged');
  await bot.slack.as('U0SECURITY').dm().sees('ApplicationDown on newsletter');
  await resolve(number);
});

test('screen2deck: P0 pages, and its restart ends as not run in practice with the exact words of the command', async () => {
  const { number, room } = await fire(
    'screen2deck',
    'SiteDown',
    'P0',
    'Screen2Deck is unreachable',
  );
  await room.sees('P1 critical: Screen2Deck is unreachable');
  await room.sees('# The site is down');
  expect(await procedures(number)).toEqual(['The site is down']);
  const diagnostic = room.step('Compose: what is up?');
  await diagnostic.press('Show the services');
  await diagnostic.shows('`docker-compose` is not installed on screen2deck-host');

  const restart = room.step('docker-compose restart backend');
  await restart.press('Restart the backend');
  await asMember('U0SENIOR', number).step('docker-compose restart backend').press('Approve');
  await restart.shows('Not run in practice');
  const [run] = (await bot.incident(number)).runs.filter(({ action }) => action === 'restart');
  expect(run?.state).toBe('not-run');
  await room.sees('["docker-compose","restart","backend"]');

  await bot.advance('1h');
  expect(await ladder(number)).toEqual([
    ['U0ONCALL', 0],
    ['U0SENIOR', 15],
    ['U0ONCALL', 30],
    ['U0SENIOR', 45],
  ]);
  await resolve(number);
});

test.each([
  ['P0', 'p1', ['U0ONCALL']],
  ['P1', 'p2', ['U0ONCALL']],
  ['P2', 'p3', []],
  ['P3', 'p4', []],
])('screen2deck: %s becomes %s and pages %j', async (word, severity, paged) => {
  const { number, room } = await fire('screen2deck', `Ladder${word}`, word);
  const { incident, pages } = await bot.incident(number);
  expect(incident.severity).toBe(severity);
  expect(pages.map(({ user }) => user)).toEqual(paged);
  if (paged.length === 0) await room.sees(`${severity.toUpperCase()} opens without paging`);
  await bot.advance('20m');
  if (paged.length === 0) expect((await bot.incident(number)).pages).toEqual([]);
  await resolve(number);
});

test('emailops: technical support first, its emergency contact after 15 minutes, and a restart that is not run here', async () => {
  const { number, room } = await fire('emailops', 'ContainerUnhealthy', 'warning');
  await room.sees('P1 critical: ContainerUnhealthy on emailops');
  expect(await procedures(number)).toEqual(['ContainerUnhealthy']);
  const diagnostic = room.step('docker compose logs app');
  await diagnostic.press('Run');
  await diagnostic.shows('`docker` is not installed on emailops-host');
  const restart = room.step('Restart the application');
  await restart.press('Restart EmailOps');
  await asMember('U0MANAGER', number).step('Restart the application').press('Approve');
  await restart.shows('["docker","compose","restart","app"]');
  await bot.advance('2h');
  expect(await ladder(number)).toEqual([
    ['U0ONCALL', 0],
    ['U0MANAGER', 15],
  ]);
  await resolve(number);
});

test('upload-bridge: P1 to P4 are its own ladder, a log is read at once, and a start by hand is not run here', async () => {
  const { number, room } = await fire('upload-bridge', 'ApplicationUnhealthy', 'P3');
  await room.sees('P1 critical: ApplicationUnhealthy');
  expect(await procedures(number)).toEqual(['ApplicationUnhealthy']);
  const diagnostic = room.step('grep ERROR logs/application.log | tail -20');
  await diagnostic.press('Run');
  await diagnostic.shows('✗ Failed: `grep`: exit 2');
  const start = room.step('Let the running process end by itself');
  await start.press('Run with approval');
  await asMember('U0SENIOR', number).step('Let the running process').press('Approve');
  await start.shows('["python","main.py"]');
  await bot.advance('2h');
  expect(await ladder(number)).toEqual([
    ['U0ONCALL', 0],
    ['U0SENIOR', 15],
  ]);
  await resolve(number);
});

async function fire(service: string, name: string, severity: string, summary?: string) {
  const opened = await bot.alert(name, { job: service, severity }, 'firing', summary);
  if (opened?.action !== 'opened') throw new Error(`${name} ${opened?.action}`);
  return { number: opened.number, room: asMember('U0ONCALL', opened.number) };
}

function asMember(user: string, number: number) {
  return bot.slack.as(user).incident(number);
}

async function procedures(number: number): Promise<string[]> {
  return (await bot.incident(number)).incident.procedures.map(({ title }) => title);
}

/** Who was paged how many minutes after the first page. */
async function ladder(number: number): Promise<[string, number][]> {
  const { pages } = await bot.incident(number);
  const start = pages[0]?.dueAt.getTime() ?? 0;
  return pages
    .map(({ user, dueAt }): [string, number] => [
      user ?? '',
      Math.round((dueAt.getTime() - start) / 60_000),
    ])
    .toSorted(([a, at], [b, bt]) => at - bt || a.localeCompare(b));
}

async function resolve(number: number): Promise<void> {
  await bot.slack.as('U0ONCALL').types('incidents', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}

async function fleetState(id: string): Promise<string | undefined> {
  const answer = await fetch(`${bot.bot.url}/practice`);
  const { fleet } = (await answer.json()) as { fleet: { id: string; state: string }[] };
  return fleet.find((member) => member.id === id)?.state;
}
