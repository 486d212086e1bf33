import { describe, expect, test } from 'vitest';
import { type ApprovalQuestion, judgeDecision, neededFor } from '../../src/action/approval.ts';
import { approvalsNeeded } from '../../src/action/approval-rule.ts';
import type { Terms } from '../../src/action/approval-terms.ts';
import {
  type Approval,
  isFinal,
  notGoing,
  type Run,
  type RunState,
  runStates,
} from '../../src/action/run.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { commandClasses } from '../../src/runbook/model.ts';

const asked = new Date('2026-05-04T10:00:00Z');
const expires = new Date('2026-05-04T10:15:00Z');

const run: Run = {
  id: 'r1',
  incidentId: 'i1',
  service: 'kindle-sync',
  stepKey: null,
  action: 'restart',
  label: 'Restart',
  commandLine: './scripts/deploy.sh restart',
  class: 'mutating',
  revealsSecrets: false,
  target: { name: 'kindle-host', env: ['PATH'] },
  plan: { kind: 'pipeline', stages: [] },
  parameters: [],
  dryRun: false,
  preview: null,
  timeoutMs: 60_000,
  verify: null,
  onFailure: null,
  stepHash: 'h1',
  fingerprint: 'f1',
  needed: 1,
  state: 'pending',
  brokeGlass: false,
  requestedBy: 'U0ASKS',
  requestedAt: asked,
  expiresAt: expires,
  remindedAt: null,
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  worker: null,
  outcome: null,
  going: notGoing,
};

const said = <T>(value: T, rule: string) => ({ value, rule });

const terms: Terms = {
  needed: said(1, 'the default for mutating'),
  by: said(['may'], 'rule A'),
  validMs: said(900_000, '`approval_minutes` of runbell.yaml'),
  reason: said('optional', 'the default'),
  breakGlass: said(false, 'the default'),
};

interface Changes extends Partial<Omit<ApprovalQuestion, 'permission'>> {
  by?: string;
  approvers?: string[];
  terms?: Partial<Terms>;
}

function asks({ by = 'U0MAY', approvers, terms: other, ...changes }: Changes): ApprovalQuestion {
  const may = approvers ?? ['U0MAY', 'U0ALSO', 'U0ASKS'];
  return {
    run,
    approvals: [],
    decision: 'approve',
    reason: null,
    permission: {
      person: { user: by, account: 'member', responder: true, approver: may.includes(by) },
      subject: { class: 'mutating', severity: 'p2', service: 'kindle-sync', action: 'restart' },
      terms: { ...terms, ...other },
      approvers: may,
    },
    fingerprint: 'f1',
    unchanged: true,
    now: asked,
    ...changes,
  };
}

function judge(changes: Changes): string {
  const verdict = judgeDecision(asks(changes));
  return isRefusal(verdict) ? verdict.code : verdict.breakGlass ? 'breaks the glass' : 'counts';
}

function textOf(changes: Changes): string {
  const verdict = judgeDecision(asks(changes));
  return isRefusal(verdict) ? verdict.text : verdict.rule;
}

function decided(by: string): Approval {
  return { runId: run.id, by, decision: 'approve', at: asked, reason: null, breakGlass: false };
}

test('another person who may approve, in time and for what was shown, counts', () => {
  expect(judge({})).toBe('counts');
});

test.each<[(typeof commandClasses)[number], number]>([
  ['readonly', 0],
  ['mutating', 1],
  ['destructive', 2],
])('%s needs %d', (kind, count) => {
  expect(approvalsNeeded[kind]).toBe(count);
});

test('every class says how many approvals it needs', () => {
  expect(Object.keys(approvalsNeeded).sort()).toEqual([...commandClasses].sort());
});

