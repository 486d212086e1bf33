import { describe, expect, test } from 'vitest';
import { classify } from '../../src/runbook/classify/classify.ts';
import { mistakeIn } from '../../src/runbook/classify/team-check.ts';
import type { TeamRow } from '../../src/runbook/classify/team-rows.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { runClass } from '../../src/runbook/run-class.ts';

const status: TeamRow = {
  program: './bin/deploy.sh',
  words: 'status|history',
  class: 'readonly',
  example: './bin/deploy.sh status',
  lacks: ['--repair'],
  safer: true,
};
const wipe: TeamRow = { program: 'tidy', class: 'destructive', example: 'tidy old' };

describe('a team knows its own programs', () => {
  test.each([
    ['./bin/deploy.sh status', 'readonly'],
    ['./bin/deploy.sh history web', 'readonly'],
    ['sudo ./bin/deploy.sh status', 'readonly'],
    ['./bin/deploy.sh status | grep up', 'readonly'],
    ['./bin/deploy.sh status --repair', 'mutating'],
    ['./bin/deploy.sh status <flag>', 'mutating'],
    ['./bin/deploy.sh rollback', 'mutating'],
    ['./bin/deploy.sh status > a.txt', 'mutating'],
    ['./bin/deploy.sh status && tidy old', 'destructive'],
    ['LD_PRELOAD=./x ./bin/deploy.sh status', 'mutating'],
    ['other/deploy.sh status', 'mutating'],
    ['docker exec web tidy all', 'destructive'],
  ])('`%s` is %s', (line, expected) => {
    expect(classify(line, [status, wipe]).class).toBe(expected);
  });

  test('its reason is shown', () => {
    expect(classify('tidy', [{ ...wipe, because: 'it empties the bin' }]).because).toBe(
      'it empties the bin',
    );
  });

  test('the steps of a runbook are classed by it', () => {
    const text = '# A\n\n## Slow\n\n```bash\n./bin/deploy.sh status\n```\n';
    const [plain, told] = [{}, { rows: [status] }].map(
      (options) => parseRunbook('a.md', text, options).procedures[0]?.steps[0],
    );
    expect(plain).toMatchObject({ class: 'mutating' });
    expect(told).toMatchObject({ class: 'readonly', section: 'diagnosis' });
  });
});

describe('a script that only its name calls a health check', () => {
  const text = '# A\n\n## Slow\n\n```bash\nscripts/health-check.sh\n```\n';
  const row: TeamRow = {
    program: 'scripts/health-check.sh',
    class: 'readonly',
    example: 'scripts/health-check.sh',
  };
  const stepWith = (rows: TeamRow[]) => {
    const step = parseRunbook('a.md', text, { rows }).procedures[0]?.steps[0];
    if (step?.kind !== 'command') throw new Error('no command');
    return step;
  };

  test('is shown as reading and run as changing, until a row vouches for it', () => {
    expect(stepWith([])).toMatchObject({ class: 'readonly', unproven: true });
    expect(runClass(stepWith([]))).toBe('mutating');
    expect(runClass(stepWith([{ ...row, safer: true }]))).toBe('readonly');
  });

  test('a row that does not say `safer` vouches for nothing, and check says so', () => {
    expect(runClass(stepWith([row]))).toBe('mutating');
    expect(mistakeIn(row)).toMatchObject({ key: 'class' });
    expect(mistakeIn({ ...row, safer: true })).toBeNull();
  });

  test.each([
    'df -h && scripts/health-check.sh',
    'sudo scripts/health-check.sh',
    'scripts/health-check.sh | grep ok',
  ])('`%s` is as unproven as the script in it', (line) => {
    expect(classify(line)).toMatchObject({ class: 'readonly', unproven: true });
  });
});

describe('a row makes a command safer only where it says so', () => {
  const bold: TeamRow = { ...status, safer: false };

  test('without `safer` the stricter class holds', () => {
    expect(classify('./bin/deploy.sh status', [bold]).class).toBe('mutating');
    expect(mistakeIn(bold)).toMatchObject({ key: 'class' });
  });

  test('what Runbell knows to destroy can become mutating, never readonly', () => {
    const row: TeamRow = { program: 'rm', class: 'readonly', example: 'rm a', safer: true };
    expect(classify('rm -rf /var', [row]).class).toBe('mutating');
    expect(mistakeIn(row)).toMatchObject({ key: 'example' });
    expect(mistakeIn({ ...row, class: 'mutating' })).toBeNull();
  });

  test('a wrapper is judged by what it runs, whatever a row says of it', () => {
    const row: TeamRow = { program: 'bash', class: 'readonly', example: 'bash -c ls', safer: true };
    expect(classify("bash -c 'rm a'", [row]).class).toBe('destructive');
    expect(classify('sudo rm a', [{ ...row, program: 'sudo' }]).class).toBe('destructive');
  });

  test.each([
    [status, null],
    [wipe, null],
    [{ ...status, example: './bin/deploy.sh rollback' }, 'example'],
    [{ ...wipe, example: 'other old' }, 'example'],
  ])('the example is the test of the row %#', (row, key) => {
    expect(mistakeIn(row)?.key ?? null).toBe(key);
  });
});
