import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './views/reply.ts';

/** Loads every file of the folder `commands/`: adding a slash command is adding a file. */
export async function loadCommands(): Promise<Command[]> {
  // Compiled, this file lies in dist/src/slack and the commands beside dist/src.
  const folder = path.join(import.meta.dirname, '..', '..', 'commands');
  const files = (await readdir(folder)).filter(
    (name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'),
  );
  return Promise.all(files.sort().map((name) => load(path.join(folder, name))));
}

async function load(file: string): Promise<Command> {
  const module: { default?: unknown } = await import(pathToFileURL(file).href);
  if (!isCommand(module.default)) {
    throw new Error(
      `commands/${path.basename(file)} exports no command by default; see commands/oncall.ts for the shape`,
    );
  }
  return module.default;
}

function isCommand(value: unknown): value is Command {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'run' in value &&
    typeof value.run === 'function'
  );
}
