// Asks the service: `node probe.mjs <port>` prints its health, exit 0 ok, 1 failing, 2 no answer.
import { fileURLToPath } from 'node:url';

export async function probe(port, path) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(2_000),
    });
    return { code: response.status, body: await response.json() };
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const answer = await probe(process.argv[2], '/health');
  if (!answer) {
    console.log('health: no answer');
    process.exit(2);
  }
  const failing = Object.entries(answer.body.checks ?? {}).filter(([, state]) => state !== 'ok');
  const why = failing.map(([check, state]) => ` (${check}: ${state})`).join('');
  console.log(`health: ${answer.body.status ?? 'unknown'}, HTTP ${answer.code}${why}`);
  process.exit(answer.code === 200 ? 0 : 1);
}
