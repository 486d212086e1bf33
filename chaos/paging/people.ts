import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { followWorkspace } from '../../bench/events.ts';
import type { Message } from '../../src/sandbox/contract.ts';

/** Those who are paged: what they get and when, by `performance.now()`. */
export interface People {
  webhookUrl: string;
  /** By the id of the page in Slack, and of the notification at the webhook. */
  arrived: ReadonlyMap<string, readonly number[]>;
  /** When the message of a page first said that somebody had acknowledged, by incident. */
  answered: ReadonlyMap<string, number>;
  /** The newest message that asks for an answer, by incident. */
  asking: ReadonlyMap<string, Message>;
  /** Resolves as the next page arrives anywhere, before whoever sent it hears of it. */
  next(): Promise<void>;
  close(): Promise<void>;
}

export async function watchPeople(workspace: string): Promise<People> {
  const arrived = new Map<string, number[]>();
  const answered = new Map<string, number>();
  const asking = new Map<string, Message>();
  let waiting: (() => void)[] = [];

  function arrive(id: string): void {
    arrived.set(id, [...(arrived.get(id) ?? []), performance.now()]);
    for (const happened of waiting.splice(0)) happened();
  }

  function read(message: Message, isNew: boolean): void {
    const { incident, slot } = message.metadata?.event_payload ?? {};
    if (typeof incident !== 'string' || !String(slot).startsWith('page:')) return;
    if (isNew) {
      arrive(String(slot).slice('page:'.length));
      asking.set(incident, message);
    } else if (message.text.startsWith('✓') && !answered.has(incident))
      answered.set(incident, performance.now());
  }

  const following = await followWorkspace(workspace, (event) => {
    if (event.type === 'message') read(event.message, true);
    if (event.type === 'message_changed') read(event.message, false);
  });
  const server = await listen(arrive);
  return {
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`,
    arrived,
    answered,
    asking,
    next: () => new Promise((happened) => waiting.push(happened)),
    close: async () => {
      waiting = [];
      await following.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function listen(arrive: (id: string) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
    arrive(id);
    // Who waits for this moment ends the bot in it; the answer then finds nobody.
    await new Promise((soon) => setImmediate(soon));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
