import { describe, expect, test } from 'vitest';
import type { OnCallNow } from '../../src/flow/oncall/on-call.ts';
import { confirmation } from '../../src/slack/views/confirmation.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { listMessage } from '../../src/slack/views/list.ts';
import { misunderstood } from '../../src/slack/views/misunderstood.ts';
import { noProcedure } from '../../src/slack/views/no-procedure.ts';
import { onCallMessage } from '../../src/slack/views/oncall.ts';
import { statusMessage } from '../../src/slack/views/status.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { at, incident, nasty, now, run, view } from './samples.ts';

function onCall(part: Partial<OnCallNow> = {}): OnCallNow {
  return {
    service: 'kindle-sync',
    policy: 'kindle-sync',
    pages: ['p1', 'p2'],
    levels: [
      {
        name: 'on-call engineer',
        waitMs: 300_000,
        people: [
          {
            user: 'U0ONCALL',
            schedule: 'primary',
            until: at('09:00'),
            next: 'U0SENIOR',
            instead: null,
          },
        ],
        also: [],
        only: null,
      },
      { name: 'senior engineer', waitMs: 300_000, people: [], also: [], only: null },
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

describe('/oncall', () => {
  test('names who, until when and who is next', () => {
    expect(renderText(onCallMessage([onCall()], now))).toMatchInlineSnapshot(`
      "*kindle-sync* (policy \`kindle-sync\`, pages for P1 and P2 only)
      1. On-call engineer: @U0ONCALL until 09:00 UTC, then @U0SENIOR · waits 5m
      2. Senior engineer: *nobody now*, so the next level is paged at once
      [Cover me] [Swap] [Override] [Coming turns]"
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

test('hostile and endless text keeps every answer inside the limits of Slack', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    incident({ number: index, title: nasty, service: nasty, channelId: null, channelName: nasty }),
  );
  const people = Array.from({ length: 20 }, () => ({
    user: nasty,
    schedule: nasty,
    until: now,
    next: nasty,
    instead: nasty,
  }));
  const level = { name: nasty, waitMs: 1, people, also: [nasty, nasty], only: nasty };
  const services = Array.from({ length: 60 }, () =>
    onCall({
      service: nasty,
      policy: nasty,
      pages: [nasty, nasty],
      levels: Array.from({ length: 10 }, () => level),
    }),
  );
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
    onCallMessage(services, now),
    noProcedure(many[0]!),
  ];

  expect(messages.map(checkMessage)).toEqual(messages.map(() => []));
});
