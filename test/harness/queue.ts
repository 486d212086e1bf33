import { Writable } from 'node:stream';
import { pino } from 'pino';
import { inject } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { type BackendOptions, openBackend } from '../../src/queue/backend.ts';
import { openQueues, type Queues } from '../../src/queue/queues.ts';
import { type Cuttable, cuttable } from './cuttable.ts';
import { freshDatabase } from './database.ts';

export type Engine = Queues['engine'];

/** The engines this run can test: PostgreSQL always, Redis when TEST_REDIS_URL names one. */
export const engines: Engine[] =
  inject('redisUrl') === null ? ['postgresql'] : ['postgresql', 'redis'];

interface LogLine {
  level: number;
  msg: string;
  reason?: string;
  err?: { message: string };
}

/** One empty queue on an engine, which several bots and workers may open, and a wire to cut. */
export interface QueueGround extends AsyncDisposable {
  address: Omit<BackendOptions, 'onError'>;
  wire: Cuttable;
  logged: LogLine[];
  open(): Promise<Queues>;
  /** Adds a job past everything that checks what is added. */
  addRaw(queue: string, name: string, data: object): Promise<void>;
}

export async function queueGround(engine: Engine): Promise<QueueGround> {
  const database = await freshDatabase();
  const redisUrl = inject('redisUrl');
  const onRedis = engine === 'redis' && redisUrl !== null;
  const wire = await cuttable(onRedis ? redisUrl : database.url);
  const address = onRedis
    ? { databaseUrl: database.url, redisUrl: wire.url, prefix: `test-${newId()}` }
    : { databaseUrl: wire.url };
  const logged: LogLine[] = [];
  const log = pino({ base: null }, collect(logged));
  const opened: Queues[] = [];
  return {
    address,
    wire,
    logged,
    open: async () => {
      const queues = await openQueues({ ...address, log });
      opened.push(queues);
      return queues;
    },
    addRaw: async (queue, name, data) => {
      const backend = openBackend({ ...address, onError: () => {} });
      await backend.start();
      const raw = backend.queue(queue);
      await raw.add(name, data, { attempts: 1, removeOnComplete: true, removeOnFail: true });
      await raw.close();
      await backend.close();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((queues) => queues.close(3000)));
      await wire[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function collect(into: LogLine[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      into.push(JSON.parse(chunk.toString('utf8')));
      done();
    },
  });
}
