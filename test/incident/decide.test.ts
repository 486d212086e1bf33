import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/incident/acknowledge.ts';
import { changeSeverity } from '../../src/incident/change-severity.ts';
import { mitigate, reopen, resolve, setLead } from '../../src/incident/decide.ts';
import { escalateByHand, staleButton } from '../../src/incident/decide-paging.ts';
import type { Decision } from '../../src/incident/decision.ts';
import type { Incident } from '../../src/incident/types.ts';
import type { Refusal } from '../../src/lib/refusal.ts';
import type { Escalation } from '../../src/oncall/escalation.ts';
import type { NamedPolicy } from '../../src/oncall/policy.ts';
import type { Severity } from '../../src/service/service.ts';
import {
  acknowledged,
  allowed,
  escalation,
  incident,
  named,
  now,
  policy,
  refusal,
  resolved,
} from './fixture.ts';

const next = { kind: 'next' } as const;

function told(result: Decision | Refusal): string[] {
  return allowed(result).entries.map(({ kind, text }) => `${kind}: ${text}`);
}

describe('acknowledging', () => {
  test('stops paging, names who has it, and gives it a lead', () => {
    const decision = allowed(acknowledge(incident(), 'U0BOB', now, null));
    expect(decision.incident).toEqual(
      incident({
        status: 'acknowledged',
        acknowledgedAt: now,
        acknowledgedBy: 'U0BOB',
        lead: 'U0BOB',
        escalation: escalation({ state: 'acknowledged', nextAt: null }),
      }),
    );
    expect(told(decision)).toEqual(['acknowledged: Acknowledged by <@U0BOB>. Paging has stopped.']);
    expect(decision.entries[0]).toMatchObject({ actor: 'U0BOB', post: true });
  });

  test('leaves the lead to who has it', () => {
    const decision = allowed(acknowledge(incident({ lead: 'U0CYD' }), 'U0BOB', now, null));
    expect(decision.incident).toMatchObject({ lead: 'U0CYD', acknowledgedBy: 'U0BOB' });
  });

  test.each<[Escalation['state'], Escalation['state']]>([
    ['running', 'acknowledged'],
    ['exhausted', 'acknowledged'],
    ['ended', 'acknowledged'],
    ['silent', 'silent'],
  ])('an escalation that was %s is then %s', (before, after) => {
    const open = incident({ escalation: escalation({ state: before, nextAt: null }) });
    expect(allowed(acknowledge(open, 'U0BOB', now, null)).incident.escalation).toEqual(
      escalation({ state: after, nextAt: null }),
    );
  });

  test.each([
    ['U0ANN', 'You have acknowledged this incident already; it is yours.'],
    ['U0BOB', '<@U0ANN> has acknowledged this incident already. `/incident take` takes it over.'],
  ])('twice is refused; %s reads who has it', (by, text) => {
    expect(refusal(acknowledge(acknowledged(), by, now, null))).toMatchObject({
      code: 'already-acknowledged',
      text,
    });
  });

  test('after a hand escalation is taking over, and the lead stays', () => {
    const pushed = allowed(escalateByHand(acknowledged(), 'U0ANN', null, next, now)).incident;
    const taken = allowed(acknowledge(pushed, 'U0BOB', now, null)).incident;
    expect(taken).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: 'U0BOB',
      acknowledgedAt: now,
      lead: 'U0ANN',
      escalation: { state: 'acknowledged', nextAt: null },
    });
    expect(refusal(acknowledge(taken, 'U0ANN', now, null)).code).toBe('already-acknowledged');
  });

  test('while it is mitigated and was escalated by hand, it stays mitigated', () => {
    const mitigated = allowed(mitigate(acknowledged(), 'U0ANN')).incident;
    const pushed = allowed(escalateByHand(mitigated, 'U0ANN', null, next, now)).incident;
    expect(allowed(acknowledge(pushed, 'U0BOB', now, null)).incident).toMatchObject({
      status: 'mitigated',
      acknowledgedBy: 'U0BOB',
      escalation: { state: 'acknowledged' },
    });
  });
});

test('mitigating ends paging and keeps who has it', () => {
  const decision = allowed(mitigate(acknowledged(), 'U0BOB'));
  expect(decision.incident).toEqual(
    acknowledged({
      status: 'mitigated',
      escalation: escalation({ state: 'ended', nextAt: null }),
    }),
  );
  expect(told(decision)).toEqual([
    'mitigated: Mitigated, says <@U0BOB>. Still open until it is resolved.',
  ]);
});

