import type { IncomingMessage } from 'node:http';

export type Body = { text: string } | { refused: 'too-large' | 'too-slow' | 'broken-off' };

/**
 * Reads a request's body from Node's own stream, counting as it comes:
 * a `content-length` may lie and a chunked body has none.
 */
export function readBody(
  request: IncomingMessage,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<Body> {
  if (Number(request.headers['content-length']) > limits.maxBytes) {
    return Promise.resolve({ refused: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => finish({ refused: 'too-slow' }), limits.timeoutMs);
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) finish({ refused: 'too-large' });
      else chunks.push(chunk);
    };
    const onEnd = () => finish({ text: new TextDecoder().decode(Buffer.concat(chunks)) });
    const onBreak = () => finish({ refused: 'broken-off' });
    const finish = (body: Body) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('close', onBreak);
      resolve(body);
    };
    // A listener for errors must stay: a socket that breaks later would end the process.
    request.on('error', onBreak).on('close', onBreak).on('end', onEnd).on('data', onData);
  });
}
