import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCommands } from '../../src/cli/commands.ts';
import { readInput } from '../../src/cli/read-input.ts';
import { writtenCommands } from '../../src/cli/runbook/commands.ts';
import { findForAlerts, findForText } from '../../src/cli/runbook/find.ts';
import { showFound } from '../../src/cli/runbook/match.ts';
import { alertsIn } from '../../src/cli/runbook/payload.ts';
import { showRunbook } from '../../src/cli/runbook/show-text.ts';
import { lintFile } from '../../src/runbook/lint/lint.ts';
import { createSource } from '../../src/runbook/lint/source.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { home } from '../config/home.ts';
import { runbell } from './command-line.ts';

const terminal = { width: 60, colour: false };
const markdown = `# Shop

## ShopDown

- **Impact**: nobody can buy

1. Look:

   \`\`\`console
   $ df -h
   Filesystem  Size
   $ git fetch && git reset --hard origin/main
   $ kubectl get pods \\
       -n <namespace>
   \`\`\`

2. Tell support.

\`\`\`yaml
replicas: 2
\`\`\`
`;
const runbook = parseRunbook('shop.md', markdown);

describe('the commands of a file, for programs', () => {
  const commands = writtenCommands(runbook);

  test('are what a person would paste: without prompts and output, and each line once', () => {
    expect(commands.map(({ text }) => text)).toEqual([
      'df -h',
      'git fetch && git reset --hard origin/main',
      'kubectl get pods \\\n    -n <namespace>',
    ]);
  });

  test('have the worst class of their steps, and the reason why there is no button', () => {
    expect(commands.map((one) => [one.class, one.runnable, one.reason === null])).toEqual([
      ['readonly', true, true],
      ['destructive', false, false],
      ['readonly', true, true],
    ]);
  });

  test('say what they ask for, what they are called and where they stand', () => {
    expect(commands[1]?.label).toBe('Look');
    expect(commands[2]).toMatchObject({
      parameters: [{ name: 'namespace', written: '<namespace>' }],
      startLine: 13,
      endLine: 14,
      revealsSecrets: false,
    });
  });
});

describe('a runbook on the terminal', () => {
  const lines = showRunbook('docs/shop.md', runbook, [], terminal);

  test('begins with its title, its alerts and what is in it', () => {
    expect(lines.slice(0, 5)).toEqual([
      'Shop',
      'docs/shop.md',
      '  Alerts    ShopDown',
      '1 procedure, 5 steps (3 with a button, 1 to copy, 1 by',
      'hand), 2 snippets',
    ]);
  });

  test.each([
    '  Impact    nobody can buy',
    '   10  look    df -h',
    '   12  copy    git reset --hard origin/main',
    '               Asks for <namespace>',
    '   17  by hand Tell support.',
  ])('has the line "%s"', (line) => {
    expect(lines).toContain(line);
  });

  test('stays as narrow as the terminal, but for a command', () => {
    const prose = lines.filter((line) => !/^ +\d+ {2}(?:look|copy|change)/.test(line));

    expect(prose.filter((line) => line.length > terminal.width)).toEqual([]);
  });

  test('is coloured only where that is wanted', () => {
    const coloured = showRunbook('x', runbook, [], { ...terminal, colour: true }).join('\n');

    expect(lines.join('\n')).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[32mlook');
  });

  test('cannot be made to colour, move or reverse anything', () => {
    const text = '# A\u001b[31m\n\n## ShopDown\n\n1. Do \u202eit\u009b2J: `ls \u0007 -l`\n';
    const shown = showRunbook('x', parseRunbook('x.md', text), [], terminal).join('\n');

    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });

  test('says so when it tells nobody what to do', () => {
    const shown = showRunbook('x', parseRunbook('x.md', 'Hello.'), [], terminal).join(' ');

    expect(shown).toContain('No procedures');
  });
});

const piece = fc.constantFrom(
  ...['# A\n', '## ShopDown\n', '```bash\n', '```\n', '- ', '1. ', '> ', '`rm -rf x`', '\n\n'],
  ...[
    'ls -l && df\n',
    'kubectl logs -f <pod>\n',
    'A=$(date)\n',
    '[a](b.md#c)',
    '| a | b |\n|--|--|\n',
  ],
  ...['\u001b[2J', '\u202e', '\u0000', '\ufffd', 'password=aB3dE5fG7hJ9kL ', '\r', '\t', '~~~'],
);

test('whatever stands in a file, it is shown and checked, and its text is harmless', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const one = parseRunbook('x.md', text);
      const source = createSource({
        ...{ file: 'x.md', markdown: text, runbook: one, service: null, actions: {} },
      });
      const shown = showRunbook('x.md', one, lintFile(source), terminal).join('\n');

      expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
      for (const { text: pasted, runnable, reason } of writtenCommands(one)) {
        expect(pasted).not.toBe('');
        expect(runnable).toBe(reason === null);
      }
    }),
    { numRuns: 400, seed: 3 },
  );
}, 30_000);

