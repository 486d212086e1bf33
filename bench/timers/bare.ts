import type { Ground } from '../../chaos/ground.ts';
import { type Backend, openBackend } from '../../src/queue/backend.ts';

/** Delayed jobs of BullMQ and nothing else, on the same engine, with a worker in this process. */
export interface BareDelays {
  add(delayMs: number): Promise<void>;
  /** How late each was, in milliseconds. */
  late: number[];
  close(): Promise<void>;
}

export async function bareDelays({ queue: where }: Pick<Ground, 'queue'>): Promise<BareDelays> {
  const onError = (error: Error) => console.error(error.message);
  const backend: Backend = openBackend({ ...where, prefix: 'bare', onError });
  await backend.start();
  const queue = backend.queue('bare-delays');
  const late: number[] = [];
  const limits = { lockDuration: 3000, stalledInterval: 1500, runRetryDelay: 1000 };
  const work = async ({ data }: { data: unknown }) => {
    late.push(Date.now() - (data as { dueAt: number }).dueAt);
  };
  const worker = backend.worker('bare-delays', work, {
    ...{ ...limits, concurrency: 4, maxStalledCount: 0 },
  });
  await worker.waitUntilReady();
  return {
    late,
    add: async (delay) => {
      const data = { dueAt: Date.now() + delay };
      const once = { attempts: 1, removeOnComplete: true, removeOnFail: true };
      await queue.add('bare', data, { ...once, delay });
    },
    close: async () => {
      await worker.close();
      await queue.close();
      await backend.close();
    },
  };
}
