import type { Dispatcher } from 'undici';
import type { Recorder } from '../recorder.ts';
import type { ReadyRequest } from './fill-request.ts';

/** Of a longer answer the rest is not read. */
const kept = 65_536;
const readable = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|yaml|problem)|$)/i;
/** Headers that say something about the answer; the others are about the connection, or secret. */
const told = ['content-type', 'content-length', 'location', 'retry-after', 'x-request-id'];

/** Status, telling headers and the head of the body go into the record. */
export async function keepAnswer(
  { method, url }: ReadyRequest,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  recorder: Pick<Recorder, 'say' | 'take'>,
): Promise<void> {
  // Whoever reads it is told; given up unread, it would otherwise end the worker.
  body.on('error', () => undefined);
  const lines = told.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name}: ${[value].flat().join(', ')}`];
  });
  await recorder.say(`${[`${method} ${url}`, `HTTP ${statusCode}`, ...lines].join('\n')}\n\n`);
  if (!readable.test([headers['content-type'] ?? ''].flat().join(''))) {
    body.destroy();
    await recorder.say('[not a text, and not kept]\n');
    return;
  }
  const part = headOf(body);
  await recorder.take(part);
  if (part.problem) throw part.problem;
  await recorder.say(part.cut ? '\n[there is more, which was not read]\n' : '\n');
}

interface Head extends AsyncIterable<Uint8Array> {
  cut: boolean;
  /** Why it broke off; whoever reads an output takes a broken stream for its end. */
  problem: Error | null;
}

function headOf(body: Dispatcher.ResponseData['body']): Head {
  const head: Head = {
    cut: false,
    problem: null,
    async *[Symbol.asyncIterator]() {
      let left = kept;
      try {
        for await (const chunk of body) {
          const bytes: Buffer = chunk;
          yield bytes.subarray(0, left);
          left -= bytes.length;
          if (left > 0) continue;
          head.cut = left < 0;
          body.destroy();
          return;
        }
      } catch (error) {
        head.problem = error instanceof Error ? error : new Error(String(error));
      }
    },
  };
  return head;
}
