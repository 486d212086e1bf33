import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type IncidentCommand,
  isMisunderstood,
  type Misunderstood,
  readIncidentCommand,
  type Vocabulary,
} from '../../src/incident/command.ts';
import { type Severity, severities } from '../../src/service/service.ts';

const vocabulary: Vocabulary = {
  services: ['kindle-sync', 'newsletter', '12'],
  policies: ['support'],
  words: new Map<string, Severity>([
    ...severities.map((severity) => [severity, severity] as const),
    ['critical', 'p1'],
    ['warning', 'p3'],
    ['p0', 'p1'],
  ]),
};

const next = { kind: 'next' } as const;
const user = (id: string) => ({ kind: 'person' as const, user: id });
const level = (number: number) => ({ kind: 'level' as const, number });
const policy = (name: string) => ({ kind: 'policy' as const, name });

const read = (text: string) => readIncidentCommand(text, vocabulary);

function misunderstood(text: string): Misunderstood {
  const result = read(text);
  if (!isMisunderstood(result)) throw new Error(`understood: ${JSON.stringify(result)}`);
  return result;
}

test.each<[string, IncidentCommand]>([
  ['', { verb: 'form' }],
  ['   ', { verb: 'form' }],
  ['declare', { verb: 'form' }],
  ['new', { verb: 'form' }],
  ['help', { verb: 'help' }],
  ['HELP', { verb: 'help' }],
  ['help me please', { verb: 'help' }],
  ['list', { verb: 'list' }],
  ['ls', { verb: 'list' }],

  [
    'declare p1 it is down',
    { verb: 'declare', severity: 'p1', service: null, title: 'it is down' },
  ],
  ['create p2 slow', { verb: 'declare', severity: 'p2', service: null, title: 'slow' }],
  ['Declare P3 slow', { verb: 'declare', severity: 'p3', service: null, title: 'slow' }],
  ['declare critical down', { verb: 'declare', severity: 'p1', service: null, title: 'down' }],
  ['declare P0 down', { verb: 'declare', severity: 'p1', service: null, title: 'down' }],
  ['declare warning down', { verb: 'declare', severity: 'p3', service: null, title: 'down' }],
  [
    'declare p1 kindle-sync books are late',
    { verb: 'declare', severity: 'p1', service: 'kindle-sync', title: 'books are late' },
  ],
  [
    'declare p1 Kindle-Sync Books',
    { verb: 'declare', severity: 'p1', service: 'kindle-sync', title: 'Books' },
  ],
  [
    'declare p1 kindle sync is late',
    { verb: 'declare', severity: 'p1', service: null, title: 'kindle sync is late' },
  ],
  [
    'declare p1 newsletter newsletter is late',
    { verb: 'declare', severity: 'p1', service: 'newsletter', title: 'newsletter is late' },
  ],
  ['declare p1 12 down', { verb: 'declare', severity: 'p1', service: '12', title: 'down' }],
  ['declare p1 13 down', { verb: 'declare', severity: 'p1', service: null, title: '13 down' }],
  ['  declare \t p1 \n a   b ', { verb: 'declare', severity: 'p1', service: null, title: 'a b' }],
  ['declare p1 `x` *y*', { verb: 'declare', severity: 'p1', service: null, title: '`x` *y*' }],

  ['ack', { verb: 'ack', number: null }],
  ['ack 12', { verb: 'ack', number: 12 }],
  ['ack #12', { verb: 'ack', number: 12 }],
  ['ack 012', { verb: 'ack', number: 12 }],
  ['acknowledge 12', { verb: 'ack', number: 12 }],
  ['take', { verb: 'take', number: null }],
  ['unsnooze 12', { verb: 'unsnooze', number: 12 }],
  ['snooze 30m', { verb: 'snooze', number: null, ms: 1_800_000 }],
  ['snooze #12 1H30M', { verb: 'snooze', number: 12, ms: 5_400_000 }],
  ['reopen #3', { verb: 'reopen', number: 3 }],
  ['status', { verb: 'status', number: null }],
  ['timeline', { verb: 'timeline', number: null }],
  ['record #12', { verb: 'timeline', number: 12 }],
  ['status 999999999', { verb: 'status', number: 999_999_999 }],
  ['mitigate', { verb: 'mitigate', number: null }],
  ['MITIGATE 7', { verb: 'mitigate', number: 7 }],

  ['resolve', { verb: 'resolve', number: null, words: null }],
  ['close', { verb: 'resolve', number: null, words: null }],
  ['resolved #12', { verb: 'resolve', number: 12, words: null }],
  ['resolve #12 restarted it', { verb: 'resolve', number: 12, words: 'restarted it' }],
  ['resolve restarted 12 pods', { verb: 'resolve', number: null, words: 'restarted 12 pods' }],
  ['resolve 12th try', { verb: 'resolve', number: null, words: '12th try' }],
  ['escalate', { verb: 'escalate', number: null, to: next, words: null }],
  ['page', { verb: 'escalate', number: null, to: next, words: null }],
  ['escalate #4 need a dba', { verb: 'escalate', number: 4, to: next, words: 'need a dba' }],
  ['escalate to <@U1>', { verb: 'escalate', number: null, to: user('U1'), words: null }],
  ['escalate #4 <@U1|ann> asap', { verb: 'escalate', number: 4, to: user('U1'), words: 'asap' }],
  ['escalate level 2', { verb: 'escalate', number: null, to: level(2), words: null }],
  ['escalate to LEVEL:3 now', { verb: 'escalate', number: null, to: level(3), words: 'now' }],
  [
    'escalate level of disk is full',
    { verb: 'escalate', number: null, to: next, words: 'level of disk is full' },
  ],
  [
    'escalate policy support',
    { verb: 'escalate', number: null, to: policy('support'), words: null },
  ],
  ['escalate policy:gone', { verb: 'escalate', number: null, to: policy('gone'), words: null }],
  [
    'escalate to policy makers',
    { verb: 'escalate', number: null, to: next, words: 'to policy makers' },
  ],

  ['severity', { verb: 'severity', severity: null, number: null }],
  ['sev', { verb: 'severity', severity: null, number: null }],
  ['severity 12', { verb: 'severity', severity: null, number: 12 }],
  ['severity p2', { verb: 'severity', severity: 'p2', number: null }],
  ['sev #12 P2', { verb: 'severity', severity: 'p2', number: 12 }],
  ['sev 12 critical', { verb: 'severity', severity: 'p1', number: 12 }],

  ['lead <@U1>', { verb: 'lead', user: 'U1', number: null }],
  ['lead <@U1|ada>', { verb: 'lead', user: 'U1', number: null }],
  ['lead <@U1|>', { verb: 'lead', user: 'U1', number: null }],
  ['lead <@W012ABC|ada.l>', { verb: 'lead', user: 'W012ABC', number: null }],
  ['lead #12 <@U1>', { verb: 'lead', user: 'U1', number: 12 }],
  ['lead 12 <@U1>', { verb: 'lead', user: 'U1', number: 12 }],
  ['lead @U0ONCALL', { verb: 'lead', user: 'U0ONCALL', number: null }],
  ['lead U0ONCALL', { verb: 'lead', user: 'U0ONCALL', number: null }],

  ['note the queue drains', { verb: 'note', words: 'the queue drains', number: null }],
  ['note #12 it drains', { verb: 'note', words: 'it drains', number: 12 }],
  ['note 12 mails are left', { verb: 'note', words: '12 mails are left', number: null }],
  ['note #incidents knows', { verb: 'note', words: '#incidents knows', number: null }],
])('/incident %j', (text, command) => {
  expect(read(text)).toEqual(command);
});

