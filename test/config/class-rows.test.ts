import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAll } from '../../src/cli/check/report.ts';
import { classRows } from '../../src/config/class-rows.ts';
import { home, sound } from './home.ts';

const row = (program: string) =>
  `commands:\n  - { program: ${program}, class: destructive, example: ${program} all }\n`;
const page = (program: string) => `# X\n\n## Till jammed\n\n\`\`\`bash\n${program} all\n\`\`\`\n`;

test('a file read by itself gets the class rows of the nearest runbell.yaml above it, else of RUNBELL_HOME', async () => {
  await using folder = await home({
    'runbell.yaml': sound['runbell.yaml'] + row('wiper'),
    'inner/runbell.yaml': row('burner'),
    'inner/deep/x.md': page('burner'),
    'drafts/x.md': page('wiper'),
  });
  await using other = await home({ 'x.md': page('wiper') });
  const programs = async (path: string | null, from: string) =>
    (await classRows(path, from)).rows.map(({ program }) => program);

  expect(await programs(join(folder.path, 'inner/deep/x.md'), other.path)).toEqual(['burner']);
  expect(await programs(join(folder.path, 'drafts/x.md'), other.path)).toEqual(['wiper']);
  expect(await programs(null, folder.path)).toEqual(['wiper']);
  // The nearest has none: what another team says does not count.
  expect(await programs(join(other.path, 'x.md'), folder.path)).toEqual([]);

  const { findings } = await checkAll([join(folder.path, 'inner/deep/x.md')], [], {
    RUNBELL_HOME: folder.path,
    HOOK_KEY: 'a-long-key',
  });
  expect(findings.map(({ rule }) => rule)).toContain('destructive');
});

test.each([
  ['is no YAML', 'commands: [\n'],
  ['has a row that is none', 'commands:\n  - { program: wiper }\n'],
])('rows of a file that %s do not count, and that is said', async (_, text) => {
  await using folder = await home({ 'runbell.yaml': text });
  const { rows, broken } = await classRows(join(folder.path, 'shop/operations.md'), 'nowhere');

  expect(rows).toEqual([]);
  expect(broken).toMatch(/runbell\.yaml$/);
});
