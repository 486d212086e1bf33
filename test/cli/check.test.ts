import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { findingLine, summaryLine } from '../../src/cli/check/print.ts';
import { checkAll, type Report } from '../../src/cli/check/report.ts';
import { readRules } from '../../src/cli/check/rule-files.ts';
import { edited, type Home, home } from '../config/home.ts';
import { runbell } from './command-line.ts';

const terminal = { width: 80, colour: false };

test('a sound folder has no findings, and the summary says what was looked at', async () => {
  await using folder = await home();
  const report = await check(folder);

  expect(report.findings).toEqual([]);
  expect(summaryLine(report)).toBe('1 service, 1 runbook, 1 procedure: no errors, no warnings.');
});

test('the runbooks of the try-out have no errors', { timeout: 30_000 }, async () => {
  const report = await checkAll([], [], { RUNBELL_HOME: 'runbooks' });

  expect(report.findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(report.findings.length).toBeGreaterThan(10);
});

test('mistakes of variables, config and runbooks come in one report', async () => {
  await using folder = await home({
    ...edited('shop/service.yaml', 'escalation: standard', 'escalation: standrad'),
    'shop/operations.md': '# Shop\n\n## ShopDown\n\nSee [the map](map.md).\n',
  });
  const report = await check(folder, [], { PORT: 'many' });

  expect(report.findings.map((one) => `${one.rule} ${one.line}:${one.column}`)).toEqual(
    expect.arrayContaining(['config null:null', 'config 3:13', 'dead-link 5:5']),
  );
});

test('of files that are named, only these are reported, with the knowledge of the others', async () => {
  const twice = '# More\n\n## ShopDown\n\n1. Restart it: `./restart`\n';
  await using folder = await home({
    ...edited('shop/service.yaml', 'escalation: standard', 'escalation: standrad'),
    'shop/notes.txt': 'x',
  });
  const only = await check(folder, ['shop/operations.md', 'shop/notes.txt'], { PORT: 'many' });

  expect(only.findings.map(({ rule }) => rule)).toEqual([]);
  expect(only.skipped.map((file) => relative(folder.path, file))).toEqual(['shop/notes.txt']);
  await using sound = await home({ 'shop/a-more.md': twice });
  const second = await check(sound, ['shop/operations.md']);
  expect(second.findings.map(({ rule }) => rule)).toEqual(['duplicate-alert']);
  expect((await check(sound, ['shop/a-more.md'])).findings).toEqual([]);
});

test('a file of no service is read by itself, and without a folder of Runbell', async () => {
  await using folder = await home({
    'elsewhere/x.md': '# X\n\n```bash\nls\n',
    'runbell.yaml': null,
  });
  const report = await check(folder, ['elsewhere/x.md', 'elsewhere/gone.md']);

  expect(report.findings.map(({ rule, what }) => [rule, what])).toEqual([
    ['unreadable', 'this does not exist'],
    ['unclosed-fence', 'the code block that ``` opens here is never closed'],
  ]);
});

test('runbooks of another folder are reported by their own path, and notes are warnings', async () => {
  await using other = await home({ 'guides/x.md': '# X\n\n## TillJammed\n\nSee [map](map.md).\n' });
  await using folder = await home({
    ...edited(
      'runbell.yaml',
      'default_service: shop',
      `default_service: shop\nrunbook_sources: [${other.path}/guides, ${other.path}/shop/x*.md]`,
    ),
  });
  const report = await check(folder);

  expect(report.runbooks).toBe(2);
  expect(report.findings.map(({ rule, level, file }) => [rule, level, file])).toEqual(
    expect.arrayContaining([['dead-link', 'error', join(other.path, 'guides/x.md')]]),
  );
  expect(report.findings.map(({ rule }) => rule)).toContain('config-note');
});

test('alert rules without a procedure are found in every file that the pattern names', async () => {
  const rule = (name: string) =>
    `groups:\n  - name: shop\n    rules:\n      - alert: ${name}\n        expr: up == 0\n`;
  await using folder = await home({
    'prometheus/a.yml': rule('ShopDown'),
    'prometheus/deep/b.yml': rule('TillJammed'),
  });
  const pattern = join(folder.path, 'prometheus/**/*.yml');
  const report = await check(folder, [], {}, [pattern, join(folder.path, 'none/*.yml')]);

  expect(report.rules).toBe(2);
  expect(report.findings.map(({ rule: id, line, column }) => [id, line, column])).toEqual([
    ['alert-without-procedure', 4, 16],
    ['rule-file', 1, 1],
  ]);
});

const rule = '      - alert: A\n        expr: up\n        labels: { job: shop }\n';
test.each([
  ['plain groups', `groups:\n  - rules:\n${rule}`, ['A 3:16']],
  [
    'a resource after another document',
    `kind: Secret\n---\nkind: PrometheusRule\nspec:\n  groups:\n  - rules:\n${rule}`,
    ['A 7:16'],
  ],
  ['a list of resources', `items:\n- spec:\n    groups:\n    - rules:\n${rule}`, ['A 5:16']],
  ['records alone', 'groups:\n- rules:\n  - record: a:b\n    expr: up\n', []],
])('rules are read from %s', (_, text, expected) => {
  const { rules, findings } = readRules('rules.yml', text);

  expect(rules.map(({ name, line, column }) => `${name} ${line}:${column}`)).toEqual(expected);
  expect(rules.every(({ labels }) => labels.job === 'shop')).toBe(true);
  expect(findings).toEqual([]);
});

test.each([
  ['a template', 'groups:\n{{- range .x }}\n  - a\n{{ end }}\n'],
  ['something else', 'hello: world\n'],
  ['nothing', ''],
  ['bottomless nesting', '['.repeat(100_000)],
])('%s is no file of rules, and said to be none', (_, text) => {
  const { rules, findings } = readRules('rules.yml', text);

  expect(rules).toEqual([]);
  expect(findings).toMatchObject([{ rule: 'rule-file', file: 'rules.yml', level: 'error' }]);
});

test('a finding is one line that a compiler could have written', async () => {
  await using folder = await home({
    'shop/operations.md': '# Shop\n\n## ShopDown\n\n1. Look: `df -h > /tmp/disks`\n',
  });
  const [found] = (await check(folder)).findings;

  expect(found && findingLine(found, terminal).replace(`${folder.path}/`, '')).toBe(
    'shop/operations.md:5:11: warning: `df -h > /tmp/disks` can only be copied: it writes its output to a file (`>`), which needs a shell. It has no button: somebody has to copy it into a terminal. Write it as one plain command, or put it into a script and name that in the actions of service.yaml. [copy-only]',
  );
});

test('an escape sequence in a file colours nothing', () => {
  const found = {
    line: 1,
    column: 1,
    rule: 'config',
    level: 'error',
    why: 'y',
    mend: 'z',
  } as const;
  const line = findingLine({ ...found, file: 'a\u001b[31mb.md', what: 'x\u202ey\nq' }, terminal);

  expect(line).toBe('ab.md:1:1: error: xy q. y. z. [config]');
});

test('errors end the command with 1, and --json prints them for programs', {
  timeout: 30_000,
}, async () => {
  await using folder = await home({
    'shop/operations.md': '# Shop\n\n## ShopDown\n\nSee [the map](map.md).\n',
  });
  const env = { RUNBELL_HOME: folder.path, HOOK_KEY: 'a-long-key' };
  const { code, out } = await runbell(['check', '--json'], { env });

  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([
    {
      file: join(folder.path, 'shop/operations.md'),
      line: 5,
      column: 5,
      level: 'error',
      rule: 'dead-link',
      what: 'the link `map.md` leads to no file',
      why: 'Whoever follows it in the middle of an incident finds nothing',
      mend: 'Correct the path or the #anchor, or remove the link',
    },
  ]);
});

/** Paths are below the folder. */
function check(
  { path }: Home,
  files: string[] = [],
  env: NodeJS.ProcessEnv = {},
  rules: string[] = [],
): Promise<Report> {
  return checkAll(
    files.map((file) => join(path, file)),
    rules,
    { RUNBELL_HOME: path, HOOK_KEY: 'a-long-key', ...env },
  );
}