describe('resolving', () => {
  test('ends paging and says by whom', () => {
    const decision = allowed(resolve(incident(), 'U0BOB', now, null));
    expect(decision.incident).toEqual(
      incident({
        status: 'resolved',
        resolvedAt: now,
        resolvedBy: 'U0BOB',
        escalation: escalation({ state: 'ended', nextAt: null }),
      }),
    );
    expect(told(decision)).toEqual(['resolved: Resolved by <@U0BOB>.']);
  });

  test.each([
    ['restarted it', 'restarted it'],
    ['with\na new line', 'with a new line'],
    ['<!channel> all well & good', '&lt;!channel&gt; all well &amp; good'],
    ['thanks to <@U0ANN>', 'thanks to <@U0ANN>'],
    ['see <https://evil.example|the docs>', 'see &lt;https://evil.example|the docs&gt;'],
  ])('the summary %j stands in the record as %s', (summary, written) => {
    expect(told(resolve(incident(), 'U0BOB', now, summary))).toEqual([
      `resolved: Resolved by <@U0BOB>: ${written}`,
    ]);
  });

  test('by Runbell itself names no member', () => {
    expect(told(resolve(incident(), 'runbell', now, null))).toEqual([
      'resolved: Resolved by Runbell.',
    ]);
  });

  test.each<[string | null, string]>([
    ['U0BOB', 'Incident 7 is resolved already, by <@U0BOB>.'],
    ['runbell', 'Incident 7 is resolved already, by Runbell.'],
    [null, 'Incident 7 is resolved already.'],
  ])('twice is refused; resolved by %s', (resolvedBy, text) => {
    expect(refusal(resolve(resolved({ resolvedBy }), 'U0ANN', now, 'x'))).toMatchObject({
      code: 'already-resolved',
      text,
    });
  });
});

describe('reopening', () => {
  test('starts a new round from the first level; nobody has it any more', () => {
    const decision = allowed(reopen(resolved(), 'U0BOB', named, now));
    expect(decision.incident).toEqual(
      incident({
        lead: 'U0ANN',
        escalation: escalation({ round: 2, level: null, nextAt: now }),
      }),
    );
    expect(told(decision)).toEqual(['reopened: Reopened by <@U0BOB>. Paging starts again.']);
  });

  test('takes the policy as it is now', () => {
    const other = [{ name: 'other', policy: { ...policy, repeat: 5 } }];
    expect(allowed(reopen(resolved(), 'U0BOB', other, now)).incident.escalation).toMatchObject({
      policyName: 'other',
      policy: { repeat: 5 },
    });
  });

  test.each<[string, Incident, NamedPolicy[]]>([
    ['a severity that does not page', resolved({ severity: 'p4' }), named],
    ['no policy', resolved(), []],
  ])('with %s it does not say that paging starts, but why it does not', (_, before, policyNow) => {
    const decision = allowed(reopen(before, 'U0BOB', policyNow, now));
    expect(decision.incident.escalation).toMatchObject({ state: 'silent', nextAt: null });
    expect(told(decision)).toEqual([
      'reopened: Reopened by <@U0BOB>.',
      expect.stringMatching(/^not-paging: Nobody is paged: /),
    ]);
  });
});

describe('changing the severity', () => {
  test.each<[Severity, Severity, string]>([
    ['p2', 'p1', 'raised from P2 to P1'],
    ['p4', 'p1', 'raised from P4 to P1'],
    ['p4', 'p2', 'raised from P4 to P2'],
  ])('%s to %s pages again from the first level', (from, to, words) => {
    const before = acknowledged({
      severity: from,
      escalation: escalation({ level: 1, repeats: 1 }),
    });
    const decision = allowed(changeSeverity(before, to, 'U0BOB', named, null, now));
    expect(decision.incident).toEqual(
      incident({
        severity: to,
        lead: 'U0ANN',
        escalation: escalation({ round: 2, level: null, nextAt: now }),
      }),
    );
    expect(told(decision)).toEqual([
      `severity-changed: Severity ${words} by <@U0BOB>. Paging starts again from the first level.`,
    ]);
    expect(decision.entries[0]?.data).toEqual({ from, to });
  });

  test('raised to one that still does not page says nothing of paging', () => {
    const before = incident({
      severity: 'p4',
      status: 'acknowledged',
      acknowledgedBy: 'U0ADA',
      escalation: escalation({ state: 'silent', nextAt: null }),
    });
    const decision = allowed(changeSeverity(before, 'p3', 'U0BOB', named, null, now));
    expect(decision.incident).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'U0ADA' });
    expect(decision.incident.escalation).toMatchObject({ state: 'silent', nextAt: null });
    expect(told(decision)[0]).toBe('severity-changed: Severity raised from P4 to P3 by <@U0BOB>.');
  });

  test('lowered to one that does not page stops paging', () => {
    const decision = allowed(changeSeverity(incident(), 'p3', 'U0BOB', named, null, now));
    expect(decision.incident).toEqual(
      incident({ severity: 'p3', escalation: escalation({ state: 'silent', nextAt: null }) }),
    );
    expect(told(decision)).toEqual([
      'severity-changed: Severity lowered from P2 to P3 by <@U0BOB>. P3 does not page: paging has stopped.',
    ]);
  });

  test.each<[string, Incident, Severity]>([
    ['to one that pages too', incident({ severity: 'p1' }), 'p2'],
    [
      'when no list says what pages',
      incident({ escalation: escalation({ policy: { levels: policy.levels, repeat: 1 } }) }),
      'p4',
    ],
    [
      'when there is no policy',
      incident({ escalation: escalation({ policy: null, policyName: null, chain: [] }) }),
      'p4',
    ],
    ['after an acknowledgement', acknowledged(), 'p4'],
    [
      'after everyone was paged',
      incident({ escalation: escalation({ state: 'exhausted' }) }),
      'p4',
    ],
    ['when mitigated', acknowledged({ status: 'mitigated' }), 'p4'],
  ])('lowered %s changes nothing but the severity', (_, before, to) => {
    const decision = allowed(changeSeverity(before, to, 'U0BOB', named, null, now));
    expect(decision.incident).toEqual({ ...before, severity: to });
    expect(told(decision)[0]).toMatch(
      /^severity-changed: Severity lowered from P\d to P\d by <@U0BOB>\.$/,
    );
  });

  test('to what it is already is refused', () => {
    expect(refusal(changeSeverity(incident(), 'p2', 'U0BOB', named, null, now))).toMatchObject({
      code: 'same-severity',
      text: 'Incident 7 is P2 already.',
    });
  });

  test('when resolved is refused and says what to do first', () => {
    expect(refusal(changeSeverity(resolved(), 'p1', 'U0BOB', named, null, now))).toMatchObject({
      code: 'wrong-status',
      text: 'Incident 7 is resolved, so it cannot be escalated. Use `/incident reopen` first.',
    });
  });
});

