import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSimulation } from '../../src/cli/oncall/simulate.ts';
import { simulationLines } from '../../src/cli/oncall/simulation-lines.ts';
import { edited, home } from '../config/home.ts';

const zone = 'Europe/Berlin';

async function shown(
  options: { service: string; severity?: string; at: string; zone?: string; ack?: string },
  path = resolve('runbooks'),
): Promise<string> {
  const env = { RUNBELL_HOME: path, RUNBELL_DATA: '/nowhere', HOOK_KEY: 'a-long-key' };
  const simulated = await readSimulation({ severity: 'p1', ...options }, env);
  return `\n${simulationLines(simulated, { width: 100, colour: false }).join('\n')}\n`;
}

describe('what the policies of the try-out do is what their runbooks say', () => {
  test('kindle-sync: four levels, the last one twice, in the hour that comes twice', async () => {
    expect(await shown({ service: 'kindle-sync', at: '2026-10-25T02:30', zone })).toBe(`
kindle-sync, P1, policy kindle-sync
It opens on Sun 25 Oct 2026 at 02:30 +02:00 Europe/Berlin, 00:30 +00:00 UTC.
Clocks in Europe/Berlin show that time twice. Taken as the first, at +02:00; the second is
2026-10-25T01:30Z.

     +0s  02:30 +02:00  00:30 +00:00  1. on-call engineer (waits 5m)
            Olive Marsh (schedule primary): Slack at once
     +5m  02:35 +02:00  00:35 +00:00  2. senior engineer (waits 10m)
            Samir Haddad (schedule secondary): Slack at once
    +15m  02:45 +02:00  00:45 +00:00  3. engineering manager (waits 15m)
            Mina Laurent (named by the policy): Slack at once
    +30m  02:00 +01:00  01:00 +00:00  4. CTO (waits 15m)
            Carla Weiss (named by the policy): Slack at once
    +45m  02:15 +01:00  01:15 +00:00  4. CTO (waits 15m)
            Carla Weiss (named by the policy): Slack at once
     +1h  02:30 +01:00  01:30 +00:00  no level is left: everybody in the channel is called
`);
  });

  test('newsletter: 0 to 15, 15 to 30, 30 and more minutes, with two roles from the second on', async () => {
    expect(
      await shown({ service: 'newsletter', severity: 'warning', at: '2026-05-04T10:00Z' }),
    ).toBe(`
newsletter, P3, policy newsletter
It opens on Mon 4 May 2026 at 10:00 +00:00 UTC.

     +0s  10:00 +00:00  1. on-call engineer (waits 15m)
            Olive Marsh (schedule primary): Slack at once
    +15m  10:15 +00:00  2. senior engineer + DBA (waits 15m)
            Samir Haddad (schedule secondary): Slack at once
            Dora Lindqvist (named by the policy): Slack at once
    +30m  10:30 +00:00  3. engineering manager + security (waits 30m)
            Mina Laurent (named by the policy): Slack at once
            Sefa Tuilagi (named by the policy): Slack at once
     +1h  11:00 +00:00  3. engineering manager + security (waits 30m)
            Mina Laurent (named by the policy): Slack at once
            Sefa Tuilagi (named by the policy): Slack at once
 +1h 30m  11:30 +00:00  no level is left: everybody in the channel is called
`);
  });

  test('screen2deck: P1 of its own pages security and infrastructure in business hours', async () => {
    expect(await shown({ service: 'screen2deck', severity: 'p2', at: '2026-05-04T10:00' })).toBe(`
screen2deck, P2, policy screen2deck
It opens on Mon 4 May 2026 at 10:00 +00:00 UTC.

     +0s  10:00 +00:00  1. primary on-call (waits 15m)
            Olive Marsh (schedule primary): Slack at once
    +15m  10:15 +00:00  2. secondary on-call (waits 15m)
            Samir Haddad (schedule secondary): Slack at once
    +30m  10:30 +00:00  3. security and infrastructure (waits 30m)
            Sefa Tuilagi (named by the policy): Slack at once
            Dora Lindqvist (named by the policy): Slack at once
     +1h  11:00 +00:00  1. primary on-call (waits 15m)
            Olive Marsh (schedule primary): Slack at once
 +1h 15m  11:15 +00:00  2. secondary on-call (waits 15m)
            Samir Haddad (schedule secondary): Slack at once
 +1h 30m  11:30 +00:00  3. security and infrastructure (waits 30m)
            Sefa Tuilagi (named by the policy): Slack at once
            Dora Lindqvist (named by the policy): Slack at once
     +2h  12:00 +00:00  no level is left: everybody in the channel is called
`);
  });

  test('screen2deck: P0 on a Sunday pages primary and secondary alone, twice', async () => {
    expect(await shown({ service: 'screen2deck', severity: 'P0', at: '2026-05-03T10:00' })).toBe(`
screen2deck, P1, policy screen2deck
It opens on Sun 3 May 2026 at 10:00 +00:00 UTC.

     +0s  10:00 +00:00  1. primary on-call (waits 15m)
            Olive Marsh (schedule primary): Slack at once
    +15m  10:15 +00:00  2. secondary on-call (waits 15m)
            Samir Haddad (schedule secondary): Slack at once
    +30m  10:30 +00:00  security and infrastructure: not now, only mon..fri, 09:00 to 17:00 in UTC
    +30m  10:30 +00:00  1. primary on-call (waits 15m)
            Olive Marsh (schedule primary): Slack at once
    +45m  10:45 +00:00  2. secondary on-call (waits 15m)
            Samir Haddad (schedule secondary): Slack at once
     +1h  11:00 +00:00  security and infrastructure: not now, only mon..fri, 09:00 to 17:00 in UTC
     +1h  11:00 +00:00  no level is left: everybody in the channel is called
`);
  });

  test.each([
    ['screen2deck', 'p3'],
    ['screen2deck', 'p4'],
    ['kindle-sync', 'warning'],
  ])('%s: nobody is woken for %s', async (service, severity) => {
    expect(await shown({ service, severity, at: '2026-05-04T10:00' })).toContain(
      '+0s  10:00 +00:00  nobody is paged: this severity opens without paging',
    );
  });
});

