import { setTimeout as delay } from 'node:timers/promises';
import { createPostgresBackend, Queue } from 'bullmq';
import { Redis } from 'ioredis';

const connectMs = 5_000;
const closeMs = 2_000;

/** Someone else's BullMQ queue, opened for a moment; `close` leaves no handle behind. */
export interface OpenQueue {
  queue: Queue;
  /** Whether anything of the name is there: BullMQ takes a misspelt queue for an empty one. */
  known(): Promise<boolean>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Makes the queue where there is none. */
  migrate?: boolean;
  prefix?: string | undefined;
}

/** Opens a queue at `redis://…`, `rediss://…` or `postgres://…?schema=name`; rejects when nobody answers. */
export async function openQueue(
  name: string,
  address: string,
  options: OpenOptions = {},
): Promise<OpenQueue> {
  const { protocol } = new URL(address);
  switch (protocol) {
    case 'redis:':
    case 'rediss:':
      return openOnRedis(name, address, options);
    case 'postgres:':
    case 'postgresql:':
      return openOnPostgres(name, address, options);
    default:
      throw new Error(
        `an address begins with redis://, rediss:// or postgres://, not ${protocol}//`,
      );
  }
}

/** A connection that answers or fails within seconds, and never tries again behind our back. */
export async function openRedis(address: string): Promise<Redis> {
  const { protocol } = new URL(address);
  if (protocol !== 'redis:' && protocol !== 'rediss:')
    throw new Error(`an address of Redis begins with redis:// or rediss://, not ${protocol}//`);
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
  return connection;
}

const kinds = ['meta', 'id', 'wait', 'paused', 'prioritized', 'delayed', 'failed', 'completed'];

async function openOnRedis(
  name: string,
  address: string,
  { migrate, prefix = 'bull' }: OpenOptions,
): Promise<OpenQueue> {
  const connection = await openRedis(address);
  // Whoever only looks or clears must not write settings of its own into the queue.
  const queue = new Queue(name, { connection, prefix, skipMetasUpdate: migrate !== true });
  queue.on('error', ignore);
  return {
    queue,
    known: async () =>
      (await connection.exists(kinds.map((kind) => `${prefix}:${name}:${kind}`))) > 0,
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

async function openOnPostgres(
  name: string,
  address: string,
  { migrate = false }: OpenOptions,
): Promise<OpenQueue> {
  const connection = postgresConnection(address, migrate);
  const queue = new Queue(name, { connection, skipMetasUpdate: !migrate }, createPostgresBackend);
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
  const known = async () => {
    const counts = Object.values(await queue.getJobCounts());
    return counts.some((count) => count > 0) || (await queue.getVersion()) !== null;
  };
  return { queue: queue as unknown as Queue, known, close };
}

/** Closing waits for what is under way, which may never come back. */
async function inTime(closing: Promise<unknown>): Promise<void> {
  await Promise.race([closing.catch(ignore), delay(closeMs, null, { ref: false })]);
}

function ignore(): void {}