describe('escalating by hand', () => {
  test.each<[string, Incident]>([
    ['while paging runs', incident()],
    ['after an acknowledgement', acknowledged()],
    [
      'when mitigated',
      acknowledged({ status: 'mitigated', escalation: escalation({ state: 'ended' }) }),
    ],
    [
      'on a severity that opened without paging',
      incident({ escalation: escalation({ state: 'silent', level: null }) }),
    ],
    ['when only a repeat is left', incident({ escalation: escalation({ level: 1 }) })],
  ])('makes the next step due at once: %s', (_, before) => {
    const decision = allowed(escalateByHand(before, 'U0BOB', null, next, now));
    expect(decision.incident).toEqual({
      ...before,
      escalation: { ...before.escalation, state: 'running', nextAt: now },
    });
    expect(told(decision)).toEqual(['escalated-by-hand: Escalated by <@U0BOB>.']);
  });

  test('says why', () => {
    expect(told(escalateByHand(incident(), 'U0BOB', 'ask <@U0ANN> & <!here>', next, now))).toEqual([
      'escalated-by-hand: Escalated by <@U0BOB>: ask <@U0ANN> &amp; &lt;!here&gt;',
    ]);
  });

  test.each<[string, Incident, string]>([
    [
      'everyone was paged',
      incident({ escalation: escalation({ state: 'exhausted' }) }),
      'everyone-paged',
    ],
    [
      'the last level has it',
      incident({ escalation: escalation({ level: 1, repeats: 1 }) }),
      'everyone-paged',
    ],
    [
      'the last level acknowledged',
      acknowledged({ escalation: escalation({ level: 1, repeats: 1, state: 'acknowledged' }) }),
      'everyone-paged',
    ],
    [
      'no policy',
      incident({ escalation: escalation({ policy: null, policyName: null }) }),
      'no-policy',
    ],
    ['resolved', resolved(), 'wrong-status'],
  ])('is refused when %s', (_, before, code) => {
    expect(refusal(escalateByHand(before, 'U0BOB', null, next, now)).code).toBe(code);
  });

  test.each<[string, number | null, number | null, boolean]>([
    ['the level that was seen', 0, 1, false],
    ['by an older version, without a round', 0, null, false],
    ['a level before it', null, 1, true],
    ['the same level of another round', 0, 2, true],
  ])('a button that showed %s is stale: %s %s %s', (_, level, round, stale) => {
    expect(staleButton(incident(), { level, round })?.code ?? null).toBe(
      stale ? 'already-escalated' : null,
    );
  });
});

describe('the lead', () => {
  test.each([
    ['U0BOB', 'lead-set: <@U0BOB> leads this incident now.'],
    ['U0ANN', 'lead-set: <@U0BOB> leads this incident now (set by <@U0ANN>).'],
  ])('set by %s', (by, text) => {
    const decision = allowed(setLead(incident(), 'U0BOB', by));
    expect(decision.incident).toEqual(incident({ lead: 'U0BOB' }));
    expect(told(decision)).toEqual([text]);
  });

  test('who leads already is refused', () => {
    expect(refusal(setLead(acknowledged(), 'U0ANN', 'U0BOB'))).toMatchObject({
      code: 'same-lead',
      text: '<@U0ANN> leads this incident already.',
    });
  });
});
