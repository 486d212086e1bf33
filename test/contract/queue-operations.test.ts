import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { QueueOperation } from '../../src/action/queue-operation.ts';
import { createRedactor } from '../../src/action/redact.ts';
import { newId } from '../../src/lib/ids.ts';
import { type OpenQueue, openQueue, postgresConnection } from '../../src/runner/queue/address.ts';
import { previewQueue } from '../../src/runner/queue/preview.ts';
import { type FreshDatabase, freshDatabase } from '../harness/database.ts';
import { run, runOf } from '../runner/plans.ts';

type BullMq = Extract<QueueOperation, { bullmq: string }>;

const redisUrl = process.env.TEST_REDIS_URL;

/** Carries out one operation on the queue at an address. */
async function operate(queue: QueueOperation, address: string | undefined, dryRun?: true) {
  const plan = { kind: 'queue', queue, ...(dryRun && { dryRun }) } as const;
  const subject = runOf(plan, { target: { name: 'queue-host' } });
  return run(subject, { environment: address === undefined ? {} : { QUEUE_URL: address } });
}

const bullmq = (name: string, more: Partial<BullMq> = {}): BullMq => ({
  bullmq: name,
  url: 'QUEUE_URL',
  operation: 'clean',
  ...(more.operation === undefined && { states: ['waiting', 'failed'] }),
  ...more,
});

interface Ground {
  address: string;
  open: OpenQueue;
  name: string;
  fail(count: number): Promise<void>;
}

async function fill({ open }: Ground, waiting: number, delayed = 0, prioritized = 0) {
  await open.queue.addBulk([
    ...Array.from({ length: waiting }, () => ({ name: 'send', data: {}, opts: { attempts: 1 } })),
    ...Array.from({ length: delayed }, () => ({
      name: 'later',
      data: {},
      opts: { delay: 3_600_000 },
    })),
    ...Array.from({ length: prioritized }, () => ({
      name: 'first',
      data: {},
      opts: { priority: 5 },
    })),
  ]);
}

async function failSome(worker: Worker, count: number): Promise<void> {
  worker.on('error', () => {});
  for (let index = 0; index < count; index += 1) {
    const token = newId();
    const job = await worker.getNextJob(token, { block: false });
    await job?.moveToFailed(new Error('no answer'), token, false);
  }
  await worker.close();
}

const grounds: [string, () => Promise<Ground & AsyncDisposable>][] = [
  [
    'PostgreSQL',
    async () => {
      const database: FreshDatabase = await freshDatabase();
      const url = new URL(database.url);
      url.searchParams.set('schema', 'theirs');
      const address = url.href;
      const open = await openQueue('mails', address, { migrate: true });
      const { createPostgresBackend } = await import('bullmq');
      return {
        address,
        open,
        name: 'mails',
        fail: (count) =>
          failSome(
            new Worker(
              'mails',
              null,
              { connection: postgresConnection(address), autorun: false },
              createPostgresBackend,
            ) as unknown as Worker,
            count,
          ),
        [Symbol.asyncDispose]: async () => {
          await open.close();
          await database[Symbol.asyncDispose]();
        },
      };
    },
  ],
];

if (redisUrl)
  grounds.push([
    'Redis',
    async () => {
      const name = `mails-${newId()}`;
      const open = await openQueue(name, redisUrl, { migrate: true });
      return {
        address: redisUrl,
        open,
        name,
        fail: (count) =>
          failSome(
            new Worker(name, null, {
              connection: new Redis(redisUrl, { maxRetriesPerRequest: null }),
              autorun: false,
            }),
            count,
          ),
        [Symbol.asyncDispose]: async () => {
          await open.queue.obliterate({ force: true });
          await open.close();
        },
      };
    },
  ]);