test('an acknowledgement stops paging, is asked after, taken back, and paging starts again', async () => {
  const text = await shown({ service: 'kindle-sync', at: '2026-05-04T10:00', ack: '5m' });

  expect(text).toContain(`
     +0s  10:00 +00:00  1. on-call engineer (waits 5m)
            Olive Marsh (schedule primary): Slack at once
     +5m  10:05 +00:00  Olive Marsh acknowledges, paging stops
    +35m  10:35 +00:00  Olive Marsh is asked: still on it?
    +40m  10:40 +00:00  no answer: the acknowledgement is taken back, paging starts again
    +40m  10:40 +00:00  1. on-call engineer (waits 5m)
`);
  expect(text.split('acknowledges')).toHaveLength(2);
});

const contacts = `people:
  ann:
    name: Ann
    slack: U0ANN
    contacts: { phone: "+4915112345678", email: ann@example.com }
    rules: { default: [{ by: slack }, { by: email, after: 2m }, { by: sms, after: 5m }] }
  bob: { name: Bob, slack: U0BOB }
  cyd: { name: Cyd, slack: U0CYD, contacts: { phone: "+4915112345679" }, rules: { p1: [{ by: sms }] } }`;

test('it says by which layer, by which means, who is nowhere, and what is not used', async () => {
  const people = sound(
    'people:\n  ann: { name: Ann, slack: U0ANN }\n  bob: { name: Bob, slack: U0BOB }',
    contacts,
  )
    .replace('primary: { people: [ann, bob] }', layered)
    .replace(
      '["schedule:primary"]',
      '["schedule:primary", "schedule:primary", "schedule:nights", cyd]',
    );
  await using folder = await home({ 'runbell.yaml': people });

  expect(
    await shown({ service: 'shop', at: '2026-05-04T10:00', ack: '1m' }, folder.path),
  ).toContain(`
     +0s  10:00 +00:00  1. on call (waits 5m)
            Ann (schedule primary, layer days): Slack at once; mail not used, it is not set up; SMS
            not used, it is not set up
            Bob (next in line of schedule primary, since Ann is paged already): Slack at once
            Cyd (named by the policy): SMS not used, it is not set up; Slack at once
            nobody: schedule:nights
     +1m  10:01 +00:00  Ann acknowledges, paging stops
`);
});

const layered = `primary: { layers: [{ people: [bob] }, { name: days, people: [ann], only: [{ from: 09:00, to: 17:00 }] }] }
  nights: { people: [bob], only: [{ from: 22:00, to: 06:00 }] }`;

function sound(from: string, to: string): string {
  return edited('runbell.yaml', from, to)['runbell.yaml'] ?? '';
}

test.each([
  [{ service: 'kindle' }, 'No service is called "kindle"; use one of'],
  [{ severity: 'p9' }, '--severity is "p9"; use one of p1, p2, p3, p4, critical, warning'],
  [{ at: '2026-02-30T10:00' }, '--at is "2026-02-30T10:00"; use a local time'],
  [{ zone: 'Mars' }, '--zone is "Mars"; use an IANA time zone'],
  [{ ack: 'soon' }, '--ack is "soon"; use a duration'],
])('what it does not understand it quotes: %j', async (part, said) => {
  const whole = { service: 'kindle-sync', at: '2026-05-04T10:00', ...part };

  await expect(shown(whole)).rejects.toThrow(said);
});

test.each([
  [
    '2026-03-29T02:30',
    'leave that time out. Taken as the moment at which they jump to 03:00 +02:00',
  ],
  ['2026-10-25T02:30', 'Taken as the first, at +02:00; the second is\n2026-10-25T01:30Z'],
])('a time that clocks do not show once, %s, is said to be one', async (at, said) => {
  expect(await shown({ service: 'kindle-sync', at, zone })).toContain(said);
});

test.each(['2026-10-25T02:30+01:00', '2026-10-25T01:30Z', '2026-10-25T03:00'])(
  'any other time, %s, is taken as it is',
  async (at) => {
    expect(await shown({ service: 'kindle-sync', at, zone })).not.toContain('Clocks');
  },
);
