import { createServer, connect as dial, type Server, type Socket } from 'node:net';

export interface Cuttable extends AsyncDisposable {
  /** The same address, reached through here. */
  url: string;
  /** Breaks every connection and refuses new ones, as a server that went away does. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** A stretch of wire in front of a database or Redis that a test can cut. */
export async function cuttable(url: string): Promise<Cuttable> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let server = await listen(0);
  const { port } = server.address() as { port: number };

  async function cut() {
    if (!server.listening) return;
    const closed = new Promise((settle) => server.close(settle));
    for (const socket of open) socket.destroy();
    await closed;
  }
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    cut,
    restore: async () => {
      server = await listen(port);
    },
    [Symbol.asyncDispose]: cut,
  };

  function listen(at: number): Promise<Server> {
    const listening = createServer((near) => {
      const far = dial(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          open.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    return new Promise((settle, fail) => {
      listening.once('error', fail);
      listening.listen(at, '127.0.0.1', () => settle(listening));
    });
  }
}
