import { pino } from 'pino';
import { expect, test } from 'vitest';
import { feedsOf } from '../../src/calendars/feeds.ts';
import { type Keeper, keepCalendars } from '../../src/calendars/keep.ts';
import { knownCalendars } from '../../src/calendars/once.ts';
import { enterOverride } from '../../src/flow/oncall/override.ts';
import { readRota } from '../../src/flow/oncall/rota.ts';
import type { World } from '../../src/flow/ports.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { startHttp } from '../../src/http/server.ts';
import { DAY, HOUR } from '../../src/lib/duration.ts';
import { withKnown } from '../../src/oncall/calendar.ts';
import { readCalendar } from '../../src/oncall/ical/read.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { onCallAt, turnsBetween } from '../../src/oncall/schedule-turns.ts';
import { type CalendarServer, calendarOfNow, calendarServer } from '../harness/calendar-server.ts';
import { flowGround } from '../harness/world.ts';

/** A bot whose schedule `rota` is a calendar at an address; it is read as often as one looks. */
function keeperOf(world: World, server: CalendarServer, people = { Dora: 'dba', Samir: 'senior' }) {
  const written = Schedule.parse({ ical: server.url, people });
  const rota = { ...written, calendar: { ...written.calendar!, refreshMs: 0 } };
  const directory = { ...world.directory, schedules: { ...world.directory.schedules, rota } };
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const keeper: Keeper & { world: World } = {
    world: { ...world, directory },
    learnCalendar: (name, from, shifts) => {
      const known = new Map([[name, { from, shifts }]]);
      const schedules = withKnown(keeper.world.directory.schedules, known);
      keeper.world.directory = { ...keeper.world.directory, schedules };
    },
  };
  const onCall = () => {
    const schedule = keeper.world.directory.schedules.rota!;
    return onCallAt(schedule, [], new Date())?.person ?? null;
  };
  return { keeper, log, lines, onCall };
}

const NEVER = 2 ** 31 - 1;

test('a calendar is read again and again, and its last good version outlives failures and restarts', async () => {
  await using ground = await flowGround();
  await using server = await calendarServer(calendarOfNow('Dora is on call'));
  const first = keeperOf(ground.world(), server);
  const keeping = await keepCalendars(first.keeper, first.log, NEVER);
  await keeping.look();
  expect(first.onCall()).toBe('dba');
  expect(keeping.broken()).toEqual([]);

  server.answer.text = calendarOfNow('Samir');
  await keeping.look();
  expect(first.onCall()).toBe('senior');

  for (const answer of [
    { status: 500, text: calendarOfNow('Dora') },
    { status: 200, text: '<html>Sign in</html>' },
  ]) {
    server.answer = answer;
    await keeping.look();
    expect(first.onCall()).toBe('senior');
    expect(keeping.broken()).toMatchObject([
      {
        file: `calendar of schedule rota (${new URL(server.url).host})`,
        what: expect.stringMatching(/the server answered 500|it is no calendar/),
        keptFrom: expect.any(Date),
      },
    ]);
  }
  // The address of a private calendar is its key.
  expect(JSON.stringify([first.lines, keeping.broken()])).not.toContain('private-');
  await keeping.stop();

  const second = keeperOf(ground.world(), server, { Dora: 'dba', Samir: 'cto' } as never);
  const again = await keepCalendars(second.keeper, second.log, NEVER);
  expect(second.onCall()).toBe('cto');
  await again.look();
  expect([second.onCall(), again.broken().length]).toEqual(['cto', 1]);
  server.answer = { status: 200, text: calendarOfNow('Dora') };
  await again.look();
  expect([second.onCall(), again.broken().length]).toEqual(['dba', 0]);
  await again.stop();
});

