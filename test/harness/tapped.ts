import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Tapped extends AsyncDisposable {
  /** The same API, reached through here. */
  url: string;
  /** When the nth call of this method from now on has been carried out, and before its answer goes back. */
  after(method: string, nth: number): Promise<void>;
}

/** A listener on the wire to Slack: whoever waits on `after` can end the bot in the moment between deed and answer. */
export async function tapped(apiUrl: string): Promise<Tapped> {
  const waiting: { method: string; left: number; happened: () => void }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const method = request.url?.split('/').at(-1)?.split('?')[0] ?? '';
    const answer = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
        authorization: request.headers.authorization ?? '',
      },
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (happened(method)) return;
    send(response, answer, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function happened(method: string): boolean {
    const found = waiting.find((one) => one.method === method && one.left > 0);
    if (!found) return false;
    found.left -= 1;
    if (found.left > 0) return false;
    found.happened();
    return true;
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    after: (method, nth) =>
      new Promise((resolve) => waiting.push({ method, left: nth, happened: resolve })),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, answer: Response, body: string): void {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const retry = answer.headers.get('retry-after');
  if (retry) headers['retry-after'] = retry;
  response.writeHead(answer.status, headers).end(body);
}
