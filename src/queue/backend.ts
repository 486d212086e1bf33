import type { Fault } from '../lib/fault.ts';
import { openPostgresBackend } from './backend-postgres.ts';
import { openRedisBackend } from './backend-redis.ts';

/** What the two engines have in common, in the few words that we use. */
export interface Backend {
  engine: 'postgresql' | 'redis';
  /** Prepares the engine; a Fault says why it cannot be used. */
  start(): Promise<void>;
  ping(): Promise<boolean>;
  /** What an error of this engine means to the person who runs it. */
  describe(cause: unknown): Fault;
  queue(name: string): JobQueue;
  /** Begins to work at once. */
  worker(name: string, work: Work, options: WorkOptions): JobWorker;
  close(): Promise<void>;
}

export type Work = (job: WorkJob, token: string | undefined, signal?: AbortSignal) => Promise<void>;

interface WorkJob {
  id?: string | undefined;
  name: string;
  data: unknown;
  moveToWait(token?: string): Promise<unknown>;
}

export interface WorkOptions {
  concurrency: number;
  lockDuration: number;
  stalledInterval: number;
  runRetryDelay: number;
  maxStalledCount: number;
}

export interface JobQueue {
  add(name: string, data: object, options: AddOptions): Promise<unknown>;
  getWaitingCount(): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

export interface AddOptions {
  jobId?: string;
  delay?: number;
  attempts: number;
  removeOnComplete: boolean | { age: number };
  removeOnFail: boolean | { age: number };
  deduplication?: { id: string; keepLastIfActive: boolean };
}

export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: WorkJob | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  cancelAllJobs(reason: string): void;
  close(force?: boolean): Promise<void>;
}

export interface BackendOptions {
  databaseUrl: string;
  /** Null or left out: the queue lives in the database. */
  redisUrl?: string | null;
  /** Redis only: what its keys begin with. On PostgreSQL the schema `bullmq` keeps ours apart. */
  prefix?: string;
  onError: (error: Error) => void;
}

export function openBackend(options: BackendOptions): Backend {
  const { redisUrl, prefix = 'runbell', onError } = options;
  if (redisUrl) return openRedisBackend({ redisUrl, prefix, onError });
  return openPostgresBackend(options);
}
