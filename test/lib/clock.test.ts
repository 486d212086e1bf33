import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MovableClock } from '../../src/lib/clock.ts';

const start = new Date('2026-03-01T12:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);

beforeEach(() => {
  vi.useFakeTimers({ now: start, toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a movable clock that nobody moved says what the machine says', () => {
  expect(new MovableClock().now()).toEqual(start);
  expect(new MovableClock().offsetMs).toBe(0);
});

test('it goes on from the offset that was kept before a restart', () => {
  expect(new MovableClock(90_000).now()).toEqual(at(90));
});

test('moved forward, it stands exactly there and runs on at the usual speed', () => {
  const clock = new MovableClock();
  clock.advanceTo(at(300));
  expect(clock.now()).toEqual(at(300));
  vi.setSystemTime(at(7));
  expect(clock.now()).toEqual(at(307));
  expect(clock.offsetMs).toBe(300_000);
});

test.each([
  ['the instant it stands on', 300],
  ['an instant between the system time and its own', 100],
  ['an instant before the system time', -100],
])('asked to go to %s, it stays', (_, seconds) => {
  const clock = new MovableClock();
  clock.advanceTo(at(300));
  clock.advanceTo(at(seconds));
  expect(clock.now()).toEqual(at(300));
});

test('an instant that is none leaves it where it was', () => {
  const clock = new MovableClock(60_000);
  clock.advanceTo(new Date(Number.NaN));
  expect(clock.now()).toEqual(at(60));
});

test('two who read it hold two dates: changing one changes nothing else', () => {
  const clock = new MovableClock();
  clock.now().setTime(0);
  expect(clock.now()).toEqual(start);
});
