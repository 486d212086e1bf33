import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { Fault } from '../lib/fault.ts';
import { createLog, type Log } from '../lib/log.ts';
import { controlRouter } from './control/router.ts';
import { hello } from './control/state.ts';
import { createWorld } from './create-world.ts';
import { guard, isLoopbackHost } from './guard.ts';
import { hooksRouter } from './hooks-router.ts';
import { apiRouter } from './methods/router.ts';
import { pageRouter } from './page.ts';
import { resolveSeed, type Seed } from './seed/seed.ts';
import { appToken, botToken, signingSecret } from './tokens.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  host?: '127.0.0.1';
  practiceUrl?: string | null;
  state?: Seed;
  log?: Log;
}

export interface Sandbox {
  url: string;
  apiUrl: string;
  port: number;
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** Where the bot serves `/practice/*`; the page shows its panel from then on. */
  setPractice(url: string | null): void;
  close(): Promise<void>;
}

/** Starts a local workspace that an app reaches exactly as it reaches Slack. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const log = options.log ?? createLog('warn', (line) => line);
  const world = createWorld(resolveSeed(options.state), options.practiceUrl ?? null, log);
  const server = createServer(getRequestListener(routes(world).fetch));
  server.on('upgrade', (request, socket, head) => {
    if (isLoopbackHost(request.headers.host)) world.socket.upgrade(request, socket, head);
    else socket.destroy();
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host, options.port);
  world.url = `http://${host}:${port}`;
  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    port,
    botToken,
    appToken,
    signingSecret,
    setPractice: (url) => {
      world.practiceUrl = url;
      world.store.emit(hello(world));
    },
    close: () => close(server, world),
  };
}

function routes(world: World): Hono {
  const root = new Hono();
  root.onError((error, context) => {
    world.log.error({ err: error, path: context.req.path }, 'sandbox: a request failed');
    return context.json({ ok: false, error: 'internal_error' }, 500);
  });
  root.use(guard());
  root.route('/api', apiRouter(world));
  root.route('/_control', controlRouter(world));
  root.route('/', hooksRouter(world));
  root.route('/', pageRouter());
  return root;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? taken(port, error) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function taken(port: number, cause: Error): Fault {
  const words = `Port ${port}, which the local workspace wants, is in use. Stop the program that has it, or choose another with SANDBOX_PORT=<port>.`;
  return new Fault('port-in-use', words, { cause });
}

async function close(server: Server, world: World): Promise<void> {
  world.app.clear();
  await world.socket.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
