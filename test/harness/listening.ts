import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Told {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
}

export interface Listening extends AsyncDisposable {
  url: string;
  heard: Heard[];
}

/** An HTTP server of the outside world: it keeps what it hears and answers as `answer` says; null hangs up. */
export async function listening(answer: (heard: Heard) => Told | null): Promise<Listening> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    heard.push(one);
    const told = answer(one);
    if (told === null) request.socket.destroy();
    else
      response
        .writeHead(told.status, { 'content-type': 'application/json', ...told.headers })
        .end(told.json === undefined ? '' : JSON.stringify(told.json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
