/** Far above a rota of years, and small enough to keep. */
const MOST_BYTES = 2 * 1024 * 1024;
const LIMIT_MS = 20_000;

/** A calendar's text, or in words why it cannot be had. The address may be a secret and is in no answer. */
export async function fetchCalendar(
  address: string,
): Promise<{ text: string } | { problem: string }> {
  try {
    const response = await fetch(address, {
      headers: { accept: 'text/calendar, text/plain;q=0.5', 'user-agent': 'runbell' },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!response.ok) return { problem: `the server answered ${response.status}` };
    return await readBody(response);
  } catch (error) {
    return { problem: inWords(error) };
  }
}

async function readBody(response: Response): Promise<{ text: string } | { problem: string }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return { problem: `it has more than ${MOST_BYTES / 1024} kB` };
    chunks.push(chunk);
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)) };
}

function inWords(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `the server did not answer within ${LIMIT_MS / 1000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
  return `the server cannot be reached (${code})`;
}
