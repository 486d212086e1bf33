import type { SandboxEvent } from '../src/sandbox/contract.ts';

export interface Following {
  close(): Promise<void>;
}

/** Reads the event stream that also feeds the page of the workspace; `at` is `performance.now()`. */
export async function followWorkspace(
  url: string,
  onEvent: (event: SandboxEvent, at: number) => void,
): Promise<Following> {
  const stop = new AbortController();
  const response = await fetch(`${url}/_control/events`, { signal: stop.signal });
  if (!response.body) throw new Error('the workspace has no event stream');
  const reading = read(response.body, onEvent).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

async function read(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: SandboxEvent, at: number) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const at = performance.now();
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith('data: ')) onEvent(JSON.parse(part.slice(6)), at);
    }
  }
}
