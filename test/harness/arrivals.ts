import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Target } from '../../src/action/catalogue.ts';
import { planStep } from '../../src/action/plan.ts';
import { aroundTarget, settleStep } from '../../src/action/settle.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import type { CommandStep } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { run, runOf, temporaryFolder } from '../runner/plans.ts';

/** What somebody might type to make a command do something else. */
export function typedValues(): fc.Arbitrary<string> {
  const nasty = fc.constantFrom(
    ...[
      ';',
      '&&',
      '||',
      '|',
      '&',
      '$(id)',
      '`id`',
      '$',
      '{',
      '}',
      '$IFS',
      "'",
      '"',
      '\\',
      '\n',
      '\r',
      '\t',
    ],
    ...[
      '\0',
      '-',
      '--',
      '=',
      '*',
      '?',
      '[a-z]',
      '{a,b}',
      '~',
      '>',
      '<',
      '#',
      '!',
      '%s',
      '(',
      ')',
      ' ',
    ],
    ...[
      '\u202e',
      '\u200f',
      '\u2066',
      '\ud83d',
      '\ude00',
      '\u001b[2J',
      '\u0007',
      '\u0085',
      '\u00a0',
      '\ufeff',
    ],
    ...['é', '日本', '🔔', 'a', 'Z', '0', '.', '/', ',', ':', '@', '<x>', '{{x}}'],
  );
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(nasty, { minLength: 1, maxLength: 12 }).map((all) => all.join('')),
    },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1_000, max: 4_096 }).map((length) => "'x".repeat(length / 2)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '-',
        '--help',
        '-rf',
        'x'.repeat(4_097),
        "'".repeat(100_000),
      ),
    },
  );
}

/** Values that a program got as one word each, and values that were refused before anything ran. */
export interface Arrivals {
  arrived: { typed: string; got: unknown }[];
  refused: { typed: string; problem: string }[];
}

/** Sends values through the reader, the form's rules, the plan and a real program that keeps its words. */
export async function arrivals(
  values: string[],
  targetOf: (folder: string) => Target,
): Promise<Arrivals> {
  const folder = await temporaryFolder();
  const target = targetOf(folder);
  await writeFile(
    join(folder, 'keep.mjs'),
    "import { writeFileSync } from 'node:fs'; writeFileSync('words.json', JSON.stringify(process.argv.slice(2)));",
  );
  const around = aroundTarget(target, new Date(0));
  const settled = settleStep(stepWith(values.length), named(values), around);
  const problems = new Map('problems' in settled ? Object.entries(settled.problems) : []);
  const refused = values.flatMap((typed, index) => {
    const problem = problems.get(nameOf(index));
    return problem === undefined ? [] : [{ typed, problem }];
  });
  const accepted = values.filter((_, index) => !problems.has(nameOf(index)));
  const plan = planStep(stepWith(accepted.length), named(accepted), around, () => 'never');
  if (isRefusal(plan)) throw new Error(plan.text);
  const ended = await run(runOf(plan, { target, timeoutMs: 120_000 }));
  if (ended.state !== 'succeeded') throw new Error(ended.summary);
  const words: unknown[] = JSON.parse(await readFile(join(folder, 'words.json'), 'utf8'));
  if (words.length !== accepted.length)
    throw new Error(`${words.length} words, not ${accepted.length}`);
  return {
    arrived: accepted.map((typed, index) => ({ typed: placed(index, typed), got: words[index] })),
    refused,
  };
}

/** A value stands alone in its word, behind an option, or within one. */
const places = [
  ['', ''],
  ['--value=', ''],
  ['a', 'b'],
] as const;

function placed(index: number, text: string): string {
  const [before, after] = places[index % places.length] ?? places[0];
  return before + text + after;
}

function nameOf(index: number): string {
  return `value_${index}`;
}

function named(values: string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [nameOf(index), value]));
}

/** As a runbook writes it. */
function stepWith(count: number): CommandStep {
  const words = Array.from({ length: count }, (_, index) => placed(index, `<${nameOf(index)}>`));
  const line = `${process.execPath} keep.mjs ${words.join(' ')}`;
  const { procedures } = parseRunbook('x.md', `# X\n\n## Keep\n\n\`\`\`sh\n${line}\n\`\`\`\n`);
  const step = procedures[0]?.steps[0];
  if (step?.kind !== 'command' || step.pipeline === null || step.parameters.length !== count)
    throw new Error(
      `this was not read as a command with ${count} values: ${JSON.stringify(step).slice(0, 500)}`,
    );
  return step;
}