describe.each(grounds)('a BullMQ queue on %s', (_, openGround) => {
  let ground: Ground & AsyncDisposable;

  beforeAll(async () => {
    ground = await openGround();
  });

  afterEach(async () => {
    for (const state of ['waiting', 'prioritized', 'delayed', 'failed'] as const)
      await ground.open.queue.clean(-86_400_000, 1000, state);
  });

  afterAll(async () => {
    await ground[Symbol.asyncDispose]();
  });

  test('loses the named states only, and the counts before and after are told', async () => {
    await fill(ground, 30, 3);
    const ended = await operate(bullmq(ground.name), ground.address);
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: `removed 30 jobs from ${ground.name}: waiting 30 -> 0, failed 0 -> 0, delayed 3 (left)`,
    });
    expect(ended.output).toMatch(
      /^waiting 30 -> 0, failed 0 -> 0, delayed 3 \(left\)\namong them: (send #\S+ \(waiting\)(, )?){5}\n$/,
    );
    expect(await ground.open.queue.getJobCounts('waiting', 'delayed')).toEqual({
      waiting: 0,
      delayed: 3,
    });
  });

  test('is drained of all that has not begun, and of nothing else', async () => {
    await fill(ground, 6, 2, 3);
    await ground.fail(2);
    const ended = await operate(bullmq(ground.name, { operation: 'drain' }), ground.address);
    expect(ended.summary).toBe(
      `removed 9 jobs from ${ground.name}: waiting 4 -> 0, prioritized 3 -> 0, delayed 2 -> 0, failed 2 (left)`,
    );
  });

  test('gets its failed jobs back', async () => {
    await fill(ground, 5);
    await ground.fail(3);
    const retry = bullmq(ground.name, { operation: 'retry-failed' });
    const ended = await operate(retry, ground.address);
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: `gave failed jobs back in ${ground.name}: failed 3 -> 0, waiting 2 -> 5`,
    });
  });

  test('is counted, and stays as it was', async () => {
    await fill(ground, 4, 1);
    await ground.fail(1);
    const ended = await operate(bullmq(ground.name, { operation: 'count' }), ground.address);
    expect(ended.summary).toBe('delayed 1, failed 1, waiting 3');
    expect(await ground.open.queue.getJobCounts('waiting', 'failed')).toEqual({
      waiting: 3,
      failed: 1,
    });
  });

  test('that is empty is cleared without a sample', async () => {
    const ended = await operate(bullmq(ground.name), ground.address);
    expect(ended).toMatchObject({ state: 'succeeded', output: 'waiting 0 -> 0, failed 0 -> 0\n' });
  });

  test('shows before anybody approves what would go, and loses nothing by that', async () => {
    await fill(ground, 12, 1);
    await ground.fail(2);
    const preview = await previewQueue(
      bullmq(ground.name),
      { QUEUE_URL: ground.address },
      createRedactor(),
    );
    expect(preview).toEqual({
      state: 'counted',
      text: expect.stringMatching(
        /^would remove 10 waiting, 2 failed; e\.g\. (send #\S+ \(waiting\)(, )?){5}$/,
      ),
    });
    const dry = await operate(bullmq(ground.name), ground.address, true);
    expect(dry).toMatchObject({
      state: 'succeeded',
      summary: preview.state === 'counted' && preview.text,
    });
    expect(await ground.open.queue.getJobCounts('waiting', 'failed')).toEqual({
      waiting: 10,
      failed: 2,
    });
  });

  test('whose name is misspelt is no empty one, and nothing is made of that name', async () => {
    const ended = await operate(bullmq('mials'), ground.address);
    expect(ended.summary).toBe(
      'no queue mials is known at $QUEUE_URL: check its name and the address; nothing was changed',
    );
    expect(
      await previewQueue(bullmq('mials'), { QUEUE_URL: ground.address }, createRedactor()),
    ).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('no queue mials is known'),
    });
    expect((await operate(bullmq('mials'), ground.address)).state).toBe('failed');
  });

  test('keeps the settings that its service gave it', async () => {
    const before = await ground.open.queue.getVersion();
    await operate(bullmq(ground.name), ground.address);
    expect(await ground.open.queue.getVersion()).toBe(before);
  });
});

