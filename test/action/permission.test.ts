import { describe, expect, test } from 'vitest';
import { type Subject, type Terms, termsOf } from '../../src/action/approval-terms.ts';
import {
  type Account,
  type Act,
  accounts,
  acts,
  isAllowed,
  mentions,
  type PermissionQuestion,
  type Person,
  permit,
} from '../../src/action/permission.ts';
import { type Severity, severities } from '../../src/oncall/severity.ts';
import { type CommandClass, commandClasses } from '../../src/runbook/model.ts';

const byRule = '`approvers` of shop’s service.yaml';
const rules = [
  {
    name: '`approvals[0]` of runbell.yaml',
    place: 'organisation' as const,
    severity: ['p1' as const],
    break_glass: true,
  },
];

function termsFor(subject: Subject): Terms {
  return termsOf(rules, subject, {
    by: { value: ['bob'], rule: byRule },
    validMs: { value: 900_000, rule: '`approval_minutes` of runbell.yaml' },
  });
}

const kinds = {
  requester: { user: 'U0ASKS', account: 'member', responder: true, approver: true },
  approver: { user: 'U0MAY', account: 'member', responder: true, approver: true },
  // In a user group of Slack that approves, and not in `people`.
  'group approver': { user: 'U0GROUP', account: 'member', responder: false, approver: true },
  responder: { user: 'U0OTHER', account: 'member', responder: true, approver: false },
  stranger: { user: 'U0WHO', account: 'member', responder: false, approver: false },
  // Of these, everything but the account would do.
  deactivated: { user: 'U0LEFT', account: 'deactivated', responder: true, approver: true },
  bot: { user: 'U0BOT', account: 'bot', responder: true, approver: true },
  guest: { user: 'U0GUEST', account: 'guest', responder: true, approver: true },
  unknown: { user: 'U0HUH', account: 'unknown', responder: true, approver: true },
} as const satisfies Record<string, Person>;
type Kind = keyof typeof kinds;

/** What is expected of every combination; the row of a class and severity that is not here is missing. */
const matrix = `
readonly at p1, p2, p3, p4
                 press             approve              deny                 cancel            override
requester        yes               nothing-to-approve   nothing-to-approve   yes               own-request
approver         yes               nothing-to-approve   nothing-to-approve   yes               yes
group approver   not-responder     nothing-to-approve   nothing-to-approve   yes               yes
responder        yes               nothing-to-approve   nothing-to-approve   yes               not-approver
stranger         not-responder     nothing-to-approve   nothing-to-approve   not-responder     not-approver
deactivated      deactivated       deactivated          deactivated          deactivated       deactivated
bot              bot               bot                  bot                  bot               bot
guest            guest             guest                guest                guest             guest
unknown          yes               unknown-account      unknown-account      unknown-account   unknown-account

mutating, destructive at p1
                 press             approve              deny                 cancel            override
requester        yes               break-glass          own-request          yes               own-request
approver         yes               yes                  yes                  yes               yes
group approver   not-responder     yes                  yes                  yes               yes
responder        yes               not-approver         not-approver         yes               not-approver
stranger         not-responder     not-approver         not-approver         not-responder     not-approver
deactivated      deactivated       deactivated          deactivated          deactivated       deactivated
bot              bot               bot                  bot                  bot               bot
guest            guest             guest                guest                guest             guest
unknown          unknown-account   unknown-account      unknown-account      unknown-account   unknown-account

mutating, destructive at p2, p3, p4
                 press             approve              deny                 cancel            override
requester        yes               own-request          own-request          yes               own-request
approver         yes               yes                  yes                  yes               yes
group approver   not-responder     yes                  yes                  yes               yes
responder        yes               not-approver         not-approver         yes               not-approver
stranger         not-responder     not-approver         not-approver         not-responder     not-approver
deactivated      deactivated       deactivated          deactivated          deactivated       deactivated
bot              bot               bot                  bot                  bot               bot
guest            guest             guest                guest                guest             guest
unknown          unknown-account   unknown-account      unknown-account      unknown-account   unknown-account
`;

interface Cell {
  kind: Kind;
  act: Act;
  class: CommandClass;
  severity: Severity;
  expected: string;
}

const cells = matrix.trim().split('\n\n').flatMap(cellsOf);

function cellsOf(block: string): Cell[] {
  const [head = '', columns = '', ...rows] = block.split('\n');
  const [classes = '', levels = ''] = head.split(' at ');
  const named = columns.trim().split(/\s+/) as Act[];
  return rows.flatMap((row) => {
    const [kind = '', ...verdicts] = row.split(/\s{2,}/);
    return named.flatMap((act, column) =>
      classes.split(', ').flatMap((one) =>
        levels.split(', ').map((severity) => ({
          kind: kind as Kind,
          act,
          class: one as CommandClass,
          severity: severity as Severity,
          expected: verdicts[column] ?? 'missing',
        })),
      ),
    );
  });
}

function question(cell: Omit<Cell, 'expected'>): PermissionQuestion {
  const subject = {
    class: cell.class,
    severity: cell.severity,
    service: 'shop',
    action: 'restart',
  };
  return {
    act: cell.act,
    person: kinds[cell.kind],
    subject,
    terms: termsFor(subject),
    requestedBy: 'U0ASKS',
    approvers: ['U0ASKS', 'U0MAY', 'U0GROUP'],
  };
}

