import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '../../src/runbook/match.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const home = new URL('../../runbooks/', import.meta.url);
const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.md'),
);
const read = files.map((file) => ({
  service: file.split('/')[0] ?? '',
  runbook: parseRunbook(file, readFileSync(new URL(file, home), 'utf8')),
}));
const matcher = createMatcher(read);

describe.each(read)('the runbook of $service', ({ service, runbook }) => {
  test('is read without findings', () => {
    expect(runbook.findings).toEqual([]);
    expect(runbook.procedures.length).toBeGreaterThan(3);
  });

  test('has no procedure without a step', () => {
    expect(runbook.procedures.filter((one) => one.steps.length === 0)).toEqual([]);
  });

  test.each(runbook.alerts)('answers its alert %s', (name) => {
    const alert = {
      source: 'alertmanager',
      key: name,
      status: 'firing' as const,
      name,
      title: name,
      service,
      severity: null,
      labels: {},
      annotations: {},
      url: null,
      startsAt: null,
    };
    const [first] = matcher.forAlert(alert, service);
    expect(first).toMatchObject({ score: 1, because: 'alert name' });
    expect(first?.procedure.alerts).toContain(name);
  });
});
