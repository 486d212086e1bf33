import { expect, test } from 'vitest';
import { runText } from '../../src/slack/views/run-text.ts';
import { now, run } from './samples.ts';

test.each([
  [undefined, false],
  [new Set(['kindle-host']), false],
  [new Set(['another-host']), true],
  [new Set<string>(), true],
])('a queued run says that no worker serves its target when %j do: %j', (served, said) => {
  const facts = { run: run({ state: 'queued' }), approvals: [], approvers: null, now };
  const text = runText({ ...facts, ...(served && { served }) });
  expect(text.includes('No worker serves it now')).toBe(said);
});
