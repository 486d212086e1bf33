import { expect, test } from 'vitest';
import { createPace, type WallClock } from '../../src/slack/outbound/pace.ts';

/** A clock that jumps to the end of every wait. */
function jumpingClock(): WallClock & { at: number } {
  const clock = {
    at: 0,
    now: () => clock.at,
    wait: (ms: number) => {
      clock.at += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

async function startsOf(calls: [method: string, channel: string | null][], rates = true) {
  const clock = jumpingClock();
  const pace = createPace(clock, { rates });
  const starts: number[] = [];
  for (const [method, channel] of calls) {
    await pace.turn(method, channel, new AbortController().signal);
    starts.push(clock.at);
  }
  return starts;
}

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test.each<[string, [string, string | null][], number[]]>([
  [
    'three messages to a channel at once, then one a second',
    times(6, ['chat.postMessage', 'C1']),
    [0, 0, 0, 1000, 2000, 3000],
  ],
  [
    'edits do not count against the channel, only against their method',
    [
      ['chat.postMessage', 'C1'],
      ['chat.update', 'C1'],
      ['chat.update', 'C1'],
      ['chat.postMessage', 'C1'],
      ['chat.postMessage', 'C1'],
      ['chat.postMessage', 'C1'],
    ],
    [0, 0, 0, 0, 0, 1000],
  ],
  [
    'another channel has its own second',
    [...times(3, ['chat.postMessage', 'C1'] as [string, string]), ['chat.postMessage', 'C2']],
    [0, 0, 0, 0],
  ],
  [
    'a tier 2 method takes five, then one in four seconds',
    times(7, ['conversations.create', null]),
    [0, 0, 0, 0, 0, 4000, 8000],
  ],
  ['a method without a known tier is not held back', times(30, ['auth.test', null]), times(30, 0)],
])('%s', async (_, calls, starts) => {
  expect(await startsOf(calls)).toEqual(starts);
});

test.each([
  ['conversations.setTopic', 20],
  ['chat.update', 50],
  ['users.info', 100],
])('%s never passes %i calls in a minute', async (method, most) => {
  const starts = await startsOf(times(most * 3, [method, null]));

  for (const start of starts) {
    const within = starts.filter((other) => other >= start && other < start + 60_000);
    expect(within.length).toBeLessThanOrEqual(most);
  }
});

test('the lane of pages knows no rates', async () => {
  expect(await startsOf(times(50, ['chat.postMessage', 'D1']), false)).toEqual(times(50, 0));
});

test('a pause holds back its channel, and no other one', async () => {
  const clock = jumpingClock();
  const pace = createPace(clock, { rates: false });
  const { signal } = new AbortController();
  pace.pause('chat.postMessage', 'C1', 7000);

  await pace.turn('chat.postMessage', 'C2', signal);
  await pace.turn('chat.update', 'C1', signal);
  expect(clock.at).toBe(0);
  await pace.turn('chat.postMessage', 'C1', signal);
  expect(clock.at).toBe(7000);
});

test('a pause of any other method holds back that method everywhere', async () => {
  const clock = jumpingClock();
  const pace = createPace(clock, { rates: false });
  pace.pause('chat.update', 'C1', 5000);

  await pace.turn('chat.update', 'C2', new AbortController().signal);

  expect(clock.at).toBe(5000);
});

test('those that a pause held back do not all go at its end', async () => {
  const clock = jumpingClock();
  const pace = createPace(clock, { rates: true });
  const starts: number[] = [];
  pace.pause('chat.postMessage', 'C1', 7000);

  for (const _ of times(5, null)) {
    await pace.turn('chat.postMessage', 'C1', new AbortController().signal);
    starts.push(clock.at);
  }

  expect(starts).toEqual([7000, 7000, 7000, 8000, 9000]);
});
