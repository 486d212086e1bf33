import { createPostgresBackend, Queue } from 'bullmq';
import { Redis } from 'ioredis';

const connectMs = 5_000;

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
  const url = new URL(address);
  switch (url.protocol) {
    case 'redis:':
    case 'rediss:':
      return openOnRedis(name, address);
    case 'postgres:':
    case 'postgresql:':
      return openOnPostgres(name, url, options.migrate ?? false);
    default:
      throw new Error(
        `an address begins with redis://, rediss:// or postgres://, not ${url.protocol}//`,
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
      await queue.close().catch(ignore);
      connection.disconnect();
    },
  };
}

async function openOnPostgres(name: string, url: URL, migrate: boolean): Promise<OpenQueue> {
  const schema = url.searchParams.get('schema') ?? undefined;
  url.searchParams.delete('schema');
  const queue = new Queue(
    name,
    {
      connection: {
        connectionString: url.href,
        max: 2,
        connectionTimeoutMillis: connectMs,
        migrate,
        ...(schema === undefined ? {} : { schema }),
      },
    },
    createPostgresBackend,
  );
  queue.on('error', ignore);
  const close = async () => {
    await queue.close().catch(ignore);
  };
  try {
    await queue.waitUntilReady();
  } catch (error) {
    await close();
    throw error;
  }
  return { queue: queue as unknown as Queue, close };
}

function ignore(): void {}
