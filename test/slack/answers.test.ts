import { describe, expect, test } from 'vitest';
import type { OnCallNow } from '../../src/flow/on-call.ts';
import type { Match } from '../../src/runbook/match.ts';
import { confirmation } from '../../src/slack/views/confirmation.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { listMessage } from '../../src/slack/views/list.ts';
import { misunderstood } from '../../src/slack/views/misunderstood.ts';
import { noProcedure } from '../../src/slack/views/no-procedure.ts';
import { onCallMessage } from '../../src/slack/views/oncall.ts';
import { procedureReply, runbookFound, runbookShown } from '../../src/slack/views/runbook.ts';
import { statusMessage } from '../../src/slack/views/status.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { at, command, directory, incident, manual, nasty, now, run, view } from './samples.ts';

function match(part: Partial<Match['procedure']> = {}): Match {
  return {
    service: 'kindle-sync',
    file: 'kindle-sync/runbook.md',
    score: 1,
    because: 'symptom: books are not delivered',
    procedure: {
      id: 'kindlesyncdown',
      title: 'KindleSyncDown',
      trail: [],
      alerts: [],
      symptoms: [],
      impact: 'No book is delivered',
      severity: 'P1',
      responseTime: '5 minutes',
      text: '',
      steps: [command(), manual()],
      startLine: 10,
      endLine: 40,
      ...part,
    },
  };
}

function onCall(part: Partial<OnCallNow> = {}): OnCallNow {
  return {
    service: 'kindle-sync',
    policy: 'kindle-sync',
    pages: ['p1', 'p2'],
    levels: [
      {
        name: 'on-call engineer',
        waitMs: 300_000,
        people: [{ user: 'U0ONCALL', schedule: 'primary', until: at('09:00'), next: 'U0SENIOR' }],
      },
      { name: 'senior engineer', waitMs: 300_000, people: [] },
    ],
    ...part,
  };
}

describe('/incident', () => {
  test('help names every verb', () => {
    const text = renderText(helpMessage());

    for (const verb of [
      'declare',
      'ack',
      'resolve',
      'reopen',
      'mitigate',
      'severity',
      'lead',
      'note',
      'escalate',
      'status',
      'list',
    ]) {
      expect(text).toContain(`/incident ${verb}`);
    }
    expect(checkMessage(helpMessage())).toEqual([]);
  });

  test('list without incidents says so and offers to declare one', () => {
    const shown = listMessage([], now);

    expect(renderText(shown)).toBe('No incident is open.\n[Declare an incident]');
    expect(reachable(shown)).toEqual([{ kind: 'declare', value: {} }]);
  });

  test('list shows the worst first', () => {
    const shown = listMessage(
      [incident({ severity: 'p3', number: 9 }), incident({ severity: 'p1', number: 8 })],
      now,
    );

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "*2 incidents are open*
      *8* ◆ P1 critical · KindleSyncDown (kindle-sync) · #C7
      Open: nobody has taken it. Since 02:13 UTC.
      *9* ● P3 medium · KindleSyncDown (kindle-sync) · #C7
      Open: nobody has taken it. Since 02:13 UTC.
      [Declare an incident]"
    `);
  });

  test('status names what waits', () => {
    const shown = statusMessage(view({ runs: [run()] }), now);

    expect(renderText(shown)).toContain(
      'Restart: ⏸ *Waiting for approval*: @U0ONCALL asked at 02:15 UTC.',
    );
    expect(checkMessage(shown)).toEqual([]);
  });

  test('a command that worked says to which incident', () => {
    expect(renderText(confirmation('Declared', incident()))).toBe(
      '✓ Declared incident 7: ◆ P1 critical, KindleSyncDown · #C7',
    );
    expect(
      renderText(confirmation('Declared', incident({ channelId: null, channelName: null }))),
    ).toContain('its channel is being made');
  });

  test('what was typed wrong is explained, and kept for the form', () => {
    const draft = {
      title: `"${'\u0001'.repeat(400)}`,
      service: '\u0001'.repeat(99),
      severity: '\u0001'.repeat(99),
    };
    const shown = misunderstood({
      problem: '`urgent` is not a severity.',
      example: '/incident declare p1 x',
      draft: { title: 'mail is stuck' },
    });

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "\`urgent\` is not a severity.
      For example: \`/incident declare p1 x\`
      [Open the form with what you typed]"
    `);
    expect(reachable(shown)).toEqual([{ kind: 'declare', value: { title: 'mail is stuck' } }]);
    expect(reachable(misunderstood({ problem: nasty, example: nasty, draft }))).toMatchObject([
      { kind: 'declare' },
    ]);
    expect(reachable(misunderstood({ problem: 'x', example: 'y', draft: null }))).toEqual([]);
  });
});