describe('what is not understood says what is wrong and gives an example', () => {
  test.each<[string, string, string]>([
    ['dance', '`dance` is not something `/incident` can do. It knows declare, ack, ', 'declare p1'],
    ['#12 ack', '`#12` is not something', 'declare p1'],
    ['12', '`12` is not something', 'declare p1'],
    ['constructor', '`constructor` is not something', 'declare p1'],
    ['__proto__ x', '`__proto__` is not something', 'declare p1'],
    [
      'declare it is down',
      '`it` is not a severity; use one of p1, p2, p3, p4.',
      'declare p1 it is down',
    ],
    ['declare p5 down', '`p5` is not a severity', 'declare p1 p5 down'],
    ['declare kindle-sync down', '`kindle-sync` is not a severity', 'declare p1 kindle-sync down'],
    [
      'declare p1',
      'P1 was understood, but the title is missing',
      'declare p1 nothing is being sent',
    ],
    ['declare critical', 'P1 was understood, but the title is missing', 'declare p1 nothing'],
    ['declare p2 newsletter', 'P2 for newsletter was understood', 'declare p2 newsletter nothing'],
    ['ack please', "`ack` takes an incident's number or nothing, not `please`.", 'ack 12'],
    ['take it', "`take` takes an incident's number or nothing, not `it`.", 'take 12'],
    ['ack 1 2', 'not `2`', 'ack 12'],
    ['ack -1', 'not `-1`', 'ack 12'],
    ['ack ##1', 'not `##1`', 'ack 12'],
    ['ack 1.5', 'not `1.5`', 'ack 12'],
    ['ack 1234567890', 'not `1234567890`', 'ack 12'],
    ['reopen now', '`reopen` takes', 'reopen 12'],
    ['mitigate all', '`mitigate` takes', 'mitigate 12'],
    ['status of it', '`status` takes', 'status 12'],
    ['severity high', '`high` is not a severity; use one of p1, p2, p3, p4.', 'severity p2'],
    ['severity p1 p2', '`p1 p2` is not a severity', 'severity p2'],
    ['severity 12 worse', '`worse` is not a severity', 'severity p2'],
    ['lead', '`lead` needs one person, and `(nothing)` names none', 'lead @ada'],
    ['lead 12', '`(nothing)` names none', 'lead @ada'],
    ['lead ada', '`ada` names none', 'lead @ada'],
    ['lead <@u1>', '`<@u1>` names none', 'lead @ada'],
    ['lead <@U1> <@U2>', '`<@U1> <@U2>` names none', 'lead @ada'],
    ['lead <#C1|general>', '`<#C1|general>` names none', 'lead @ada'],
    ['lead <!subteam^S1>', '`<!subteam^S1>` names none', 'lead @ada'],
    ['note', 'A note needs some words.', 'note the queue'],
    ['note #12', 'A note needs some words.', 'note the queue'],
  ])('/incident %j', (text, problem, example) => {
    const told = misunderstood(text);
    expect(told.problem).toContain(problem);
    expect(told.example).toContain(`/incident ${example}`);
  });
});

