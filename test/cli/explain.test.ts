import { expect, test } from 'vitest';
import { runbell } from './command-line.ts';

/** Nothing listens there: the files alone answer. */
const env = { DATABASE_URL: 'postgres://127.0.0.1:9/none' };

test('it says by which rules a step is approved, and what somebody may do', async () => {
  const { code, out, err } = await runbell(
    [
      'explain',
      '--as',
      'oncall',
      '--step',
      'restart',
      '--service',
      'kindle-sync',
      '--severity',
      'p1',
    ],
    { env },
  );
  expect([code, err]).toEqual([0, expect.stringContaining('Slack was not asked')]);
  const lines = out.replaceAll(/ {2,}/g, '  ').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'Restart Kindle Sync (mutating) of kindle-sync at p1',
      '  approvals  1  the default for mutating',
      "  by  oncall, senior, manager, cto: now Olive Marsh, Samir Haddad, Mina Laurent, Carla Weiss  `approvers` of kindle-sync's service.yaml",
      '  valid  15m  `approval_minutes` of runbell.yaml',
      'Olive Marsh (U0ONCALL, member)',
      "  approve  yes  `approvers` of kindle-sync's service.yaml",
    ]),
  );
  expect(out).toContain(
    'no: You asked for this run, so somebody else must approve it: Samir Haddad',
  );
}, 60_000);

test('for programs it is JSON, and a stranger is refused by rule', async () => {
  const { out } = await runbell(
    ['explain', '--as', 'U0WHO', '--step', 'clear-queue', '--service', 'newsletter', '--json'],
    { env },
  );
  const said = JSON.parse(out);
  expect(said).toMatchObject({
    step: { action: 'clear-queue', class: 'destructive' },
    terms: { needed: { value: 2, rule: 'the default for destructive' } },
    person: { account: 'member', responder: false, approver: false },
  });
  expect(said.may).toContainEqual(
    expect.objectContaining({
      act: 'approve',
      allowed: false,
      rule: expect.stringContaining('approvers'),
    }),
  );
}, 60_000);

test.each([
  [['--as', 'olive', '--step', 'restart'], 'which is nobody in runbell.yaml'],
  [['--as', 'oncall', '--step', 'restrat'], 'its actions are status, restart'],
  [['--as', 'oncall', '--step', 'restart', '--severity', 'p9'], 'use one of p1, p2'],
  [['--as', 'oncall', '--step', 'restart', '--service', 'kindle'], 'which is no service'],
])(
  '%j is told what is wrong',
  async (args, words) => {
    const { code, err } = await runbell(['explain', ...args], { env });
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
  },
  60_000,
);