describe('every cell of the matrix', () => {
  const who = {
    another: 'U0MAY',
    requester: 'U0ASKS',
    stranger: 'U0WHO',
    nobody: '',
  } as const;
  type Who = keyof typeof who;
  const cells = runStates.flatMap((state) =>
    (Object.keys(who) as Who[]).flatMap((person) =>
      [false, true].flatMap((expired) =>
        [false, true].flatMap((stale) =>
          [false, true].flatMap((edited) =>
            [false, true].map((already) => ({ state, person, expired, stale, edited, already })),
          ),
        ),
      ),
    ),
  );

  /** The first reason in this order is the one that is told. */
  function expected(cell: (typeof cells)[number]): string {
    if (cell.state !== 'pending') return 'not-pending';
    if (cell.expired) return 'expired';
    if (cell.stale) return 'stale';
    if (cell.edited) return 'edited';
    if (cell.person === 'requester') return 'own-request';
    if (cell.person !== 'another') return 'not-approver';
    return cell.already ? 'already-decided' : 'counts';
  }

  test.each(cells)(
    '$state, $person, expired $expired, stale $stale, edited $edited, already $already',
    (cell) => {
      expect(
        judge({
          run: { ...run, state: cell.state },
          by: who[cell.person],
          now: cell.expired ? expires : new Date(+expires - 1),
          fingerprint: cell.stale ? 'f0' : 'f1',
          unchanged: !cell.edited,
          approvals: cell.already ? [decided(who[cell.person])] : [],
        }),
      ).toBe(expected(cell));
    },
  );

  test('only one of them counts', () => {
    expect(cells).toHaveLength(runStates.length * 4 * 16);
    expect(cells.filter((cell) => expected(cell) === 'counts')).toHaveLength(1);
  });
});

describe('what is not known is refused', () => {
  test.each<[string, Changes, string]>([
    ['nobody is named as approver', { approvers: [] }, 'not-approver'],
    ['only the requester is named', { approvers: ['U0ASKS'] }, 'not-approver'],
    [
      'a state from a later version',
      { run: { ...run, state: 'paused' as RunState } },
      'not-pending',
    ],
    ['an expiry that is no date', { run: { ...run, expiresAt: new Date(Number.NaN) } }, 'expired'],
    ['a clock that is no date', { now: new Date(Number.NaN) }, 'expired'],
    ['an empty fingerprint', { fingerprint: '' }, 'stale'],
    ['a longer fingerprint', { fingerprint: 'f1 ' }, 'stale'],
    ['a name in another case', { by: 'u0may' }, 'not-approver'],
    ['part of a name', { by: 'U0' }, 'not-approver'],
  ])('%s', (_, changes, code) => {
    expect(judge(changes)).toBe(code);
  });
});

describe('the last moment', () => {
  test.each([
    [-60_000, 'counts'],
    [-1, 'counts'],
    [0, 'expired'],
    [1, 'expired'],
  ])('%d ms from the expiry: %s', (ms, code) => {
    expect(judge({ now: new Date(+expires + ms) })).toBe(code);
  });
});

describe('two approvals', () => {
  const destructive = { ...run, class: 'destructive', needed: 2 } as const;
  test.each<[string, string, Approval[], string]>([
    ['the first', 'U0MAY', [], 'counts'],
    ['the second, by somebody else', 'U0ALSO', [decided('U0MAY')], 'counts'],
    ['the second, by the same person', 'U0MAY', [decided('U0MAY')], 'already-decided'],
    ['the second, by the requester', 'U0ASKS', [decided('U0MAY')], 'own-request'],
  ])('%s', (_, by, approvals, code) => {
    expect(judge({ run: destructive, by, approvals })).toBe(code);
  });
});

const alone = { breakGlass: said(true, 'rule B') };
const why = { reason: said<'required'>('required', 'rule C') };

