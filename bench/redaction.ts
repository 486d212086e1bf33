import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createRedactor } from '../src/action/redact.ts';
import { floods, pathological } from './redaction/floods.ts';
import { scoreRedaction } from './redaction/score.ts';

export const about =
  'what is redacted, what is left alone, and how fast: [--misses] [--megabytes 8]';

/** Scores the table of made-up secrets and look-alikes, then measures floods and the worst inputs. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      misses: { type: 'boolean', default: false },
      megabytes: { type: 'string', default: '8' },
    },
  });
  const redactor = createRedactor({
    values: Array.from({ length: 40 }, (_, n) => `known value ${n} of a variable`),
    mark: (secret) => createHmac('sha256', 'bench').update(secret).digest('hex').slice(0, 4),
  });
  const score = scoreRedaction(redactor);
  console.log(`secrets        ${score.leaks}, found ${score.leaks - score.missed.length}`);
  console.log(`look-alikes    ${score.innocents}, taken ${score.taken.length}`);
  console.log(`recall         ${score.recall.toFixed(3)}`);
  console.log(`precision      ${score.precision.toFixed(3)}`);
  if (values.misses) for (const one of [...score.missed, ...score.taken]) console.log(`  ${one}`);

  const bytes = Number(values.megabytes) * 1_000_000;
  console.log('\nMB for each second of processor time, in pieces of 64 kB:');
  for (const [name, text] of Object.entries(floods(bytes))) {
    const speeds = [1, 2, 3].map(() => speedOf(redactor.stream(), text));
    console.log(
      `  ${name.padEnd(28)}${Math.max(...speeds)
        .toFixed(0)
        .padStart(6)}`,
    );
  }
  const worst = pathological
    .map(([name, part]) => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      return { name, speed: speedOf(redactor.stream(), text) };
    })
    .sort((a, b) => a.speed - b.speed)
    .slice(0, 5);
  console.log('\nThe slowest of the worst inputs, 1 MB each:');
  for (const { name, speed } of worst)
    console.log(`  ${name.padEnd(28)}${speed.toFixed(1).padStart(6)}`);
}

const piece = 65_536;

function speedOf(stream: { push(text: string): string; end(): string }, text: string): number {
  const before = process.cpuUsage();
  for (let at = 0; at < text.length; at += piece) stream.push(text.slice(at, at + piece));
  stream.end();
  const { user, system } = process.cpuUsage(before);
  return text.length / (user + system);
}
