import { describe, expect, test } from 'vitest';
import { pageNext, whyNotPaging } from '../../src/incident/paging.ts';
import type { Incident } from '../../src/incident/types.ts';
import { MINUTE } from '../../src/lib/duration.ts';
import type { Escalation } from '../../src/oncall/escalation.ts';
import { Policy } from '../../src/oncall/policy.ts';
import { around, aroundOf, escalation, incident, now, policy } from './fixture.ts';

const nobody = aroundOf(() => []);
const at = (part: Partial<Escalation>): Incident => incident({ escalation: escalation(part) });

function told(before: Incident, who = around): string[] {
  return pageNext(before, now, who).entries.map(({ kind, text }) => `${kind}: ${text}`);
}

test('the first level is paged, with a page for its person and the next step after its wait', () => {
  const before = at({ level: null, nextAt: now });
  const { incident: after, pages, entries } = pageNext(before, now, around);
  expect(after.escalation).toEqual(
    escalation({
      level: 0,
      nextAt: new Date(now.getTime() + 5 * MINUTE),
      paged: ['U0ONCALL'],
    }),
  );
  expect({ ...after, escalation: before.escalation }).toEqual(before);
  expect(pages).toEqual([
    {
      incidentId: 'i1',
      round: 1,
      level: 0,
      levelName: 'on call',
      kind: 'person',
      user: 'U0ONCALL',
      name: null,
      dueAt: now,
      sentAt: null,
      state: 'pending',
      detail: null,
      channelId: null,
      messageTs: null,
    },
  ]);
  expect(entries).toEqual([
    {
      kind: 'paged',
      actor: 'runbell',
      text: 'Paged: <@U0ONCALL> (on call). Next is *seniors* in 5m, unless somebody acknowledges.',
      data: { level: 0, round: 1, users: ['U0ONCALL'] },
      post: true,
    },
  ]);
});

describe('what is told', () => {
  test.each<[string, Incident, string[]]>([
    [
      'several people at once, and the repeat that follows',
      at({ level: 0 }),
      [
        'paged: Paged: <@U0ANN>, <@U0BOB> (seniors). Next is *seniors* in 10m, unless somebody acknowledges.',
      ],
    ],
    [
      'the last page of all',
      at({ level: 1 }),
      ['paged: Paged again: <@U0ANN>, <@U0BOB> (seniors). There is nobody after this level.'],
    ],
    [
      'that everyone was paged',
      at({ level: 1, repeats: 1 }),
      [
        'everyone-paged: Everyone on the policy main was paged and nobody has acknowledged. Whoever reads this: press *Acknowledge*, or call somebody.',
      ],
    ],
  ])('%s', (_, before, expected) => {
    expect(told(before)).toEqual(expected);
  });

  test('levels where nobody is, each once and before who was paged', () => {
    const only = aroundOf((target) => (target === 'bob' ? ['U0BOB'] : []));
    expect(told(at({ level: null }), only)).toEqual([
      'level-empty: Nobody is on call for *on call*, so paging moves on at once.',
      'paged: Paged: <@U0BOB> (seniors). Next is *seniors* in 10m, unless somebody acknowledges.',
    ]);
  });

  test('that nobody was paged when nobody is there at all', () => {
    expect(told(at({ level: null }), nobody)).toEqual([
      'level-empty: Nobody is on call for *on call*, so paging moves on at once.',
      'level-empty: Nobody is on call for *seniors*, so paging moves on at once.',
      'everyone-paged: Nobody on the policy main is on call, so nobody was paged. Whoever reads this: press *Acknowledge*, or call somebody.',
    ]);
  });

  test('that everyone was paged when only the rest is empty', () => {
    const last = told(at({ level: 0 }), nobody).at(-1);
    expect(last).toContain('Everyone on the policy main was paged');
  });
});

test('a person on a level twice gets one page', () => {
  const twice = Policy.parse({
    levels: [{ name: 'both', page: ['ann', 'schedule:primary', 'ann'], wait: '1m' }],
  });
  const { pages } = pageNext(
    at({ policy: twice, level: null }),
    now,
    aroundOf(() => ['U0ANN']),
  );
  expect(pages.map(({ user }) => user)).toEqual(['U0ANN']);
});

test('exhausted, nothing is due and no page is left over', () => {
  const { incident: after, pages } = pageNext(at({ level: 1, repeats: 1 }), now, around);
  expect(after.escalation).toMatchObject({ state: 'exhausted', nextAt: null });
  expect(pages).toEqual([]);
});

test.each<Escalation['state']>(['silent', 'acknowledged', 'exhausted', 'ended'])(
  'a late alarm on an escalation that is %s changes and tells nothing',
  (state) => {
    const before = at({ state, nextAt: null });
    expect(pageNext(before, now, around)).toEqual({
      incident: before,
      entries: [],
      pages: [],
      turns: [],
    });
  },
);

describe('why nobody is paged', () => {
  test.each<[string, Partial<Escalation>, string | null]>([
    ['paging runs', {}, null],
    [
      'the severity does not page',
      { state: 'silent', policy },
      'Nobody is paged: P2 opens without paging on the policy main. Raise the severity to page.',
    ],
    [
      'no policy',
      { state: 'silent', policy: null, policyName: null },
      'Nobody is paged: kindle-sync has no escalation policy. Mention people here, or set `escalation` in its service.yaml.',
    ],
  ])('%s', (_, part, text) => {
    expect(whyNotPaging(at(part))?.text ?? null).toBe(text);
  });
});
