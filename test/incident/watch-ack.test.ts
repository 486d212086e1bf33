import { describe, expect, test } from 'vitest';
import { acknowledge, takeOver } from '../../src/incident/acknowledge.ts';
import type { Decision } from '../../src/incident/decision.ts';
import type { Incident } from '../../src/incident/types.ts';
import { snooze, stillOnIt, unsnooze, watchAck } from '../../src/incident/watch-ack.ts';
import { MINUTE } from '../../src/lib/duration.ts';
import type { Watch } from '../../src/oncall/watch.ts';
import { acknowledged, allowed, escalation, incident, now, refusal, resolved } from './fixture.ts';

const terms = { timeout: 30 * MINUTE, grace: 5 * MINUTE };
const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);

function watched(phase: Watch['phase'], since: number, due: number): Incident {
  const watch = { phase, since: at(since), dueAt: at(due) };
  return acknowledged({
    acknowledgedAt: at(0),
    escalation: escalation({ state: 'acknowledged', nextAt: null, watch }),
  });
}

function next(decision: Decision | null): unknown {
  if (decision === null) return null;
  const { watch, state } = decision.incident.escalation;
  const minutes = watch && (watch.dueAt.getTime() - now.getTime()) / MINUTE;
  return [decision.entries.map(({ kind }) => kind).join(' '), state, watch?.phase, minutes];
}

test('an acknowledgement is looked after from then on, unless its severity has no time-out', () => {
  const watch = (timeout: number | null) =>
    allowed(acknowledge(incident(), 'U0BOB', now, timeout)).incident.escalation.watch;
  expect(watch(30 * MINUTE)).toEqual({ phase: 'quiet', since: now, dueAt: at(30) });
  expect(watch(null)).toBeNull();
});

describe('what is due', () => {
  const quiet = watched('quiet', 0, 30);
  const asked = watched('asked', 30, 35);
  test.each<[string, Incident, number, number | null, unknown]>([
    ['before its time, nothing', quiet, 29, null, null],
    ['without a sign, the question', quiet, 30, null, ['ack-asked', 'acknowledged', 'asked', 35]],
    ['with a sign, later', quiet, 30, 10, ['', 'acknowledged', 'quiet', 40]],
    [
      'a sign from before counts from when it was',
      quiet,
      30,
      -20,
      ['ack-asked', 'acknowledged', 'asked', 35],
    ],
    ['before the end of the grace, nothing', asked, 34, null, null],
    ['in silence, it is taken back', asked, 35, 30, ['unacknowledged', 'running', undefined, null]],
    [
      'with a sign since the question, it goes on',
      asked,
      35,
      31,
      ['', 'acknowledged', 'quiet', 61],
    ],
    [
      'the end of a snooze, whatever was done',
      watched('snoozed', 0, 20),
      20,
      19,
      ['snooze-ended', 'running', undefined, null],
    ],
  ])('%s', (_, before, minute, active, expected) => {
    const sign = active === null ? null : at(active);
    expect(next(watchAck(before, sign, terms, at(minute)))).toEqual(expected);
  });

  test('nothing any more once the severity has no time-out', () => {
    const decision = watchAck(quiet, null, { ...terms, timeout: null }, at(30));
    expect(next(decision)).toEqual(['', 'acknowledged', undefined, null]);
  });

  test('taken back, it is open again and pages from the first level of the same copy', () => {
    const after = watchAck(asked, null, terms, at(35))?.incident;
    expect(after).toMatchObject({
      status: 'open',
      acknowledgedBy: null,
      acknowledgedAt: null,
      escalation: { state: 'running', level: null, round: 2, afresh: 2, nextAt: at(35) },
    });
    expect(after?.escalation.chain).toEqual(asked.escalation.chain);
  });

  test('the question names whom it is for, how long it was quiet and until when', () => {
    expect(watchAck(quiet, null, terms, at(30))?.entries).toMatchObject([
      {
        text: '<@U0ANN>, are you still on it? Nobody has done anything here for 30m. Without a sign of you, paging starts again in 5m.',
        data: { user: 'U0ANN', until: at(35).toISOString() },
        post: true,
      },
    ]);
  });
});

test('an answer starts the time anew, and nobody else is asked for one', () => {
  const { incident: after } = allowed(
    stillOnIt(watched('asked', 30, 35), 'U0ANN', 30 * MINUTE, at(31)),
  );
  expect(after.escalation.watch).toEqual({ phase: 'quiet', since: at(31), dueAt: at(61) });
  const late = stillOnIt(after, 'U0ANN', 30 * MINUTE, at(32));
  expect(refusal(late).code).toBe('not-asked');
  expect(refusal(stillOnIt(incident(), 'U0ANN', 30 * MINUTE, now)).code).toBe('not-acknowledged');
});

describe('taking over', () => {
  test('the lead goes along when it was theirs, and nobody is paged', () => {
    const decision = allowed(takeOver(acknowledged(), 'U0BOB', now, null));
    expect(decision.incident).toMatchObject({ acknowledgedBy: 'U0BOB', lead: 'U0BOB' });
    expect(decision.incident.escalation).toMatchObject({ state: 'acknowledged', nextAt: null });
    expect(decision.entries[0]?.text).toBe('<@U0BOB> takes over from <@U0ANN>.');
  });

  test('the lead of a third person stays', () => {
    const decision = allowed(takeOver(acknowledged({ lead: 'U0CYD' }), 'U0BOB', now, null));
    expect(decision.incident.lead).toBe('U0CYD');
  });

  test('is to acknowledge where nobody has it', () => {
    expect(allowed(takeOver(incident(), 'U0BOB', now, null)).entries[0]?.kind).toBe('acknowledged');
  });

  test('from oneself is refused', () => {
    expect(refusal(takeOver(acknowledged(), 'U0ANN', now, null)).code).toBe('already-acknowledged');
  });
});

describe('snoozing', () => {
  test('acknowledges with an end, and keeps who has it', () => {
    expect(allowed(snooze(incident(), 'U0BOB', at(30), now)).incident).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: 'U0BOB',
      escalation: {
        state: 'acknowledged',
        nextAt: null,
        watch: { phase: 'snoozed', since: now, dueAt: at(30) },
      },
    });
    const kept = allowed(snooze(acknowledged(), 'U0BOB', at(30), now)).incident;
    expect(kept.acknowledgedBy).toBe('U0ANN');
  });

  test.each<[string, Incident, string]>([
    ['resolved', resolved(), 'wrong-status'],
    ['mitigated', acknowledged({ status: 'mitigated' }), 'wrong-status'],
    [
      'never paged anybody',
      incident({ escalation: escalation({ state: 'silent', nextAt: null }) }),
      'not-paging',
    ],
  ])('an incident that is %s is refused', (_, before, code) => {
    expect(refusal(snooze(before, 'U0BOB', at(30), now)).code).toBe(code);
  });

  test('ends by hand once, or by an acknowledgement', () => {
    const snoozed = allowed(snooze(incident(), 'U0BOB', at(30), now)).incident;
    const woken = allowed(unsnooze(snoozed, 'U0ANN', at(5))).incident;
    expect(woken).toMatchObject({ status: 'open', escalation: { state: 'running', watch: null } });
    expect(refusal(unsnooze(woken, 'U0ANN', at(6))).code).toBe('not-snoozed');
    const taken = allowed(acknowledge(snoozed, 'U0BOB', at(5), 30 * MINUTE)).incident;
    expect(taken.escalation.watch?.phase).toBe('quiet');
  });
});
