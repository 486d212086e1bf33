import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startEmbedded } from '../../src/store/embedded.ts';
import { readCluster } from '../../src/store/embedded-cluster.ts';
import { isAlive, readPidFile } from '../../src/store/embedded-process.ts';
import { type OwnRedis, startRedis } from '../redis.ts';

/** A PostgreSQL of its own that is stopped and started at the same address. */
export interface OwnPostgres {
  url: string;
  /** `SIGINT` ends it in order, `SIGQUIT` as a power cut would. */
  restart(signal: 'SIGINT' | 'SIGQUIT', awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function ownPostgres(dataDir: string): Promise<OwnPostgres> {
  const open = () => startEmbedded({ dataDir, say: () => undefined });
  const { url } = await open();

  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const cluster = await readCluster(join(dataDir, 'postgres'));
    const pid = cluster && (await readPidFile(cluster.dir))?.pid;
    if (!pid) return;
    process.kill(pid, signal);
    while (isAlive(pid)) await delay(20);
  }

  return {
    url,
    restart: async (signal, awayMs) => {
      await end(signal);
      await delay(awayMs);
      const again = await open();
      if (again.url !== url) throw new Error('PostgreSQL came back at another address');
    },
    stop: () => end('SIGINT'),
  };
}

/** A Redis of its own that loses everything with each restart. */
export interface RestartedRedis {
  url: string;
  restart(awayMs: number): Promise<void>;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export async function ownRedis(folder: string): Promise<RestartedRedis | null> {
  const first = await startRedis(folder);
  if (first === null) return null;
  let running: OwnRedis = first;
  return {
    url: first.url,
    restart: async (awayMs) => {
      await running.stop();
      await delay(awayMs);
      const again = await startRedis(folder, first.port);
      if (again === null) throw new Error('redis-server did not come back');
      running = again;
    },
    flush: async () => {
      const client = new Redis(first.url, { retryStrategy: null });
      client.on('error', () => undefined);
      await client.flushall();
      client.disconnect();
    },
    stop: () => running.stop(),
  };
}