describe('on PostgreSQL', () => {
  test('without BullMQ’s tables is a failed run that says so, and no connection stays open', async () => {
    const database = await freshDatabase();
    const url = new URL(database.url);
    url.searchParams.set('schema', 'nothing_here');
    const ended = await operate(bullmq('mails'), url.href);
    expect(ended.state).toBe('failed');
    expect(ended.summary).toMatch(
      /^the queue mails cannot be reached at \$QUEUE_URL: .+; nothing was changed$/,
    );
    const { default: pg } = await import('pg');
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query(
      'select count(*)::int as n from pg_stat_activity where datname = current_database()',
    );
    await client.end();
    expect(rows[0].n).toBe(1);
    await database[Symbol.asyncDispose]();
  });
});

describe.skipIf(!redisUrl)('on Redis', () => {
  const redis = redisUrl ? new Redis(redisUrl, { lazyConnect: true }) : null;
  const key = `test:${newId()}`;
  const list = (operation: 'count' | 'drain'): QueueOperation => ({
    list: key,
    url: 'QUEUE_URL',
    operation,
  });
  const stream = (operation: 'count' | 'drain'): QueueOperation => ({
    stream: key,
    url: 'QUEUE_URL',
    operation,
  });

  afterEach(async () => {
    await redis?.del(key);
  });
  afterAll(() => redis?.disconnect());

  test('a list is counted, shown and drained', async () => {
    await redis?.rpush(key, '{"image":1}', '{"image":2}', `{"image":"${'x'.repeat(100)}\n"}`);
    expect((await operate(list('count'), redisUrl)).summary).toBe('waiting 3');
    const preview = await previewQueue(list('drain'), { QUEUE_URL: redisUrl }, createRedactor());
    expect(preview).toEqual({
      state: 'counted',
      text: `would remove 3 waiting; e.g. {"image":1}, {"image":2}, {"image":"${'x'.repeat(49)}…`,
    });
    const ended = await operate(list('drain'), redisUrl);
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: `removed 3 jobs from ${key}: waiting 3 -> 0`,
    });
    expect(await redis?.exists(key)).toBe(0);
    expect((await operate(list('drain'), redisUrl)).summary).toBe(
      `removed 0 jobs from ${key}: waiting 0 -> 0`,
    );
    expect(await previewQueue(list('drain'), { QUEUE_URL: redisUrl }, createRedactor())).toEqual({
      state: 'counted',
      text: 'would remove nothing: it is empty',
    });
  });

  test('what others add while a list is drained is counted too, or still there', async () => {
    const other = redis?.duplicate();
    let added = 0;
    let adding = true;
    const work = (async () => {
      while (adding) {
        await other?.rpush(key, 'x');
        added += 1;
      }
    })();
    let removed = 0;
    for (let round = 0; round < 5; round += 1) {
      const { summary } = await operate(list('drain'), redisUrl);
      removed += Number(/removed (\d+) /.exec(summary)?.[1]);
    }
    adding = false;
    await work;
    expect(removed + ((await redis?.llen(key)) ?? 0)).toBe(added);
    other?.disconnect();
  });

  test('a stream is counted with its groups and drained, and its groups stay', async () => {
    await redis?.xadd(key, '*', 'mail', 'a@example.com');
    await redis?.xadd(key, '*', 'mail', 'b@example.com');
    await redis?.xgroup('CREATE', key, 'senders', '0');
    await redis?.xreadgroup('GROUP', 'senders', 'one', 'COUNT', 1, 'STREAMS', key, '>');
    const counted = await operate(stream('count'), redisUrl);
    expect(counted.output).toBe('entries 2\ngroup senders: 1 in hand of 1 consumers\n');
    const ended = await operate(stream('drain'), redisUrl);
    expect(ended.summary).toBe(`removed 2 jobs from ${key}: entries 2 -> 0`);
    expect(await redis?.xinfo('GROUPS', key)).toHaveLength(1);
    await redis?.del(key);
    expect((await operate(stream('drain'), redisUrl)).summary).toContain(
      `no queue ${key} is known`,
    );
  });

  test('a key that holds something else is left alone', async () => {
    await redis?.set(key, 'session');
    const ended = await operate(list('drain'), redisUrl);
    expect(ended.summary).toBe(
      `the queue ${key} cannot be reached at $QUEUE_URL: ${key} is a string there, not a list; nothing was changed`,
    );
    expect((await operate(stream('drain'), redisUrl)).state).toBe('failed');
    expect(await redis?.get(key)).toBe('session');
  });

  test('a queue that an older BullMQ paused is cleared whole, under its own prefix', async () => {
    const name = `mails-${newId()}`;
    const connection = new Redis(redisUrl ?? '', { maxRetriesPerRequest: null });
    const queue = new Queue(name, { connection, prefix: 'theirs' });
    await queue.add('send', {});
    await queue.add('send', {});
    await redis?.rename(`theirs:${name}:wait`, `theirs:${name}:paused`);
    await queue.add('send', {});
    const operation = bullmq(name, { prefix: 'theirs', operation: 'drain' });
    expect((await operate(operation, redisUrl)).summary).toBe(
      `removed 3 jobs from ${name}: waiting 3 -> 0`,
    );
    expect((await operate(bullmq(name), redisUrl)).summary).toContain('no queue');
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
  });

  test('a password is in no word of what is said', async () => {
    const address = new URL(redisUrl ?? '');
    address.username = 'app';
    address.password = 'hunter2%25x';
    const ended = await operate(list('drain'), address.href);
    expect(ended.state).toBe('failed');
    expect(ended.summary).toContain('WRONGPASS');
    expect(JSON.stringify(ended)).not.toContain('hunter2');
    const preview = await previewQueue(
      list('drain'),
      { QUEUE_URL: address.href },
      createRedactor(),
    );
    expect(JSON.stringify(preview)).not.toContain('hunter2');
  });
});

