import type { Block, SandboxEvent } from '../../src/sandbox/contract.ts';

/** What somebody sees of the bot's Home tab; nothing before it was opened. */
export async function homeTab(url: string, user: string): Promise<Block[]> {
  const gone = new AbortController();
  const { body } = await fetch(`${url}/_control/events`, { signal: gone.signal });
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('\n\n')) break;
  }
  gone.abort();
  const hello: SandboxEvent = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '');
  return hello.type === 'hello' ? (hello.homes[user] ?? []) : [];
}
