import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Tapped extends AsyncDisposable {
  /** The same API, reached through here. */
  url: string;
  /** When the next call of this method about `slot` has been carried out, and before its answer goes back. */
  after(method: string, slot?: string): Promise<void>;
}

/** A listener on the wire to Slack: whoever waits on `after` can end the bot in the moment between deed and answer. */
export async function tapped(apiUrl: string): Promise<Tapped> {
  const waiting = new Map<string, { slot: string; happened: () => void }>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const method = request.url?.split('/').at(-1)?.split('?')[0] ?? '';
    const sent = Buffer.concat(chunks).toString();
    const answer = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
        authorization: request.headers.authorization ?? '',
      },
      body: sent,
    });
    const body = await answer.text();
    if (happened(method, decodeURIComponent(sent))) return;
    send(response, answer, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function happened(method: string, sent: string): boolean {
    const wanted = waiting.get(method);
    if (!wanted || !sent.includes(wanted.slot)) return false;
    waiting.delete(method);
    wanted.happened();
    return true;
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    after: (method, slot) =>
      new Promise((happened) =>
        waiting.set(method, { slot: slot ? `"slot":"${slot}` : '', happened }),
      ),
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
