import { createServer, type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Fault } from '../lib/fault.ts';
import { type AppOptions, createApp, routeOf } from './app.ts';

export interface HttpOptions extends AppOptions {
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** Gets every request below `/slack/` as Node made it, body unread. */
  slack?: RequestListener;
  /** How long `close` waits for what is in flight. */
  closeWithinMs?: number;
}

export interface HttpServer {
  url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens the bot's one port: alerts in, health, metrics, and Slack in HTTP mode. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const toApp = getRequestListener(createApp(options).fetch, {
    // Replacing the global Request and Response would reach Slack's client and everyone else.
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    response.on('finish', () => options.metrics.httpAnswered(routeOf(path), response.statusCode));
    if (options.slack && path.startsWith('/slack/')) options.slack(request, response);
    else void toApp(request, response);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  const close = prepareClose(server, options.closeWithinMs ?? 5000);
  const port = await listen(server, options.port, options.host);
  return { url: urlOf(options.host, port), close, [Symbol.asyncDispose]: close };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new Fault(
      'port-in-use',
      `Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to a free port: PORT=${port + 10} npm start`,
      { cause: error },
    );
  }
  if (error.code !== 'EACCES') return error;
  return new Fault(
    'port-in-use',
    `Port ${port} on ${host} may not be opened by this user. Set PORT to a port above 1023: PORT=3000 npm start`,
    { cause: error },
  );
}

/** Ends idle connections at once (Node's `close` does), lets requests in flight finish, and gives up on them in time. */
function prepareClose(server: Server, withinMs: number): () => Promise<void> {
  let closed: Promise<void> | null = null;
  server.on('request', (_request, response) => {
    // A connection that was busy when close() came would be kept for its next request.
    response.on('close', () => closed && setImmediate(() => server.closeIdleConnections()));
  });
  return () => {
    closed ??= new Promise((resolve) => {
      const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
      server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
    });
    return closed;
  };
}

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