describe('/runbook', () => {
  test('search lists what fits with a way to read it', () => {
    const shown = runbookFound('books', [match()]);

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "*1 procedure* for "books"
      *KindleSyncDown*
      Runbook of kindle-sync, \`kindle-sync/runbook.md:10\`. symptom: books are not delivered
      [Show]"
    `);
    expect(reachable(shown)).toEqual([
      {
        kind: 'show-procedure',
        value: {
          service: 'kindle-sync',
          file: 'kindle-sync/runbook.md',
          procedure: 'kindlesyncdown',
        },
      },
    ]);
  });

  test('search that finds nothing says what to try', () => {
    expect(renderText(runbookFound('<!here>', []))).toContain(
      'No procedure fits "<!here>". Try other words',
    );
  });

  test('show has nothing to press, since there is no incident to record it on', () => {
    const shown = runbookShown(match());

    expect(renderText(shown)).toContain('./scripts/deploy.sh status');
    expect(reachable(shown)).toEqual([]);
  });

  test('show says where the rest of a long procedure stands', () => {
    const steps = Array.from({ length: 60 }, (_, index) =>
      command({ id: `s${index}`, startLine: index + 100 }),
    );

    expect(renderText(runbookShown(match({ steps })))).toMatch(
      /15 more steps: `kindle-sync\/runbook.md:145`/,
    );
  });
});

describe('/oncall', () => {
  test('names who, until when and who is next', () => {
    expect(renderText(onCallMessage([onCall()], now))).toMatchInlineSnapshot(`
      "*kindle-sync* (policy \`kindle-sync\`, pages for P1 and P2 only)
      1. On-call engineer: @U0ONCALL until 09:00 UTC, then @U0SENIOR · waits 5m
      2. Senior engineer: *nobody now*, so the next level is paged at once"
    `);
  });

  test('says so when nobody is configured', () => {
    expect(renderText(onCallMessage([], now))).toContain('No service is configured');
    expect(renderText(onCallMessage([onCall({ policy: null })], now))).toContain('nobody is paged');
  });
});

test('an incident without a procedure says how to find one', () => {
  expect(renderText(noProcedure(incident()))).toContain('/runbook search');
});

test('the home page lists what is open', () => {
  expect(
    renderText(homeView([incident()], directory(['kindle-sync', 'newsletter']), now)),
  ).toMatchInlineSnapshot(`
    "# Runbell
    *1 incident is open*
    *7* ◆ P1 critical · KindleSyncDown (kindle-sync) · #C7
    Open: nobody has taken it. Since 02:13 UTC.
    [Declare an incident]
    (Watches kindle-sync and newsletter. Type \`/incident help\` for everything else.)"
  `);
});

test('hostile and endless text keeps every answer inside the limits of Slack', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    incident({ number: index, title: nasty, service: nasty, channelId: null, channelName: nasty }),
  );
  const steps = Array.from({ length: 60 }, () => command({ label: nasty, text: nasty.repeat(50) }));
  const found = {
    ...match({ title: nasty, steps, impact: nasty, responseTime: nasty }),
    because: nasty,
  };
  const people = Array.from({ length: 20 }, () => ({
    user: nasty,
    schedule: nasty,
    until: now,
    next: nasty,
  }));
  const level = { name: nasty, waitMs: 1, people };
  const services = Array.from({ length: 60 }, () =>
    onCall({
      service: nasty,
      policy: nasty,
      pages: [nasty, nasty],
      levels: Array.from({ length: 10 }, () => level),
    }),
  );
  const place = { service: nasty.slice(0, 250), file: nasty.slice(0, 250), procedure: 'x' };
  const messages = [
    listMessage(many, now),
    statusMessage(
      view({
        incident: many[0]!,
        runs: Array.from({ length: 40 }, () =>
          run({ label: nasty, target: { name: nasty, env: [] } }),
        ),
      }),
      now,
    ),
    confirmation('Declared', many[0]!),
    misunderstood({
      problem: '`<!channel> \u202e` is not a severity. '.repeat(99),
      example: nasty.repeat(30),
      draft: { title: nasty },
    }),
    runbookFound(
      nasty,
      Array.from({ length: 50 }, () => found),
    ),
    runbookShown(found),
    procedureReply(found.procedure, place),
    onCallMessage(services, now),
    noProcedure(many[0]!),
  ];

  expect(messages.map(checkMessage)).toEqual(messages.map(() => []));
});