describe('a queue that cannot be reached', () => {
  test('whose variable is unset is told with the variable’s name', async () => {
    const ended = await operate(bullmq('mails'), undefined);
    expect(ended).toMatchObject({ state: 'failed', output: '' });
    expect(ended.summary).toContain(
      'the environment variable QUEUE_URL is not set: give the worker',
    );
    expect(await previewQueue(bullmq('mails'), {}, createRedactor())).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('QUEUE_URL is not set'),
    });
  });

  test.each<[string, string, QueueOperation?]>([
    ['postgres://app:hunter2@127.0.0.1:1/x', 'ECONNREFUSED'],
    ['redis://:hunter2@127.0.0.1:1', 'ECONNREFUSED'],
    ['rediss://:hunter2@127.0.0.1:1', 'ECONNREFUSED'],
    ['amqp://app:hunter2@127.0.0.1:1', 'redis://, rediss:// or postgres://'],
    ['nonsense', 'Invalid URL'],
    [
      'postgres://app:hunter2@127.0.0.1:1/x',
      'an address of Redis begins with redis:// or rediss://',
      { list: 'jobs', url: 'QUEUE_URL', operation: 'drain' },
    ],
    [
      'redis://:hunter2@127.0.0.1:1',
      'ECONNREFUSED',
      { stream: 's', url: 'QUEUE_URL', operation: 'drain' },
    ],
  ])('at %s is a failed run that says why, without the password', async (address, why, queue) => {
    const ended = await operate(queue ?? bullmq('mails'), address);
    expect(ended.state).toBe('failed');
    expect(ended.summary).toContain(why);
    expect(ended.summary).toContain('nothing was changed');
    expect(ended.summary).not.toContain('hunter2');
  });
});
