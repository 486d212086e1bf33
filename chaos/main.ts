import { readdir } from 'node:fs/promises';
import { z } from 'zod';

/** What a file in `stories/` exports: what it is about, in one line and in all, and `run`, which says whether all held. */
const Story = z.object({
  about: z.string(),
  help: z.string(),
  run: z.custom<(args: string[]) => Promise<boolean>>((value) => typeof value === 'function'),
});

const folder = new URL('stories/', import.meta.url);

await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<void> {
  const names = (await readdir(folder)).map((file) => file.replace(/\.[jt]s$/, '')).sort();
  if (name === undefined || !names.includes(name)) {
    if (name !== undefined) console.error(`There is no story called ${JSON.stringify(name)}.`);
    console.error('Usage: npm run chaos -- <name> [args]; --help behind a name says more');
    for (const one of names) console.error(`  ${one.padEnd(10)}${(await load(one)).about}`);
    process.exitCode = name === undefined ? 0 : 1;
    return;
  }
  if (args.includes('--help')) return console.log((await load(name)).help);
  process.exitCode = (await (await load(name)).run(args)) ? 0 : 1;
}

async function load(name: string): Promise<z.infer<typeof Story>> {
  return Story.parse(await import(new URL(`${name}.ts`, folder).href));
}
