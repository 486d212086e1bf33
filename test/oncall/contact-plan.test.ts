import { expect, test } from 'vitest';
import { MINUTE } from '../../src/lib/duration.ts';
import { ContactRules, Contacts, type Means, Quiet } from '../../src/oncall/contact.ts';
import { type ContactPolicy, planContacts, type Reachable } from '../../src/oncall/contact-plan.ts';

const phone = '+4915112345678';
const everything = Contacts.parse({ phone, email: 'ann@example.com' });
const due = new Date('2026-03-02T01:30:00Z');
const rules = ContactRules.parse({
  p1: [{ by: 'slack' }, { by: 'sms', after: '2m' }, { by: 'voice', after: '5m' }],
  default: [{ by: 'email', after: '10m' }, { by: 'slack' }],
});
const night = Quiet.parse({ from: '22:00', to: '07:00', zone: 'Europe/Berlin' });

function planned(
  person: Reachable,
  severity = 'p1',
  over: Partial<Omit<ContactPolicy, 'provided'>> & { without?: Means[] } = {},
): string[] {
  const { without = [], ...rest } = over;
  const policy: ContactPolicy = {
    rules: {},
    quietBrokenBy: ['p1'],
    proved: () => true,
    provided: (means) => !without.includes(means),
    ...rest,
  };
  return planContacts(person, severity, due, policy).map(
    ({ means, dueAt, state, why }) =>
      `${means} ${(dueAt.getTime() - due.getTime()) / MINUTE}m${state === 'pending' ? '' : ` ${state}`}${why ? ` (${why})` : ''}`,
  );
}

const cases: [claim: string, got: string[], expected: string[]][] = [
  [
    'own rules of the severity come first',
    planned({ contacts: everything, rules }),
    ['slack 0m', 'sms 2m', 'voice 5m'],
  ],
  [
    'then their default, in the order of time',
    planned({ contacts: everything, rules }, 'p3'),
    ['slack 0m', 'email 10m'],
  ],
  [
    "without own rules the team's count, as far as there are contacts",
    planned({ contacts: Contacts.parse({ phone }) }, 'p2', { rules }),
    ['slack 0m'],
  ],
  [
    'without any, the usual ones',
    planned({ contacts: everything }),
    ['slack 0m', 'sms 2m', 'voice 5m'],
  ],
  ['somebody without contacts has Slack', planned({}), ['slack 0m']],
  [
    'an address that is not verified gives its time to the next means',
    planned(
      {
        contacts: everything,
        rules: ContactRules.parse({ p1: [{ by: 'email' }, { by: 'pagerduty', after: '5m' }] }),
      },
      'p1',
      { proved: () => false, without: ['pagerduty'] },
    ),
    [
      'email 0m unverified (the address is not verified)',
      'pagerduty 0m failed (no address is written for it)',
      'slack 0m',
    ],
  ],
  [
    'a means that is not set up gives its time to the next one',
    planned({ contacts: everything, rules }, 'p1', { without: ['sms'] }),
    ['slack 0m', 'sms 2m failed (it is not set up)', 'voice 2m'],
  ],
  [
    'in quiet hours what rings waits until their end, an hour before summer time as in winter',
    planned({ contacts: everything, rules, quiet: night }, 'p1', { quietBrokenBy: [] }),
    ['slack 0m', 'sms 270m (quiet hours)', 'voice 270m (quiet hours)'],
  ],
  [
    'the severity that breaks quiet hours does not wait',
    planned({ contacts: everything, rules, quiet: night }),
    ['slack 0m', 'sms 2m', 'voice 5m'],
  ],
  [
    'a mail does not ring',
    planned({ contacts: everything, rules, quiet: night }, 'p3'),
    ['slack 0m', 'email 10m'],
  ],
];

test.each(cases)('%s', (_claim, got, expected) => {
  expect(got).toEqual(expected);
});