describe('nothing that was typed is lost: the form gets it', () => {
  test.each<[string, Misunderstood['draft']]>([
    ['checkout is down', { title: 'checkout is down' }],
    ['declare Checkout   is down', { title: 'Checkout is down' }],
    ['declare p5 kindle-sync down', { title: 'p5 kindle-sync down' }],
    ['declare p2', { severity: 'p2' }],
    ['declare p0', { severity: 'p1' }],
    ['declare warning newsletter', { severity: 'p3', service: 'newsletter' }],
    ['ack please', null],
    ['note', null],
  ])('%j', (text, draft) => {
    expect(misunderstood(text).draft).toEqual(draft);
  });

  test('whole, however long', () => {
    const long = `checkout ${'is down '.repeat(2000)}`.trim();
    expect(misunderstood(long).draft).toEqual({ title: long });
  });
});

describe('what was typed cannot break the answer', () => {
  test.each(['', 'declare ', 'ack ', 'severity ', 'lead '])(
    '/incident %j with backticks and 10,000 characters',
    (verb) => {
      const { problem, example } = misunderstood(`${verb}\`x\`\`${'y'.repeat(10_000)}`);
      expect(problem.length).toBeLessThan(400);
      expect(example.length).toBeLessThan(200);
      expect(problem.match(/`/g)?.length ?? 0).toBeOneOf([2, 4]);
      expect(example).not.toContain('`');
    },
  );

  test('whatever it is, it is understood or told, and the same when typed again', () => {
    const words = fc.constantFrom(
      ...[
        'declare',
        'ack',
        'resolve',
        'sev',
        'lead',
        'note',
        'page',
        'p1',
        'critical',
        '12',
        '#12',
      ],
      ...['kindle-sync', '<@U1>', '<@U1|a>', '`', '<!channel>', '\n', '\u202e', 'constructor', ''],
    );
    const typed = fc.oneof(
      fc
        .array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 6 })
        .map((all) => all.join(' ')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const result = read(text);
        expect(read(`  ${text} `)).toEqual(result);
        if (!isMisunderstood(result)) return;
        expect(result.problem).not.toBe('');
        expect(result.example).toMatch(/^\/incident \w/);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a service without words of its own still has p1 to p4, and no service is needed', () => {
  const bare = {
    services: [],
    policies: [],
    words: new Map(severities.map((one) => [one, one] as const)),
  };
  expect(readIncidentCommand('declare p1 kindle-sync down', bare)).toEqual({
    verb: 'declare',
    severity: 'p1',
    service: null,
    title: 'kindle-sync down',
  });
});
