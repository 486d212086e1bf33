import { setTimeout as delay } from 'node:timers/promises';
import { createPostgresBackend, Queue } from 'bullmq';
import { Redis } from 'ioredis';

const connectMs = 5_000;
const closeMs = 2_000;

/** Someone else's BullMQ queue, opened for a moment; `close` leaves no handle behind. */
export interface OpenQueue {
  queue: Queue;
  close(): Promise<void>;
}

/** Opens a queue at `redis://…`, `rediss://…` or `postgres://…?schema=name`; rejects when nobody answers. */
export async function openQueue(
  name: string,
  address: string,
  options: { migrate?: boolean } = {},
): Promise<OpenQueue> {
  const { protocol } = new URL(address);
  switch (protocol) {
    case 'redis:':
    case 'rediss:':
      return openOnRedis(name, address);
    case 'postgres:':
    case 'postgresql:':
      return openOnPostgres(name, address, options.migrate ?? false);
    default:
      throw new Error(
        `an address begins with redis://, rediss:// or postgres://, not ${protocol}//`,
      );
  }
}

async function openOnRedis(name: string, address: string): Promise<OpenQueue> {
  const connection = new Redis(address, {
    lazyConnect: true,
    connectTimeout: connectMs,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  let problem: Error | null = null;
  connection.on('error', (error) => {
    problem = error;
  });
  try {
    await connection.connect();
  } catch (error) {
    connection.disconnect();
    // ioredis rejects with "Connection is closed."; the reason came as an event before.
    throw problem ?? error;
  }
  const queue = new Queue(name, { connection });
  queue.on('error', ignore);
  return {
    queue,
    async close() {
      await inTime(queue.close());
      connection.disconnect();
    },
  };
}

/** How BullMQ is told of `postgres://…?schema=name`. */
export function postgresConnection(address: string, migrate = false) {
  const url = new URL(address);
  const schema = url.searchParams.get('schema');
  url.searchParams.delete('schema');
  return {
    connectionString: url.href,
    max: 2,
    connectionTimeoutMillis: connectMs,
    migrate,
    ...(schema === null ? {} : { schema }),
  };
}

async function openOnPostgres(name: string, address: string, migrate: boolean): Promise<OpenQueue> {
  const connection = postgresConnection(address, migrate);
  const queue = new Queue(name, { connection }, createPostgresBackend);
  queue.on('error', ignore);
  const close = async () => {
    await inTime(queue.close());
  };
  try {
    await queue.waitUntilReady();
  } catch (error) {
    await close();
    throw error;
  }
  return { queue: queue as unknown as Queue, close };
}

/** Closing waits for what is under way, which may never come back. */
async function inTime(closing: Promise<unknown>): Promise<void> {
  await Promise.race([closing.catch(ignore), delay(closeMs, null, { ref: false })]);
}

function ignore(): void {}
