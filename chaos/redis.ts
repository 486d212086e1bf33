import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface OwnRedis {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** A server of its own, which keeps nothing; null where none is installed. */
export async function startRedis(folder: string, at?: number): Promise<OwnRedis | null> {
  const port = at ?? (await freePort());
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const child = spawn('redis-server', [...settings, '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  const url = `redis://127.0.0.1:${port}`;
  const answers = await Promise.race([answering(url), ended.then(() => false)]);
  if (!answers) return null;
  return {
    url,
    port,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

async function answering(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined);
  for (let tries = 0; tries < 100; tries += 1) {
    const pong = await client
      .connect()
      .then(() => client.ping())
      .catch(() => null);
    if (pong === 'PONG') {
      client.disconnect();
      return true;
    }
    await delay(100);
  }
  return false;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
