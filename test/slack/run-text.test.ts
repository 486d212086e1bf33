import { expect, test } from 'vitest';
import type { Wait } from '../../src/flow/run/waits.ts';
import { runText } from '../../src/slack/views/run-text.ts';
import { at, now, run } from './samples.ts';

const first = run({
  id: 'r0',
  label: 'Restart Kindle Sync',
  state: 'running',
  startedAt: at('02:13'),
});

test.each<[what: string, wait: Wait | undefined, said: RegExp | null]>([
  ['nothing', undefined, null],
  [
    'a worker',
    { for: 'worker', since: at('02:13'), lacks: [] },
    /No worker for `kindle-host`\* since .*: start one with `runbell worker --targets kindle-host`\./,
  ],
  [
    'a worker with a label',
    { for: 'worker', since: at('02:13'), lacks: ['gpu', 'ssd'] },
    /No worker for `kindle-host` with `gpu` and `ssd`\* since .*: start one with `runbell worker/,
  ],
  [
    'a change that runs',
    { for: 'run', first, before: 0 },
    /waits for \*Restart Kindle Sync\*, which runs on `kindle-host` since .*02:13.* \(asked by <@U0ONCALL>\)\./,
  ],
  [
    'a change that waits itself',
    { for: 'run', first: { ...first, state: 'queued' }, before: 2 },
    /waits for \*Restart Kindle Sync\*, which is before it \(asked by <@U0ONCALL>\) and 2 more runs\./,
  ],
  ['room', { for: 'room', reading: 4 }, /waits until one of the 4 that read on `kindle-host`/],
])('a queued run that waits for %s says so', (_, wait, said) => {
  const queued = run({ state: 'queued' });
  const waits = new Map(wait && [[queued.id, wait]]);
  const text = runText({ run: queued, approvals: [], rules: null, now, waits });
  expect(text).toContain('*Queued* for `kindle-host`');
  if (said === null) expect(text).not.toMatch(/wait|worker/);
  else expect(text).toMatch(said);
});

test('a run that was given up since nobody served it says that nothing ran, and what to do', () => {
  const going = { ...run().going, unservedSince: at('02:13') };
  const text = runText({
    run: run({ state: 'not-run', startedAt: null, going }),
    approvals: [],
    rules: null,
    now,
  });
  expect(text).toMatch(/Not run\*: No worker for `kindle-host` since .*02:13.*Nothing ran/);
  expect(text).toContain('`runbell worker --targets kindle-host`');
});

test('a running command shows for how long and its last three lines, and none that may hold secrets', () => {
  const progress = { output: 'one\ntwo\nthree\nfour\n', bytes: 19 };
  const running = run({ state: 'running', going: { ...run().going, progress } });
  const facts = { approvals: [], rules: null, now };
  const text = runText({ ...facts, run: running });
  expect(text).toContain('(4m)');
  expect(text).toContain('two\nthree\nfour');
  expect(text).not.toContain('one');
  const hidden = runText({ ...facts, run: { ...running, revealsSecrets: true } });
  expect(hidden).not.toContain('four');
  expect(runText({ ...facts, run: running, brief: true })).not.toContain('four');
});