describe('what an alert or words lead to', () => {
  const alertmanager = { status: 'firing', labels: { alertname: 'ShopDown', job: 'shop' } };
  test.each<[string, unknown]>([
    ['a webhook of Alertmanager', { version: '4', alerts: [alertmanager] }],
    ['the list of its API', [alertmanager]],
    ['one alert of it', alertmanager],
    ['our own format', { title: 'It is down', name: 'ShopDown', service: 'shop' }],
    ['a list of that', [{ title: 'ShopDown', labels: { job: 'shop' } }]],
  ])('%s is read', async (_, payload) => {
    await using folder = await home();
    const { directory } = await folder.load();
    const { matches } = findForAlerts(directory, alertsIn(input(JSON.stringify(payload))));

    expect(matches).toMatchObject([
      { service: 'shop', procedure: { title: 'ShopDown' }, score: 1, because: 'alert name' },
    ]);
  });

  test.each([
    ['not JSON: secret', /payload.json is not JSON/],
    ['{"hello": 1}', /payload.json: expected an object/],
    ['{"alerts": []}', /payload.json: expected an Alertmanager webhook/],
    ['null', /payload.json: expected/],
  ])('%s is no payload, and told without repeating it', (text, message) => {
    expect(() => alertsIn(input(text))).toThrow(message);
    expect(() => alertsIn(input(text))).not.toThrow(/secret/);
  });

  test('nothing that fits is said as such, with what comes nearest', async () => {
    await using folder = await home({
      'shop/operations.md': '# Shop\n\n## Restart the till\n\n1. Restart it: `./restart`\n',
    });
    const { directory } = await folder.load();
    const found = findForAlerts(directory, alertsIn(input('{"title": "TillJammed"}')));

    expect(found.matches).toEqual([]);
    expect(showFound(found, terminal)).toEqual([
      'No procedure fits. The nearest is:',
      expect.stringMatching(/^0\.\d\d {2}Restart the till$/),
      expect.stringContaining('shop, shop/operations.md:3'),
    ]);
    const nothing = findForText(directory, 'zzqqxx');
    expect(showFound(nothing, terminal)).toEqual(['No procedure fits, and none comes near.']);
  });

  function input(text: string) {
    return { name: 'payload.json', text, lost: null };
  }
});

describe('typed', { timeout: 60_000 }, () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runbell-show-'));
    await writeFile(join(folder, 'a page.md'), `${markdown}\n[gone](gone.md)\n`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('show prints a file of any place for programs', async () => {
    const { code, out } = await runbell(['runbook', 'show', join(folder, 'a page.md'), '--json']);
    const read = JSON.parse(out);

    expect(code).toBe(0);
    expect(Object.keys(read)).toEqual([
      ...['title', 'alerts', 'sections', 'commands', 'snippets', 'findings'],
    ]);
    expect(read).toMatchObject({
      title: 'Shop',
      alerts: ['ShopDown'],
      sections: [{ heading: 'ShopDown', kind: 'mitigation', line: 3 }],
      snippets: [
        { text: expect.any(String), startLine: expect.any(Number) },
        { text: 'replicas: 2', startLine: 20 },
      ],
      findings: [
        { rule: 'destructive', line: 12 },
        { rule: 'dead-link', line: 23 },
      ],
    });
    expect(Object.keys(read.commands[0])).toEqual([
      ...['text', 'class', 'runnable', 'reason', 'revealsSecrets', 'label', 'parameters'],
      ...['startLine', 'endLine'],
    ]);
  });

  test('show takes random bytes from standard input', async () => {
    const input = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256));
    const { code, out } = await runbell(['runbook', 'show', '-', '--json'], { input });

    expect(code).toBe(0);
    expect(JSON.parse(out).title).toBe('standard input');
  });

  test('UTF-16 is read, and said to be what the bot does not read', async () => {
    const path = join(folder, 'utf16.md');
    await writeFile(path, Buffer.from('\ufeff# Shop\n', 'utf16le'));

    expect(await readInput(path)).toMatchObject({
      text: '# Shop\n',
      lost: expect.stringContaining('UTF-16'),
    });
  });

  test('what cannot be read is one line that says what to do', async () => {
    const gone = await runbell(['runbook', 'show', join(folder, 'gone.md')]);

    expect(gone.code).toBe(1);
    expect(gone.err).toBe(
      `${join(folder, 'gone.md')} does not exist; give the path of a file, or - for standard input\n`,
    );
  });

  test('match wants an alert or words', async () => {
    let said = '';
    const program = new Command('runbell').exitOverride().configureOutput({
      writeErr: (text) => {
        said += text;
      },
    });
    await addCommands(program, ['runbook']);

    await expect(program.parseAsync(['node', 'runbell', 'runbook', 'match'])).rejects.toThrow();
    expect(said).toMatch(/^error: give either --alert <file> or --text <words>\n/);
  });

  test('match reads the folder of Runbell', async () => {
    await using config = await home();
    const env = { RUNBELL_HOME: config.path };
    const { code, out, err } = await runbell(
      ['runbook', 'match', '--json', '--text', 'shop', 'is', 'down'],
      { env },
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        service: 'shop',
        file: 'shop/operations.md',
        procedure: 'ShopDown',
        score: expect.any(Number),
        because: expect.any(String),
      },
    ]);
    // The variable of its hook key is not set here.
    expect(err).toBe('1 mistake in the configuration: runbell check names them.\n');
  });
});

test.each([
  [['start'], 'runbell start --targets none'],
  [['worker'], 'runbell worker --targets all'],
  [['check'], 'runbell check --rules'],
  [['runbook', 'show'], '| runbell runbook show -'],
  [['runbook', 'match'], 'runbell runbook match --text'],
])('%j --help has examples', async (command, example) => {
  let help = '';
  const program = new Command('runbell').exitOverride().configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  await addCommands(program, command);
  await expect(program.parseAsync(['node', 'runbell', ...command, '--help'])).rejects.toThrow();

  expect(help).toContain('Examples:');
  expect(help).toContain(example);
});
