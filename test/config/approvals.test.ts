import { expect, test } from 'vitest';
import { edited, home, sound } from './home.ts';

const people = `people:
  ann: { name: Ann, slack: U0ANN, role: Database administrator }
  bob: { name: Bob, slack: U0BOB }
`;

const shared: [rules: string, ...messages: string[]][] = [
  ['approvals: [{ needed: 3 }]'],
  ['approvals: [{ class: [mutating, destructive], needed: 2, by: [ann, bob] }]'],
  [
    'approvals: [{ severity: p1, service: shop, action: [restart], by: ["role:database ADMINISTRATOR", "group:dba", "on-call:1", "on-call:primary"] }]',
  ],
  ['approvals: [{ class: mutating, needed: 0, weaker: true }]'],
  [
    'approvals: [{ needed: 0 }]',
    'approvals[0].needed is 0; use 1 or more, or add `weaker: true` with the class if you take the risk',
  ],
  [
    'approvals: [{ class: destructive, needed: 1 }]',
    'approvals[0].needed is 1; use 2 or more, or add `weaker: true` with the class if you take the risk',
  ],
  [
    'approvals: [{ class: destructive, needed: 0, weaker: true }]',
    'approvals[0].needed is 0; use 1 or more: what destroys something always needs somebody else',
  ],
  [
    'approvals: [{ needed: 2, weaker: true }]',
    'approvals[0].weaker is true; use it with the `class` that needs fewer approvals',
  ],
  [
    'approvals: [{ break_glass: true }]',
    'approvals[0].break_glass is true; use it with the `severity` that is bad enough for it',
  ],
  ['approvals: [{ needed: 6 }]', 'approvals[0].needed is 6; use at most 5'],
  ['approvals: [{ valid: 10s }]', 'approvals[0].valid is "10s"; use a duration from 1m to 1d'],
  [
    'approvals: [{ severity: p5 }]',
    'approvals[0].severity is "p5"; did you mean "p1"? use one of p1, p2, p3, p4',
  ],
  [
    'approvals: [{ class: [mutatin] }]',
    'approvals[0].class[0] is "mutatin"; did you mean "mutating"? use one of readonly, mutating, destructive',
  ],
  [
    'approvals: [{ by: [anne] }]',
    'approvals[0].by[0] is "anne", which is nobody in runbell.yaml; did you mean "ann"? use one of ann, bob',
  ],
  [
    'approvals: [{ by: ["grp:dba"] }]',
    'approvals[0].by[0] is "grp:dba"; use a person such as `dba`, `role:<text>`, `group:<handle or id>` or `on-call:<level or schedule>`',
  ],
  [
    'approvals: [{ by: ["role:DBA"] }]',
    'approvals[0].by[0] is "role:DBA", which nobody in runbell.yaml has; use role:Database administrator',
  ],
  [
    'approvals: [{ by: ["on-call:2"] }]',
    'approvals[0].by[0] is "on-call:2", which is neither a level nor a schedule; did you mean "on-call:1"? use one of on-call:1, on-call:primary',
  ],
  [
    'approvals: [{ needed: 3, by: [ann, bob] }]',
    'needed is 3, but `by` names 2 people; name 3 people or more, and one more for when one of them asks',
  ],
  [
    'approvals: [{ service: shpo }]',
    'approvals[0].service is "shpo", which is no service; use shop',
  ],
  [
    'approvals: [{ action: restrat }]',
    'approvals[0].action is "restrat", which is no action of any service; did you mean "restart"? use one of restart, rollback',
  ],
  [
    'approvals: [{ severity: [p2, p1], needed: 2 }, { needed: 3, severity: [p1, p2] }]',
    'needed is said of exactly the same by approvals[0]; keep one of the two',
  ],
  ['approvals: [{ severity: p1, needed: 2 }, { severity: p1, by: [ann] }]'],
  [
    'approvals: [{ breakglass: true }]',
    'approvals[0].breakglass is no key that Runbell knows; did you mean "break_glass"?',
  ],
];

test.each(shared)('runbell.yaml with %s', async (rules, ...messages) => {
  const text = sound['runbell.yaml'].replace(/^people:\n.*\n.*\n/, people);
  await using folder = await home({ 'runbell.yaml': `${text}${rules}\n` });
  expect((await folder.complaints()).map(withoutPlace)).toEqual(messages);
});

test.each<[from: string, to: string, ...messages: string[]]>([
  ['approvers: [bob]', 'approvals: [{ action: restart, needed: 2, by: ["on-call:primary"] }]'],
  [
    'approvers: [bob]',
    'approvals: [{ service: shop }]',
    'approvals[0].service is no key that Runbell knows; ',
  ],
  [
    'approvers: [bob]',
    'approvals: [{ action: reset }]',
    'approvals[0].action is "reset", which is no action of this service; ',
  ],
  [
    'run: [./rollback]',
    'run: [./rollback], approvals: [{ by: [rob] }]',
    'actions.rollback.approvals[0].by[0] is "rob", which is nobody in runbell.yaml; ',
  ],
  [
    'run: [./rollback]',
    'run: [./rollback], approvals: [{ action: restart }]',
    'actions.rollback.approvals[0].action is no key that Runbell knows; ',
  ],
])('service.yaml with %j as %j', async (from, to, ...messages) => {
  await using folder = await home(edited('shop/service.yaml', from, to));
  const said = (await folder.complaints()).map(withoutPlace);
  expect(said).toEqual(messages.map((message) => expect.stringContaining(message)));
});

function withoutPlace(line: string): string {
  return line.replace(/^[\w./-]+:\d+:\d+: /, '');
}
