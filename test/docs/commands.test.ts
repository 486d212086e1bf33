import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addCommands, commands as ofShell } from '../../src/cli/commands.ts';
import { isMisunderstood, readIncidentCommand } from '../../src/incident/command.ts';
import { loadCommands } from '../../src/slack/commands.ts';

const doc = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
const commands = await loadCommands();
const vocabulary = { services: ['shop'], policies: [], words: new Map([['p1', 'p1' as const]]) };

test('the reference has a part for every slash command and for no other', () => {
  const parts = [...doc.matchAll(/^## (\/\w+)$/gm)].map(([, name]) => name);

  expect(parts.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
});

test.each(commands.map(({ name, usage }) => [name, usage] as const))(
  'the reference and the usage of %s name the same verbs',
  (name, usage) => {
    expect(documented(name).toSorted()).toEqual(verbsOf(usage).toSorted());
  },
);

test('the usage of /incident names what it reads', () => {
  const usage = commands.find(({ name }) => name === '/incident')?.usage ?? '';

  expect(verbsOf(usage).toSorted()).toEqual(knownVerbs().toSorted());
});

test.each(aliases())('%s is read as %s', (alias, verb) => {
  const read = (word: string) => readIncidentCommand(`${word} p1 shop is down`, vocabulary);

  expect(knownVerbs()).not.toContain(alias);
  expect(read(alias)).toEqual(read(verb));
  expect(read(`${alias}x`)).not.toEqual(read(verb));
});

test.each([...doc.matchAll(/^(\/incident .+)$/gm)].map(([, line = '']) => line))(
  'the example is understood: %s',
  (line) => {
    const words = line.replace('/incident ', '').replace('@ada', '<@U0ADA>');
    const wide = {
      services: ['newsletter'],
      policies: ['support'],
      words: new Map([['p1', 'p1'] as const, ['p2', 'p2'] as const]),
    };

    expect(isMisunderstood(readIncidentCommand(words, wide))).toBe(false);
  },
);

test('the reference names every command of the command line and its options', async () => {
  const program = new Command();
  await addCommands(program, Object.keys(ofShell));
  const known = program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [waysOf(command)]
      : command.commands.map((inner) => `${command.name()} ${waysOf(inner)}`),
  );
  const stated = [...doc.matchAll(/^\| `runbell ([^`]+)`/gm)].map(([, words = '']) =>
    words.replaceAll(/<[^>]+>/g, '').match(/[\w-]+/g),
  );

  expect(stated.map((words) => words?.toSorted().join(' ')).toSorted()).toEqual(
    known.map((words) => words.split(' ').toSorted().join(' ')).toSorted(),
  );
});

function waysOf(command: Command): string {
  return [command.name(), ...command.options.map(({ long }) => long)].join(' ');
}

/** `search <words> | show <name>`: the first word of each way, when it is no argument. */
function verbsOf(usage: string): string[] {
  return usage
    .split(' | ')
    .map((way) => way.split(' ')[0] ?? '')
    .filter((word) => /^\w+$/.test(word));
}

function documented(name: string): string[] {
  return [...doc.matchAll(/^\| `(\/\w+) (\w+)/gm)]
    .filter(([, command]) => command === name)
    .map(([, , verb = '']) => verb);
}

/** What `/incident` says it knows, when it is asked for something else. */
function knownVerbs(): string[] {
  const answer = readIncidentCommand('juggle', vocabulary);
  const list = isMisunderstood(answer) ? /It knows (.+)\.$/.exec(answer.problem)?.[1] : undefined;
  return list?.split(', ') ?? [];
}

function aliases(): [alias: string, verb: string][] {
  return [...doc.matchAll(/^\| `\/incident (\w+)[^|]*\|[^|]*\|([^|]*)\|$/gm)].flatMap(
    ([, verb = '', cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, alias = '']): [string, string] => [alias, verb]),
  );
}
