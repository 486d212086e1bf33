import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Worker } from 'bullmq';
import { openQueue, postgresConnection } from '../../runner/queue/address.ts';

/** Where the practice queue is, as the catalogue of `newsletter` names it. */
export const newsletterQueue = {
  name: 'campaign-emails',
  target: 'newsletter-queue',
  variable: 'NEWSLETTER_QUEUE_URL',
} as const;

const backlogSize = { waiting: 120, failed: 8 } as const;

export interface Newsletter {
  url: string;
  state(): Promise<string>;
  backlog(): Promise<string>;
  drain(): Promise<string>;
  close(): Promise<void>;
}

/** The queue of a newsletter that nobody works on: a real one, in a schema of its own. */
export async function openNewsletter(databaseUrl: string): Promise<Newsletter> {
  const address = new URL(databaseUrl);
  address.searchParams.set('schema', 'practice');
  const url = address.href;
  const { queue, close } = await openQueue(newsletterQueue.name, url, { migrate: true });
  const counts = () => queue.getJobCounts('waiting', 'failed');
  return {
    url,
    close,
    async state() {
      const { waiting = 0, failed = 0 } = await counts();
      return waiting + failed === 0 ? 'no backlog' : `${waiting} waiting, ${failed} failed`;
    },
    async backlog() {
      await queue.addBulk(
        Array.from({ length: backlogSize.waiting + backlogSize.failed }, (_, index) => ({
          name: 'send-campaign-email',
          data: { campaign: 'autumn-letter', recipient: `reader-${index + 1}@example.com` },
          opts: { attempts: 1 },
        })),
      );
      await failSome(url, backlogSize.failed);
      const { waiting = 0, failed = 0 } = await counts();
      return `The sender hangs: ${newsletterQueue.name} has ${waiting} mails waiting and ${failed} failed.`;
    },
    async drain() {
      const removed = [
        ...(await queue.clean(0, 0, 'waiting')),
        ...(await queue.clean(0, 0, 'failed')),
      ];
      return `${newsletterQueue.name} is empty, ${removed.length} mails were removed.`;
    },
  };
}

/** Fails the oldest waiting jobs the way a worker would. */
async function failSome(url: string, count: number): Promise<void> {
  const worker = new Worker(
    newsletterQueue.name,
    null,
    { connection: postgresConnection(url), autorun: false },
    createPostgresBackend,
  );
  worker.on('error', () => {});
  try {
    for (let failed = 0; failed < count; failed += 1) {
      const token = randomUUID();
      const job = await worker.getNextJob(token, { block: false });
      await job?.moveToFailed(new Error('421 the mail server is too busy'), token, false);
    }
  } finally {
    await worker.close();
  }
}
