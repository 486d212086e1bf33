import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { commandPath } from '../harness/curl.ts';

test('docs/try-it.md prints what it says, and its four levels are paged each at its time', {
  timeout: 180_000,
}, async () => {
  await using bot = await startTestBot();
  await using path = await commandPath();
  const blocks = readBlocks(await readFile('docs/try-it.md', 'utf8'));
  expect(blocks.filter(({ prints }) => prints.length > 0).length).toBeGreaterThan(5);

  const { all } = await execa('sh', ['-eu'], {
    input: scriptOf(blocks, bot),
    env: { PATH: path.value },
    reject: false,
    all: true,
    stripFinalNewline: false,
    timeout: 160_000,
  });
  const printed = all.split(`${mark}\n`);
  for (const [index, { prints }] of blocks.entries()) {
    expect(printed[index] ?? `block ${index + 1} was not reached:\n${all}`).toMatch(
      asPattern(prints),
    );
  }
  expect(await pagedAfter(bot)).toEqual([
    ['U0ONCALL', 0],
    ['U0SENIOR', 5],
    ['U0MANAGER', 15],
    ['U0CTO', 30],
  ]);
});

const mark = '-- the next block --';

interface Block {
  commands: string;
  /** What the page says that it prints. */
  prints: string;
}

/** Each `sh` block, with the `text` block below it. */
function readBlocks(page: string): Block[] {
  const fences = [...page.matchAll(/^```(sh|text)\n(.*?)^```$/gms)];
  return fences.flatMap(([, kind, commands = ''], index) => {
    const [, next, prints = ''] = fences[index + 1] ?? [];
    return kind === 'sh' ? [{ commands, prints: next === 'text' ? prints : '' }] : [];
  });
}

function scriptOf(blocks: Block[], { bot, slack }: TestBot): string {
  return blocks
    .map(({ commands }) => commands)
    .join(`echo '${mark}'\n`)
    .replaceAll('http://127.0.0.1:3000', bot.url)
    .replaceAll('http://127.0.0.1:3001', slack.url);
}

/** `…` stands for any text within the line. */
function asPattern(prints: string): RegExp {
  const literal = prints.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('…', '.*')}$`);
}

/** Who was paged, and how many minutes after the incident began. */
async function pagedAfter({ bot }: TestBot): Promise<[string, number][]> {
  const { incidents } = bot.core.world.store;
  const incident = await incidents.byNumber(1);
  const view = await incidents.view(incident?.id ?? '');
  const start = incident?.openedAt.getTime() ?? 0;
  return (view?.pages ?? []).map(({ user, sentAt }) => [
    user ?? '',
    Math.round(((sentAt?.getTime() ?? 0) - start) / 60_000),
  ]);
}
