import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writtenCommands } from '../../src/cli/runbook/commands.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const folder = process.env.RUNBELL_SEEDS ?? '';

// Counted by reading the five files: what a person would paste, and what only looks like it. Lines of
// configuration or output that follow each other are one.
test.each([
  ['kindle-sync.md', 32, 2],
  ['newsletter.md', 70, 4],
  ['emailops.md', 48, 6],
  ['upload-bridge.md', 31, 3],
  ['screen2deck.md', 148, 14],
])('%s holds %i commands, and %i snippets that are none', (file, commands, snippets) => {
  const runbook = parseRunbook(file, readFileSync(join(folder, file), 'utf8'));
  expect(writtenCommands(runbook)).toHaveLength(commands);
  expect(runbook.snippets).toHaveLength(snippets);
  expect(runbook.findings.filter(({ level }) => level === 'error')).toEqual([]);
});
