import { describe, expect, test } from 'vitest';
import { Action } from '../../src/action/catalogue.ts';
import { duplicateAlerts, withoutProcedure } from '../../src/runbook/lint/alerts.ts';
import type { LintFinding } from '../../src/runbook/lint/finding.ts';
import { anchorsOf, deadLinks } from '../../src/runbook/lint/links.ts';
import { lintFile, lintSource, sorted } from '../../src/runbook/lint/lint.ts';
import { ruleTable } from '../../src/runbook/lint/rule-table.ts';
import { createSource, type Source } from '../../src/runbook/lint/source.ts';
import { createMatcher } from '../../src/runbook/match.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const actions = { wipe: Action.parse({ run: ['redis-cli', 'FLUSHALL'], class: 'destructive' }) };
const shell = (...lines: string[]) => ['```bash', ...lines, '```'].join('\n');
const page = (...blocks: string[]) => `# Shop\n\n## ShopDown\n\n${blocks.join('\n\n')}\n`;

/** A file that has the finding, at its place, and the nearest one that has not. */
const table: [rule: string, at: string, wrong: string, right: string][] = [
  ['copy-only', '6:1', page(shell('df -h > /tmp/disks')), page(shell('df -h'))],
  ['copy-only', '5:17', page('1. Look again: `df -h > /tmp/x`'), page('1. Look again: `df -h`')],
  ['destructive', '6:1', page(shell('redis-cli FLUSHDB')), page(shell('redis-cli FLUSHALL'))],
  [
    'secret',
    '6:31',
    page(shell('./login --user=ops --password=Tr0ub4dor-3')),
    page(shell('./login --user=ops --password=$SHOP_PASSWORD')),
  ],
  [
    'secret',
    '5:14',
    page('The token is xoxb-1234567890-abcdefghij.'),
    page('The token is <token>, such as xoxb-….'),
  ],
  ['unclosed-fence', '5:1', page('```bash\ndf -h'), page(shell('df -h'))],
  [
    'unclosed-fence',
    '5:4',
    page('1. ~~~\n   df -h\n\nThen wait.'),
    page('1. ~~~\n   df -h\n   ~~~\n\nThen wait.'),
  ],
  [
    'empty-procedure',
    '7:1',
    page('Restart it.', '## ShopSlow', '## ShopEmpty', 'Fill it.').replace('ShopSlow', 'ShopDown'),
    page('Restart it.', '## ShopSlow', 'Wait.', '## ShopEmpty', 'Fill it.'),
  ],
];

describe('each rule finds what it is for, and nothing in the nearest file that is sound', () => {
  test.each(table)('%s at %s', (rule, at, wrong, right) => {
    expect(lintFile(source(wrong)).map(placed)).toContain(`${rule} ${at}`);
    expect(lintFile(source(right)).filter((one) => one.rule === rule)).toEqual([]);
  });
});

test.each([
  'export TOKEN=$(vault read -field=token shop)',
  'curl -H "Authorization: Bearer $ADMIN_TOKEN" http://shop/',
  'redis-cli --requirepass "$REDIS_PASSWORD"',
  'psql postgres://shop:<password>@db/shop',
  'docker run -v "$PWD":/work shop',
  'mysql --password=YOUR_PASSWORD',
  'mysql --password=changeme',
])('what stands in for a secret is none: %s', (line) => {
  expect(rulesIn(page(shell(line)))).not.toContain('secret');
});

test('a finding about a secret does not tell it', () => {
  const text = page(shell('PASSWORD=Tr0ub4dor-3 TOKEN=aB3dE5fG7hJ9kL ./login'));
  const found = lintFile(source(text)).filter(({ rule }) => rule === 'secret');

  expect(found).toHaveLength(2);
  expect(JSON.stringify(found)).not.toMatch(/Tr0ub4dor|aB3dE5f/);
});

test('what the reader could not take is an error of the file', () => {
  expect(rulesIn('x'.repeat(600_000))).toContain('unreadable');
});

describe('links', () => {
  const text = page(
    '[good](other.md), [gone](gone.md), [part](other.md#two-words), [no part](other.md#three)',
    '![picture](./map.png) [self](#shopdown) [not here](#nowhere) [far](https://x.org/gone.md)',
    '[root](/docs/x.md) [mail](mailto:a@b.c) [template]({{ site }}/x.md) `[code](gone.md)`',
  );
  const files = new Map([['other.md', anchorsOf('# Other\n\n## Two words\n')]]);

  test('a link to no file and one to no heading are found, and no others', () => {
    const one = source(text);
    const found = deadLinks(one, ({ path }) => {
      if (path === '') return anchorsOf(text);
      return path === './map.png' ? 'file' : (files.get(path) ?? 'nothing');
    });

    expect(found.map(({ what }) => /`(.*?)`/.exec(what)?.[1])).toEqual([
      'gone.md',
      'other.md#three',
      '#nowhere',
    ]);
    expect(found.map(placed)[0]).toBe('dead-link 5:19');
  });

  test.each([
    ['## Two words', 'two-words'],
    ['## What `df -h` says?', 'what-df--h-says'],
    ['## Grüße & Küsse', 'grüße--küsse'],
    ['## Again\n\n## Again', 'again-1'],
    ['## Named {#by-hand}', 'by-hand'],
    ['<a name="Old"></a>', 'old'],
    ['Setext\n------', 'setext'],
  ])('%s has the anchor %s', (markdown, anchor) => {
    expect([...anchorsOf(markdown)]).toContain(anchor);
  });
});