function verdictOf(asked: PermissionQuestion): string {
  const verdict = permit(asked);
  if (!isAllowed(verdict)) return verdict.code;
  return verdict.breakGlass ? 'break-glass' : 'yes';
}

describe('who may do what', () => {
  test.each(cells)('$kind, $act, $class at $severity: $expected', (cell) => {
    expect(verdictOf(question(cell))).toBe(cell.expected);
  });

  test('every combination of person, act, class and severity has exactly one cell', () => {
    const all = Object.keys(kinds).flatMap((kind) =>
      acts.flatMap((act) =>
        commandClasses.flatMap((one) =>
          severities.map((severity) => `${kind} ${act} ${one} ${severity}`),
        ),
      ),
    );
    const named = cells.map((cell) => `${cell.kind} ${cell.act} ${cell.class} ${cell.severity}`);
    expect(named.toSorted()).toEqual(all.toSorted());
  });

  test('the person kinds cover every account that Slack may report', () => {
    expect(new Set(Object.values(kinds).map(({ account }) => account))).toEqual(new Set(accounts));
  });
});

describe('what is not known is refused', () => {
  const sound = question({ kind: 'approver', act: 'approve', class: 'mutating', severity: 'p2' });
  const bent = (part: object): PermissionQuestion => ({ ...sound, ...part });
  test.each<[string, PermissionQuestion]>([
    ['an act of a later version', bent({ act: 'delegate' })],
    ['an act that every object has', bent({ act: 'constructor' })],
    ['a class of a later version', bent({ subject: { ...sound.subject, class: 'harmless' } })],
    ['no class', bent({ subject: { ...sound.subject, class: undefined } })],
    ['a severity of a later version', bent({ subject: { ...sound.subject, severity: 'p0' } })],
    [
      'an account of a later version',
      bent({ person: { ...sound.person, account: 'owner' as Account } }),
    ],
    ['no account', bent({ person: { ...sound.person, account: undefined } })],
  ])('%s', (_, asked) => {
    expect(verdictOf(asked)).toBe('unknown');
  });
});

describe('a refusal names its rule', () => {
  test.each<[Kind, Act, Severity, string, string]>([
    [
      'requester',
      'approve',
      'p2',
      'the default',
      'You asked for this run, so somebody else must approve it: <@U0MAY>, <@U0GROUP>. Nobody approves their own request at p2 (the default).',
    ],
    [
      'requester',
      'deny',
      'p1',
      'rule `approvals[0]` of runbell.yaml',
      'You asked for this run, so somebody else must deny it: <@U0MAY>, <@U0GROUP>. Withdraw it if it is not needed any more.',
    ],
    [
      'responder',
      'approve',
      'p2',
      byRule,
      `You may not approve for shop (${byRule}). Ask <@U0MAY>, <@U0GROUP>.`,
    ],
    [
      'responder',
      'override',
      'p2',
      byRule,
      `You may not open a lock of shop (${byRule}). Ask <@U0MAY>, <@U0GROUP>.`,
    ],
    [
      'stranger',
      'press',
      'p2',
      "`responders` of shop's service.yaml, or else `people` of runbell.yaml",
      'You are not among the responders of shop',
    ],
    [
      'guest',
      'approve',
      'p2',
      'only full members of the Slack workspace act on runs',
      'You are a guest in this workspace',
    ],
    [
      'unknown',
      'approve',
      'p2',
      'only full members of the Slack workspace act on runs',
      'Slack does not say whether your account may act',
    ],
  ])('%s, %s at %s: %s', (kind, act, severity, rule, words) => {
    const verdict = permit(question({ kind, act, class: 'mutating', severity }));
    expect(verdict).toMatchObject({ refused: true, rule, text: expect.stringContaining(words) });
  });

  test('a yes names it too, and breaking the glass is told apart', () => {
    const yes = (kind: Kind, severity: Severity) =>
      permit(question({ kind, act: 'approve', class: 'mutating', severity }));
    expect(yes('approver', 'p2')).toEqual({ allowed: true, breakGlass: false, rule: byRule });
    expect(yes('requester', 'p1')).toEqual({
      allowed: true,
      breakGlass: true,
      rule: 'rule `approvals[0]` of runbell.yaml',
    });
  });

  test('without anybody else it says so', () => {
    const asked = question({
      kind: 'responder',
      act: 'approve',
      class: 'mutating',
      severity: 'p2',
    });
    expect(permit({ ...asked, approvers: [] })).toMatchObject({
      text: expect.stringContaining('Nobody may.'),
    });
  });
});

test('whoever asked and is no responder any more breaks no glass, but may withdraw', () => {
  const asked = question({ kind: 'requester', act: 'approve', class: 'mutating', severity: 'p1' });
  const person = { ...asked.person, responder: false };
  expect(verdictOf({ ...asked, person })).toBe('own-request');
  expect(verdictOf({ ...asked, person, act: 'cancel' })).toBe('yes');
});

test('of many people five are named', () => {
  const users = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((one) => `U0${one}`);
  expect(mentions(users.slice(0, 2))).toBe('<@U0A>, <@U0B>');
  expect(mentions(users)).toBe('<@U0A>, <@U0B>, <@U0C>, <@U0D>, <@U0E>, 2 more');
});
