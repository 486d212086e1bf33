import { setTimeout as delay } from 'node:timers/promises';
import { shuffled } from '../random.ts';
import type { Installation } from './installation.ts';

export const blows = [
  'bot killed',
  'bot killed as a page arrives',
  'PostgreSQL restarted',
  'PostgreSQL killed',
  'Redis restarted',
  'Redis flushed',
  'Slack answers 429',
  'Slack answers 500',
  'Slack does not answer',
  'clock jumps an hour',
] as const;
export type Blow = (typeof blows)[number];

/** After these nobody who was sending a page may know whether it was sent. */
export const crashes: readonly Blow[] = [
  'bot killed',
  'bot killed as a page arrives',
  'PostgreSQL restarted',
  'PostgreSQL killed',
];

export interface Planned {
  blow: Blow;
  /** Before it, from the end of the one before. */
  gapMs: number;
  /** From 0 to 1: how long, how many, which way. */
  much: number;
}

export interface Strike extends Planned {
  trial: number;
  /** By `performance.now()`. */
  from: number;
  to: number;
}

/** Every blow that this installation can take equally often, in an order that chance decides. */
export function planOf(trials: number, hasRedis: boolean, random: () => number): Planned[] {
  const possible = blows.filter((blow) => hasRedis || !blow.startsWith('Redis'));
  const plan = Array.from({ length: trials }, (_, n): Planned => {
    const blow = possible[n % possible.length] ?? 'bot killed';
    return { blow, gapMs: 500 + random() * 3000, much: random() };
  });
  return shuffled(plan, random);
}

const HOUR = 3_600_000;
const ARRIVAL_MS = 12_000;

/** Strikes, and waits until what was struck is there again. */
export async function strike(
  { bot, postgres, redis, people, faults }: Installation,
  { blow, much }: Planned,
  clock: { shiftMs: number },
): Promise<void> {
  switch (blow) {
    case 'bot killed':
      bot.kill();
      break;
    case 'bot killed as a page arrives':
      await Promise.race([people.next(), delay(ARRIVAL_MS)]);
      bot.kill();
      break;
    case 'PostgreSQL restarted':
      await postgres.restart('SIGINT', much * 1500);
      break;
    case 'PostgreSQL killed':
      await postgres.restart('SIGQUIT', much * 1500);
      break;
    case 'Redis restarted':
      await redis?.restart(much * 1500);
      break;
    case 'Redis flushed':
      await redis?.flush();
      break;
    case 'Slack answers 429':
      await slackFails({ answer: 'ratelimited', retryAfter: 1 + Math.round(much * 4) });
      break;
    case 'Slack answers 500':
      await slackFails({ answer: 'http_500' });
      break;
    case 'Slack does not answer':
      await slackFails({ answer: 'timeout' });
      break;
    case 'clock jumps an hour':
      // Never more than an hour wrong either way.
      clock.shiftMs += clock.shiftMs > 0 || (clock.shiftMs === 0 && much < 0.5) ? -HOUR : HOUR;
      bot.shift(clock.shiftMs);
      break;
    default:
      throw new Error(blow satisfies never);
  }
  await bot.up();

  async function slackFails(how: { answer: string; retryAfter?: number }): Promise<void> {
    const what = much < 0.5 ? 'chat.postMessage' : '*';
    await faults({ methods: [{ method: what, ...how }] });
    await delay(1000 + much * 3000);
    await faults({});
  }
}