describe('alerts', () => {
  const down = page('1. Restart it: `./restart`');

  test('two procedures of one service for one alert are a mistake, of two services are not', () => {
    const [a, b] = [source(down, 'shop', 'a.md'), source(down, 'shop', 'b.md')];
    const other = source(down, 'till', 'c.md');

    expect(duplicateAlerts([a, other])).toEqual([]);
    expect(duplicateAlerts([a, b, other]).map(({ file, what }) => [file, what])).toEqual([
      ['b.md', 'ShopDown has a procedure already, at a.md:3'],
    ]);
  });

  const services = [
    { service: 'shop', alerts: { job: 'shop' } },
    { service: 'till', alerts: { job: 'till' } },
  ];
  const matcher = createMatcher([{ service: 'shop', runbook: source(down).runbook }]);
  test.each([
    ['ShopDown', { job: 'shop' }, null],
    ['ShopDown', {}, null],
    ['ShopDown', { job: 'till' }, 'no runbook of till has a procedure for the alert ShopDown'],
    ['TillJammed', {}, 'no runbook has a procedure for the alert TillJammed'],
  ])('the rule %s with %j: %s', (name, labels, what) => {
    const rule = { file: 'rules.yml', line: 4, column: 9, name, labels, annotations: {} };
    const found = withoutProcedure([rule], services, matcher);

    expect(found.map((one) => one.what.split(';')[0])).toEqual(what === null ? [] : [what]);
    expect(found.map(placed)).toEqual(what === null ? [] : ['alert-without-procedure 4:9']);
  });
});

describe('what nobody can reach', () => {
  const twins = Array.from(
    { length: 6 },
    (_, index) => `# T${index}\n\n## Weekly\n\n- Look at it.\n`,
  );

  test('is one of six with the same title, without alert and symptom', () => {
    expect(unreachableIn(twins)).toBe(1);
    expect(unreachableIn(twins.slice(0, 5))).toBe(0);
  });

  test('is not one that has symptoms', () => {
    const told = twins.map((text) => `${text}\n### Symptoms\n\n- It squeaks.\n`);

    expect(unreachableIn(told)).toBe(0);
  });

  function unreachableIn(texts: string[]): number {
    const sources = texts.map((text, index) => source(text, 'shop', `${index}.md`));
    const matcher = createMatcher(sources.map(({ runbook }) => ({ service: 'shop', runbook })));
    return sources
      .flatMap((one) => lintSource(one, matcher))
      .filter(({ rule }) => rule === 'unreachable-procedure').length;
  }
});

test('a command that an action runs word for word is fine', () => {
  expect(rulesIn(page(shell('redis-cli FLUSHALL')))).toEqual([]);
});

test('findings come in the order of files, lines and columns', () => {
  const at = (file: string, line: number | null, column: number): LintFinding => {
    const { rule, level, why, mend } = ruleTable[0];
    return { file, line, column, level, rule, what: 'x', why, mend };
  };
  const found = sorted([
    at('b', 1, 1),
    at('a', 10, 2),
    at('a', 10, 1),
    at('a', 9, 1),
    at('a', null, 1),
  ]);

  expect(found.map(placed)).toEqual(
    ['a null:1', 'a 9:1', 'a 10:1', 'a 10:2', 'b 1:1'].map((text) => `config ${text.slice(2)}`),
  );
});

test('every rule says why in half a sentence and how to mend it', () => {
  const lame = ruleTable.filter(
    ({ why, mend }) => why.length < 25 || mend.length < 25 || /\.$/.test(why + mend),
  );

  expect(lame).toEqual([]);
  expect(new Set(ruleTable.map(({ rule }) => rule)).size).toBe(ruleTable.length);
});

test.each([
  ['brackets', '['.repeat(20_000)],
  ['quotes', `${'> '.repeat(5000)}x`],
  ['lists', `${'- '.repeat(100)}x`],
  ['secrets', 'password=aB3dE5fG7hJ9kL\n'.repeat(4000)],
])('hostile input takes no long time: %s', (_, text) => {
  const one = source(text);
  const started = performance.now();
  lintFile(one);

  expect(performance.now() - started).toBeLessThan(2000);
});

function source(markdown: string, service = 'shop', file = 'shop.md'): Source {
  const runbook = parseRunbook(file, markdown);
  return createSource({ file, markdown, runbook, service, actions });
}

function rulesIn(markdown: string): string[] {
  return lintFile(source(markdown)).map(({ rule }) => rule);
}

function placed({ rule, line, column }: LintFinding): string {
  return `${rule} ${line}:${column}`;
}
