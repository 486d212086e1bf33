import { readdir } from 'node:fs/promises';
import { z } from 'zod';

/** What a bench file exports: `about` in one line, and `run`, which prints its own table. */
const Bench = z.object({
  about: z.string(),
  run: z.custom<(args: string[]) => Promise<void>>((value) => typeof value === 'function'),
});

const helpers = ['events.ts', 'main.ts', 'stats.ts', 'watch.ts'];

await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<void> {
  const names = await benchNames();
  if (name === undefined || !names.includes(name)) {
    if (name !== undefined) console.error(`There is no bench called ${JSON.stringify(name)}.`);
    console.error('Usage: npm run bench -- <name> [args]');
    for (const one of names) console.error(`  ${one.padEnd(14)}${(await load(one)).about}`);
    if (names.length === 0) console.error('There is none yet: a bench is a file in bench/.');
    process.exitCode = name === undefined ? 0 : 1;
    return;
  }
  await (await load(name)).run(args);
}

async function benchNames(): Promise<string[]> {
  const files = await readdir(new URL('.', import.meta.url));
  return files
    .filter((file) => file.endsWith('.ts') && !helpers.includes(file))
    .map((file) => file.slice(0, -3))
    .sort();
}

async function load(name: string): Promise<z.infer<typeof Bench>> {
  return Bench.parse(await import(new URL(`${name}.ts`, import.meta.url).href));
}
