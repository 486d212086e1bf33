import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { openQueue } from '../../src/runner/queue/address.ts';
import { type FreshDatabase, freshDatabase } from '../harness/database.ts';
import { run, runOf } from '../runner/plans.ts';

const states = ['waiting', 'failed'] as const;

function clearing(bullmq: string, which: readonly ('waiting' | 'failed' | 'delayed')[] = states) {
  const operation = 'clean' as const;
  const queue = { bullmq, url: 'QUEUE_URL', operation, states: [...which] };
  return runOf({ kind: 'queue', queue }, { target: { name: 'queue-host' } });
}

async function fill(queue: Queue, waiting: number, delayed: number) {
  await queue.addBulk([
    ...Array.from({ length: waiting }, () => ({ name: 'send', data: {} })),
    ...Array.from({ length: delayed }, () => ({
      name: 'later',
      data: {},
      opts: { delay: 3_600_000 },
    })),
  ]);
}

describe('a BullMQ queue on PostgreSQL', () => {
  let database: FreshDatabase;
  let address: string;
  let open: Awaited<ReturnType<typeof openQueue>>;

  beforeAll(async () => {
    database = await freshDatabase();
    const url = new URL(database.url);
    url.searchParams.set('schema', 'theirs');
    address = url.href;
    open = await openQueue('mails', address, { migrate: true });
  });

  afterAll(async () => {
    await open.close();
    await database[Symbol.asyncDispose]();
  });

  test('loses the named states only, and the counts before and after are told', async () => {
    await fill(open.queue, 30, 3);
    const ended = await run(clearing('mails'), { environment: { QUEUE_URL: address } });
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: 'removed 30 jobs from mails: waiting 30 -> 0, failed 0 -> 0, delayed 3 (left)',
    });
    expect(ended.output).toMatch(
      /^waiting 30 -> 0, failed 0 -> 0, delayed 3 \(left\)\namong them: (send #\S+ \(waiting\)(, )?){5}\n$/,
    );
    expect(await open.queue.getJobCounts('waiting', 'delayed')).toEqual({ waiting: 0, delayed: 3 });
  });

  test('loses delayed jobs when they are named', async () => {
    const ended = await run(clearing('mails', ['delayed']), {
      environment: { QUEUE_URL: address },
    });
    expect(ended.summary).toBe('removed 3 jobs from mails: delayed 3 -> 0');
  });

  test('that is empty is cleared without a sample', async () => {
    const ended = await run(clearing('mails'), { environment: { QUEUE_URL: address } });
    expect(ended).toMatchObject({ state: 'succeeded', output: 'waiting 0 -> 0, failed 0 -> 0\n' });
  });

  test('without BullMQ’s tables is a failed run that says so', async () => {
    const url = new URL(database.url);
    url.searchParams.set('schema', 'nothing_here');
    const ended = await run(clearing('mails'), { environment: { QUEUE_URL: url.href } });
    expect(ended.state).toBe('failed');
    expect(ended.summary).toMatch(
      /^the queue mails cannot be reached at \$QUEUE_URL: .+; nothing was changed$/,
    );
  });

  test('no connection stays open', async () => {
    const connections = async () => {
      const { default: pg } = await import('pg');
      const client = new pg.Client(database.url);
      await client.connect();
      const { rows } = await client.query(
        'select count(*)::int as n from pg_stat_activity where datname = current_database()',
      );
      await client.end();
      return rows[0].n;
    };
    const before = await connections();
    await run(clearing('mails'), { environment: { QUEUE_URL: address } });
    expect(await connections()).toBeLessThanOrEqual(before);
  });
});

describe('a queue that cannot be reached', () => {
  test('whose variable is unset is told with the variable’s name', async () => {
    const ended = await run(clearing('mails'), { environment: {} });
    expect(ended).toMatchObject({ state: 'failed', output: '' });
    expect(ended.summary).toContain(
      'the environment variable QUEUE_URL is not set: give the worker',
    );
  });

  test.each([
    ['postgres://app:hunter2@127.0.0.1:1/x', 'ECONNREFUSED'],
    ['redis://:hunter2@127.0.0.1:1', 'ECONNREFUSED'],
    ['rediss://:hunter2@127.0.0.1:1', 'ECONNREFUSED'],
    ['amqp://app:hunter2@127.0.0.1:1', 'redis://, rediss:// or postgres://'],
    ['nonsense', 'Invalid URL'],
  ])('at %s is a failed run that says why, without the password', async (address, why) => {
    const ended = await run(clearing('mails'), { environment: { QUEUE_URL: address } });
    expect(ended.state).toBe('failed');
    expect(ended.summary).toContain(why);
    expect(ended.summary).toContain('nothing was changed');
    expect(ended.summary).not.toContain('hunter2');
    expect(ended.durationMs).toBeLessThan(8_000);
  });
});

const redisUrl = process.env.TEST_REDIS_URL;

test.skipIf(!redisUrl)('a BullMQ queue on Redis is cleared the same way', async () => {
  const name = `mails-${newId()}`;
  const connection = new Redis(redisUrl ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection });
  await fill(queue, 12, 2);
  const ended = await run(clearing(name), { environment: { QUEUE_URL: redisUrl } });
  expect(ended.summary).toBe(
    `removed 12 jobs from ${name}: waiting 12 -> 0, failed 0 -> 0, delayed 2 (left)`,
  );
  await queue.obliterate({ force: true });
  await queue.close();
  await connection.quit();
});