test('a version of another address is not taken for this one’s, and one look does without a bot', async () => {
  await using ground = await flowGround();
  await using server = await calendarServer(calendarOfNow('Dora'));
  const world = ground.world();
  const { keeper, log } = keeperOf(world, server);
  const keeping = await keepCalendars(keeper, log, NEVER);
  await keeping.look();
  await keeping.stop();

  await using moved = await calendarServer();
  moved.answer.status = 404;
  const other = keeperOf(world, moved);
  const next = await keepCalendars(other.keeper, other.log, NEVER);
  await next.look();
  expect([other.onCall(), next.broken()[0]?.keptFrom]).toEqual([null, null]);
  await next.stop();

  const notes: string[] = [];
  const note = (text: string) => notes.push(text);
  const schedules = other.keeper.world.directory.schedules;
  const stored = await world.store.calendars.all();
  expect((await knownCalendars(schedules, stored, note)).size).toBe(0);
  expect(notes).toEqual(['The calendar of schedule rota cannot be read: the server answered 404.']);
  moved.answer = { status: 200, text: calendarOfNow('Eve') };
  expect((await knownCalendars(schedules, [], note)).get('rota')?.shifts).toEqual([]);
  expect(notes.slice(1)).toEqual([
    'In the calendar of schedule rota, it has nobody on call from now on.',
    'In the calendar of schedule rota, "Eve" is left out: it is about nobody in `people`.',
  ]);
});

test('a server that does not answer in full is a failure like any other', async () => {
  await using ground = await flowGround();
  await using server = await calendarServer('x'.repeat(2 * 1024 * 1024 + 1));
  const { keeper, log, onCall } = keeperOf(ground.world(), server);
  const keeping = await keepCalendars(keeper, log, NEVER);
  await keeping.look();
  expect(keeping.broken()[0]?.what).toBe('it has more than 2048 kB');
  await server[Symbol.asyncDispose]();
  await keeping.look();
  expect(keeping.broken()[0]?.what).toMatch(/^the server cannot be reached \(/);
  expect(onCall()).toBeNull();
  await keeping.stop();
});

test('calendars are served by key, say what the schedule says, and nobody else learns that they exist', async () => {
  await using ground = await flowGround();
  const world = ground.world();
  const key = 'long-and-random-0123456789';
  world.directory = {
    ...world.directory,
    calendar_keys: {
      all: { key, schedule: 'primary' },
      mine: { key: `${key}-dba`, person: 'dba' },
      old: { key: `${key}-old`, schedule: 'gone' },
    },
  };
  const from = new Date(Math.floor(Date.now() / HOUR) * HOUR + DAY);
  const until = new Date(from.getTime() + 5 * HOUR);
  const wish = { schedule: 'primary', person: 'dba', instead: null, from, until };
  await enterOverride(world, { ...wish, by: 'U0CTO', reason: 'a wedding; and, more' });
  const metrics = createMetrics();
  const lines: string[] = [];
  const http = await startHttp({
    port: 0,
    host: '127.0.0.1',
    hooks: { keys: () => new Map(), receive: async () => [] },
    checks: {},
    calendars: feedsOf(world),
    metrics,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
  });
  const get = (path: string, init: RequestInit = {}) => fetch(`${http.url}/calendar/${path}`, init);

  const answer = await get(`${key}.ics`);
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const people = { 'primary: Olive Marsh': 'oncall', 'primary: Dora Lindqvist': 'dba' };
  const span = { from: +from - 9 * DAY, until: +until + 9 * DAY };
  const read = readCalendar(text, { people, zone: null, span });
  const { schedule, overrides } = (
    await readRota(world.directory, world.store.overrides, from)
  ).get('primary')!;
  expect(read).toEqual({
    shifts: turnsBetween(schedule, overrides, new Date(span.from), new Date(span.until)).map(
      (segment) => ({ person: segment.person, from: +segment.from, until: +segment.until }),
    ),
    notes: [],
  });
  expect(text).toContain('DESCRIPTION:Override for Olive Marsh: a wedding\\; and\\, more');

  const mine = await (await get(`${key}-dba.ics`)).text();
  expect(mine.match(/^SUMMARY:.*$/gm)?.map((line) => line.trim())).toEqual([
    'SUMMARY:On call: primary',
  ]);

  const tag = answer.headers.get('etag') ?? '';
  expect((await get(`${key}.ics`, { headers: { 'if-none-match': tag } })).status).toBe(304);
  const strangers = [`${key}`, `${key}x.ics`, '.ics', `${key}-old.ics`, `${key}.ics/x`, '%00.ics'];
  const answers = await Promise.all(strangers.map(async (path) => (await get(path)).status));
  expect(answers).toEqual(strangers.map(() => 404));
  expect((await get(`${key}.ics`, { method: 'POST' })).status).toBe(404);
  await http.close();
  expect(lines.join('')).not.toContain(key);
  expect(await metrics.registry.metrics()).toContain('route="/calendar",status="200"');
});
