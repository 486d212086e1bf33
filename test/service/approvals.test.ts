import { describe, expect, test } from 'vitest';
import type { Subject, Terms } from '../../src/action/approval-terms.ts';
import { approvalTerms, sameRole } from '../../src/service/approvals.ts';
import { DirectoryFile } from '../../src/service/directory.ts';
import { type Service, ServiceFile } from '../../src/service/service.ts';

type Asked = Omit<Subject, 'service'>;

const mutating: Asked = { class: 'mutating', severity: 'p2', action: 'restart' };
const destructive: Asked = { ...mutating, class: 'destructive' };
const readonly: Asked = { ...mutating, class: 'readonly' };

interface Files {
  organisation?: object[];
  service?: object[];
  action?: object[];
}

function terms({ organisation, service, action }: Files, asked: Asked): Terms {
  const directory = DirectoryFile.parse({
    people: {},
    default_service: 'shop',
    approval_minutes: 20,
    approvals: organisation ?? [],
  });
  return approvalTerms(directory, shop(service, action), asked);
}

function shop(approvals: object[] = [], own: object[] = []): Service {
  const file = ServiceFile.parse({
    service: 'shop',
    escalation: 'x',
    approvers: ['ann'],
    target: { name: 'host' },
    approvals,
    actions: { restart: { run: ['./restart'], approvals: own }, other: { run: ['./other'] } },
  });
  return { ...file, runbooks: [] };
}

test.each<[Asked, number, string]>([
  [readonly, 0, 'the default for readonly'],
  [mutating, 1, 'the default for mutating'],
  [destructive, 2, 'the default for destructive'],
])('without rules $class needs $1, by the approvers of the service', (asked, value, rule) => {
  expect(terms({}, asked)).toEqual({
    needed: { value, rule },
    by: { value: ['ann'], rule: "`approvers` of shop's service.yaml" },
    validMs: { value: 1_200_000, rule: '`approval_minutes` of runbell.yaml' },
    reason: { value: 'optional', rule: 'the default' },
    breakGlass: { value: false, rule: 'the default' },
  });
});

describe('the most specific rule that states a key gives it', () => {
  const names: Record<string, string> = {
    organisation: 'rule `approvals[0]` of runbell.yaml',
    second: 'rule `approvals[1]` of runbell.yaml',
    service: "rule `approvals[0]` of shop's service.yaml",
    action: "rule `actions.restart.approvals[0]` of shop's service.yaml",
  };
  test.each<[string, Files, string]>([
    ['any rule beats the list of approvers', { organisation: [{}] }, 'organisation'],
    ['a class beats none', { organisation: [{ class: 'mutating' }, {}] }, 'organisation'],
    [
      'a severity beats a class',
      { organisation: [{ severity: ['p2', 'p3'] }, { class: 'mutating' }] },
      'organisation',
    ],
    [
      'a service beats severity and class',
      { organisation: [{ service: 'shop' }, { severity: 'p2', class: 'mutating' }] },
      'organisation',
    ],
    [
      'an action beats a service with severity and class',
      {
        organisation: [{ action: 'restart' }],
        service: [{ severity: 'p2', class: 'mutating' }],
      },
      'organisation',
    ],
    [
      'the file of the service beats a rule that only names a severity',
      { organisation: [{ severity: 'p2' }], service: [{}] },
      'service',
    ],
    [
      'the file of the service beats a rule that names the service, all else equal',
      { organisation: [{ service: 'shop' }], service: [{}] },
      'service',
    ],
    [
      'the action’s own rule beats one that names the action, all else equal',
      { service: [{ action: 'restart' }], action: [{}] },
      'action',
    ],
    [
      'a rule that says more beats the action’s own',
      { service: [{ action: 'restart', severity: 'p2' }], action: [{}] },
      'service',
    ],
    [
      'of two alike the later',
      { organisation: [{ severity: 'p2' }, { severity: ['p2'] }] },
      'second',
    ],
    [
      'what does not fit does not count',
      {
        organisation: [{}, { service: 'cafe' }],
        service: [{ severity: 'p1' }, { action: 'other' }, { class: 'destructive' }],
      },
      'organisation',
    ],
  ])('%s', (_, files, winner) => {
    const stated = Object.fromEntries(
      Object.entries(files).map(([place, rules]) => [
        place,
        rules.map((rule: object) => ({ ...rule, by: ['bob'], reason: 'required' })),
      ]),
    );
    const { by, reason } = terms(stated, mutating);
    expect([by.rule, reason.rule]).toEqual([names[winner], names[winner]]);
  });

  test('each key on its own', () => {
    const said = terms(
      {
        organisation: [{ severity: 'p2', break_glass: true, valid: '5m' }],
        service: [{ by: ['group:dba'], valid: '30m' }],
        action: [{ needed: 3 }],
      },
      mutating,
    );
    expect(said).toEqual({
      needed: { value: 3, rule: names.action },
      by: { value: ['group:dba'], rule: names.service },
      validMs: { value: 1_800_000, rule: names.service },
      reason: { value: 'optional', rule: 'the default' },
      breakGlass: { value: true, rule: names.organisation },
    });
  });

  test('and what was allowed in general is taken back where it is said', () => {
    const files = {
      organisation: [{ severity: 'p2', break_glass: true }],
      service: [{ severity: ['p1', 'p2'], break_glass: false }],
    };
    expect(terms(files, mutating).breakGlass).toEqual({ value: false, rule: names.service });
  });
});

describe('how few approvals a rule can ask for', () => {
  test.each<[string, object, Asked, number, string]>([
    [
      'a rule for everything raises',
      { needed: 3 },
      mutating,
      3,
      'rule `approvals[0]` of runbell.yaml',
    ],
    [
      'a rule for everything does not lower what destroys something',
      { needed: 1 },
      destructive,
      2,
      'the least for destructive (rule `approvals[0]` of runbell.yaml says 1)',
    ],
    [
      'a rule for everything leaves reading alone',
      { needed: 2 },
      readonly,
      0,
      'the default for readonly',
    ],
    [
      'reading is asked for by its class',
      { class: 'readonly', needed: 1 },
      readonly,
      1,
      'rule `approvals[0]` of runbell.yaml',
    ],
    [
      'or by the name of the action',
      { action: 'restart', needed: 1 },
      readonly,
      1,
      'rule `approvals[0]` of runbell.yaml',
    ],
    [
      'weaker, with the class, lowers',
      { class: ['mutating', 'destructive'], needed: 1, weaker: true },
      destructive,
      1,
      'rule `approvals[0]` of runbell.yaml',
    ],
    [
      'weaker lets a change go unapproved',
      { class: 'mutating', needed: 0, weaker: true },
      mutating,
      0,
      'rule `approvals[0]` of runbell.yaml',
    ],
  ])('%s', (_, rule, asked, value, by) => {
    expect(terms({ organisation: [rule] }, asked).needed).toEqual({ value, rule: by });
  });
});

test('a command of a runbook is no action, and an action that every object has is none', () => {
  const files = { organisation: [{ action: ['restart', 'constructor'], needed: 4 }] };
  expect(terms(files, { ...mutating, action: null }).needed.value).toBe(1);
  expect(
    terms({ action: [{ needed: 4 }] }, { ...mutating, action: 'constructor' }).needed.value,
  ).toBe(1);
});

test.each([
  ['Database Administrator', 'database administrator', true],
  [' DBA', 'dba ', true],
  ['DBA', 'DB', false],
])('the role %j is %j: %s', (a, b, same) => {
  expect(sameRole(a, b)).toBe(same);
});
