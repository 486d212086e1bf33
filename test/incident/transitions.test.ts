import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/incident/acknowledge.ts';
import { changeSeverity } from '../../src/incident/change-severity.ts';
import { mitigate, reopen, resolve } from '../../src/incident/decide.ts';
import { escalateByHand } from '../../src/incident/decide-paging.ts';
import { destination, type Move, transitions } from '../../src/incident/transitions.ts';
import { type Incident, type Status, statuses } from '../../src/incident/types.ts';
import { snooze } from '../../src/incident/watch-ack.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import { acknowledged, incident, named, now, resolved } from './fixture.ts';

const moves = [
  'acknowledge',
  'page-again',
  'snooze',
  'mitigate',
  'resolve',
  'reopen',
] as const satisfies Move[];

/** Null: refused. Written out, so that nothing joins the table unseen. */
const expected: Record<Status, Record<Move, Status | null>> = {
  open: {
    acknowledge: 'acknowledged',
    'page-again': 'open',
    snooze: 'acknowledged',
    mitigate: 'mitigated',
    resolve: 'resolved',
    reopen: null,
  },
  acknowledged: {
    acknowledge: 'acknowledged',
    'page-again': 'open',
    snooze: 'acknowledged',
    mitigate: 'mitigated',
    resolve: 'resolved',
    reopen: null,
  },
  mitigated: {
    acknowledge: 'mitigated',
    'page-again': 'open',
    snooze: null,
    mitigate: null,
    resolve: 'resolved',
    reopen: null,
  },
  resolved: {
    acknowledge: null,
    'page-again': null,
    snooze: null,
    mitigate: null,
    resolve: null,
    reopen: 'open',
  },
};

const pairs = statuses.flatMap((status) =>
  moves.map((move) => ({ status, move, to: expected[status][move] })),
);

test.each(pairs)('the table sends $status by $move to $to', ({ status, move, to }) => {
  expect(destination(status, move)).toBe(to);
});

test('the table knows no other status, move or destination', () => {
  expect(Object.keys(transitions)).toEqual([...statuses]);
  for (const row of Object.values(transitions)) {
    expect(moves).toEqual(expect.arrayContaining(Object.keys(row)));
    expect(statuses).toEqual(expect.arrayContaining(Object.values(row)));
  }
});

test.each(['constructor', 'toString', '__proto__', ''])('%j is no move', (move) => {
  expect(statuses.map((status) => destination(status, move as Move))).not.toContain('open');
});

describe('what decides keeps to the table while somebody is being paged', () => {
  const decide: Record<Move, (it: Incident) => ReturnType<typeof mitigate>> = {
    acknowledge: (it) => acknowledge(it, 'U0BOB', now, null),
    'page-again': (it) => changeSeverity(it, 'p1', 'U0BOB', named, null, now),
    snooze: (it) => snooze(it, 'U0BOB', new Date(now.getTime() + 60_000), now),
    mitigate: (it) => mitigate(it, 'U0BOB'),
    resolve: (it) => resolve(it, 'U0BOB', now, null),
    reopen: (it) => reopen(it, 'U0BOB', named, now),
  };

  test.each(pairs)('$status, $move: $to', ({ status, move, to }) => {
    const before = incident({ status });
    const copy = structuredClone(before);
    const decision = decide[move](before);
    expect(isRefusal(decision) ? null : decision.incident.status).toBe(to);
    expect(before).toEqual(copy);
  });

  test.each(pairs.filter(({ to }) => to === null))(
    '$status, $move: the refusal names the incident and where it stands',
    ({ status, move }) => {
      const decision = decide[move](incident({ status }));
      expect(isRefusal(decision) && decision.text).toContain('Incident 7');
      expect(isRefusal(decision) && decision.text).toContain(status);
    },
  );
});

describe('while nobody is being paged', () => {
  test.each<[string, Incident, string]>([
    ['acknowledged', acknowledged(), 'already-acknowledged'],
    ['mitigated', acknowledged({ status: 'mitigated' }), 'wrong-status'],
    ['resolved', resolved(), 'wrong-status'],
  ])('an incident that is %s is not acknowledged again', (_, before, code) => {
    expect(acknowledge(before, 'U0BOB', now, null)).toMatchObject({ refused: true, code });
  });

  test('one that is resolved is not escalated either', () => {
    expect(escalateByHand(resolved(), 'U0BOB', null, { kind: 'next' }, now)).toMatchObject({
      code: 'wrong-status',
    });
  });
});