describe('breaking the glass, and reasons', () => {
  test.each<[string, Changes, string]>([
    [
      'the requester, with a reason',
      { by: 'U0ASKS', terms: alone, reason: 'x' },
      'breaks the glass',
    ],
    ['the requester, without one', { by: 'U0ASKS', terms: alone }, 'reason-needed'],
    ['the requester, with blanks', { by: 'U0ASKS', terms: alone, reason: ' \n' }, 'reason-needed'],
    ['the requester, to deny', { by: 'U0ASKS', terms: alone, decision: 'deny' }, 'own-request'],
    ['somebody else, all the same', { terms: alone }, 'counts'],
    ['an approval without the reason that is asked for', { terms: why }, 'reason-needed'],
    ['an approval with it', { terms: why, reason: 'looked at it' }, 'counts'],
    ['a denial needs none', { terms: why, decision: 'deny' }, 'counts'],
    [
      'the requester, twice',
      {
        by: 'U0ASKS',
        terms: alone,
        reason: 'x',
        run: { ...run, needed: 2 },
        approvals: [decided('U0ASKS')],
      },
      'already-decided',
    ],
    [
      'whoever approved may still deny',
      { decision: 'deny', approvals: [decided('U0MAY')] },
      'counts',
    ],
    [
      'what needs nothing any more still needs what was asked for',
      { terms: { needed: said(0, 'x') } },
      'counts',
    ],
  ])('%s: %s', (_, changes, expected) => {
    expect(judge(changes)).toBe(expected);
  });

  test.each([
    [1, 2, 2],
    [2, 1, 2],
    [2, 0, 2],
  ])('asked for with %d, the rules say %d by now: %d are needed', (needed, byRules, all) => {
    expect(neededFor({ needed }, byRules)).toBe(all);
  });
});

describe('a refusal says what to do next', () => {
  test.each<[string, Changes, string]>([
    ['their own request', { by: 'U0ASKS' }, 'somebody else must approve it: <@U0MAY>, <@U0ALSO>.'],
    [
      'not theirs to approve',
      { by: 'U0WHO' },
      'for kindle-sync (rule A). Ask <@U0MAY>, <@U0ALSO>.',
    ],
    [
      'nobody else is named',
      { by: 'U0ASKS', approvers: ['U0ASKS'] },
      'somebody else must approve it: nobody else may.',
    ],
    [
      'a second press',
      { approvals: [decided('U0MAY')], run: { ...run, needed: 2 } },
      'it needs 2 different people (the default for mutating).',
    ],
    ['too late', { now: expires }, 'Press the step again to ask anew.'],
    ['an older button', { fingerprint: 'f0' }, 'Use the newest one on the step.'],
    [
      'an edited runbook',
      { unchanged: false, run: { ...run, action: null } },
      'Find the edited procedure with `/runbook search`, add it here, and press its step.',
    ],
    [
      'an edited action',
      { unchanged: false, run: { ...run, action: 'restart' } },
      'Press it again: that asks for the edited action.',
    ],
  ])('%s', (_, changes, words) => {
    expect(textOf(changes)).toContain(words);
  });

  test.each<[RunState, string]>([
    ['queued', 'This was approved already and is waiting for its worker.'],
    ['running', 'This was approved already and is running.'],
    ['verifying', 'This was approved already and is running.'],
    ['denied', 'This request was denied already.'],
    ['expired', 'This request has expired. Press the step again to ask anew.'],
    ['cancelled', 'This request was withdrawn.'],
    [
      'void',
      'The action was edited after this was requested, so the request is void and nothing runs. Press it again: that asks for the edited action.',
    ],
    ['succeeded', 'This has run already. Press the step again for a new run.'],
    ['failed', 'This has run already. Press the step again for a new run.'],
    [
      'lost',
      'This was approved already and how it ended is unknown. Look before you run it again.',
    ],
    ['not-run', 'This was approved already and was not run. Press the step again to ask anew.'],
  ])('about a run that is %s', (state, text) => {
    expect(textOf({ run: { ...run, state } })).toBe(text);
  });
});

test.each(runStates)('%s is final exactly when nothing can follow', (state) => {
  const goesOn = ['pending', 'queued', 'running', 'verifying'];
  expect(isFinal(state)).toBe(!goesOn.includes(state));
});
