import { expect, test } from 'vitest';
import { reopen } from '../../src/incident/decide.ts';
import { incident, now } from '../slack/samples.ts';

const policies = [
  {
    name: 'p',
    policy: { page: ['p1'], levels: [{ name: 'one', page: ['olive'], wait: 60_000 }], repeat: 0 },
  },
];

test.each([
  ['p1', 'running', ['reopened'], 'Paging starts again.'],
  ['p3', 'silent', ['reopened', 'not-paging'], 'Reopened by <@U1>.'],
] as const)(
  'reopening a %s incident leaves its paging %s and says so',
  (severity, state, kinds, words) => {
    const decision = reopen(incident({ status: 'resolved', severity }), 'U1', policies, now);
    if ('refused' in decision) throw new Error(decision.text);
    expect(decision.incident.escalation).toMatchObject({ state, round: 2 });
    expect(decision.entries.map(({ kind }) => kind)).toEqual(kinds);
    expect(decision.entries[0]?.text).toMatch(new RegExp(`${words}$`));
  },
);
