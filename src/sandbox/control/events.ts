import type { SandboxEvent } from '../contract.ts';
import type { World } from '../world.ts';
import { hello } from './state.ts';

const heartbeatMs = 15_000;
const maxBehind = 5000;

/** The event stream of the page: everything there is, then every change. */
export function eventStream(world: World, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          // A reader that stands still would fill the memory; it reconnects and starts with `hello`.
          if ((controller.desiredSize ?? 0) < -maxBehind) return stop();
          controller.enqueue(encoder.encode(text));
        };
        const send = (event: SandboxEvent) => write(`data: ${JSON.stringify(event)}\n\n`);
        const forget = world.store.on(send);
        const beat = setInterval(() => write(': still here\n\n'), heartbeatMs).unref();
        let open = true;
        stop = () => {
          if (!open) return;
          open = false;
          forget();
          clearInterval(beat);
          signal.removeEventListener('abort', stop);
          controller.close();
        };
        signal.addEventListener('abort', stop);
        send(hello(world));
      },
      cancel: () => stop(),
    },
    new CountQueuingStrategy({ highWaterMark: 100 }),
  );
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
