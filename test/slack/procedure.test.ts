import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/action/run.ts';
import { runStates } from '../../src/action/run.ts';
import { procedureMessages } from '../../src/slack/views/procedure.ts';
import type { Room } from '../../src/slack/views/step.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import {
  approval,
  at,
  attached,
  command,
  incident,
  manual,
  nasty,
  outcome,
  procedure,
  room,
  rules,
  run,
  view,
} from './samples.ts';

const restart = command({
  text: './scripts/deploy.sh restart',
  label: 'Restart it',
  class: 'mutating',
});
const kinds = (shown: Parameters<typeof reachable>[0]) =>
  reachable(shown).map((action) => action?.kind);

/** The first message of a procedure with one step. */
function one(step = attached(restart, 'restart'), part: Partial<Room> = {}) {
  const [message] = procedureMessages(room(part), procedure({ steps: [step] }));
  return message!;
}

function withRun(part: Partial<Run>, approvals = [approval()]) {
  return one(undefined, { view: view({ runs: [run(part)], approvals }) });
}

test('a procedure says why it is here, where it comes from, and what each step does', () => {
  const steps = [
    attached(command()),
    attached(command({ ...restart, id: 's2' }), 'restart'),
    attached(
      command({
        id: 's3',
        text: 'rm -rf <dir>',
        class: 'destructive',
        parameters: [{ name: 'dir', written: '<dir>', default: null, secret: false }],
      }),
    ),
    attached(command({ id: 's4', text: 'tail -f x', pipeline: null, reason: 'it never ends' })),
    attached(manual()),
  ];

  const [message, ...rest] = procedureMessages(room(), procedure({ steps }));

  expect(rest).toEqual([]);
  expect(renderText(message!)).toMatchInlineSnapshot(`
    "# KindleSyncDown
    (*Why this one*: alert name
    *Impact*: No book is delivered
    *Response time*: 5 minutes
    Runbook of kindle-sync, \`kindle-sync/runbook.md:10\`)
    *1.* Check the status
    \`\`\`
    ./scripts/deploy.sh status
    \`\`\`
    Reads only
    [Run] [Skip]
    *2.* Restart it
    \`\`\`
    ./scripts/deploy.sh restart
    \`\`\`
    Changes things: needs one approval
    [Restart] [Skip]
    *3.* Check the status
    \`\`\`
    rm -rf <dir>
    \`\`\`
    Destroys something: never a button. Copy it and run it by hand if you are sure
    [Skip]
    *4.* Check the status
    \`\`\`
    tail -f x
    \`\`\`
    Reads only
    *Copy only*: it never ends
    [Skip]
    *5.* Tell the users
    [Done] [Skip]"
  `);
  expect(kinds(message!)).toEqual([
    'run-step',
    'step-skip',
    'run-step',
    'step-skip',
    'step-skip',
    'step-skip',
    'step-done',
    'step-skip',
  ]);
});

describe('a step', () => {
  test('that waits says who asked, who can approve and until when', () => {
    const shown = withRun({ state: 'pending' }, []);

    expect(renderText(shown)).toContain(
      'Waiting for approval*: @U0ONCALL asked at 02:15 UTC. 0 of 1 approval. @U0SENIOR or @U0MANAGER can approve until 02:30 UTC.',
    );
    expect(reachable(shown)).toEqual([
      { kind: 'approve', value: { run: 'r1', fingerprint: 'f1' } },
      { kind: 'deny', value: { run: 'r1', fingerprint: 'f1' } },
      { kind: 'cancel', value: { run: 'r1' } },
    ]);
  });

  test('that needs two approvals counts them and does not offer it to who gave one', () => {
    const text = renderText(withRun({ state: 'pending', needed: 2 }));

    expect(text).toContain('1 of 2 approvals (@U0SENIOR). @U0MANAGER can approve');
  });

  test('that nobody may approve says how to mend it', () => {
    const shown = one(undefined, {
      rules: rules(['U0ONCALL']),
      view: view({ runs: [run()], approvals: [] }),
    });

    expect(renderText(shown)).toContain(
      "Nobody else may approve (`approvers` of kindle-sync's service.yaml).",
    );
  });

  test.each<[Run['state'], Partial<Run>, string, string[]]>([
    ['queued', {}, 'Queued* for `kindle-host` since 02:16 UTC, approved by @U0SENIOR.', ['cancel']],
    ['running', {}, 'Running* on `kindle-host` since 02:16 UTC', ['cancel']],
    ['verifying', {}, 'http://127.0.0.1:8080/health answers 200 within 30s', ['cancel']],
    [
      'succeeded',
      { outcome: outcome() },
      'exit 0 in 12s, run by @U0ONCALL, approved by @U0SENIOR.',
      ['run-step', 'output'],
    ],
    [
      'failed',
      { outcome: outcome({ summary: 'exit 1', verify: null }) },
      'Failed*: exit 1 in 12s',
      ['run-step', 'run-action', 'output'],
    ],
    ['lost', {}, 'Look before you run it again.', ['run-step', 'run-action']],
    ['expired', {}, "nobody approved @U0ONCALL's request by 02:30 UTC. Nothing ran", ['run-step']],
    ['cancelled', {}, 'Cancelled*. Nothing ran.', ['run-step']],
    ['not-run', {}, '["./scripts/deploy.sh","restart"]', ['run-step']],
  ])('that is %s says so and offers what makes sense', (state, part, words, buttons) => {
    const shown = withRun({ state, ...part });

    expect(renderText(shown)).toContain(words);
    expect(kinds(shown)).toEqual(buttons);
  });

  test('that was denied gives the reason as it was written', () => {
    const denial = approval({ decision: 'deny', reason: 'backup is running <!here>' });

    expect(renderText(withRun({ state: 'denied' }, [denial]))).toContain(
      'Denied* by @U0SENIOR. Nothing ran. Reason: backup is running <!here>',
    );
  });

  test('that is done shows the last three lines of its output', () => {
    const text = renderText(withRun({ state: 'succeeded', outcome: outcome() }));

    expect(text).toContain('```\nstopped\nstarting\nstarted, pid 4711\n```');
    expect(text).not.toContain('stopping');
  });

  test('whose output may hold secrets shows none of it', () => {
    const shown = withRun({ state: 'succeeded', revealsSecrets: true, outcome: outcome() });

    expect(renderText(shown)).not.toContain('pid 4711');
    expect(kinds(shown)).not.toContain('output');
  });

  test('that failed offers what its catalogue entry suggests', () => {
    const shown = withRun({ state: 'failed', outcome: outcome() });

    expect(renderText(shown)).toContain('[Roll back?]');
    expect(reachable(shown)).toContainEqual({
      kind: 'run-action',
      value: { incident: 'i1', service: 'kindle-sync', action: 'rollback' },
    });
  });

  test('that may have happened is not run again by one careless press', () => {
    const lost = JSON.stringify(withRun({ state: 'lost' }).blocks);

    expect(lost).toContain('The outcome of the last run is unknown');
  });

  test('that was skipped says by whom, and can still be run', () => {
    const mark = { stepKey: 'kd.s1', state: 'skipped', by: 'U0SENIOR', at: at('02:17') } as const;
    const shown = one(undefined, { view: view({ marks: [mark] }) });

    expect(renderText(shown)).toContain('Skipped* by @U0SENIOR at 02:17 UTC.');
    expect(kinds(shown)).toEqual(['run-step']);
  });

  test('of a resolved incident has nothing to press', () => {
    const over = view({ incident: incident({ status: 'resolved' }) });

    expect(kinds(one(undefined, { view: over }))).toEqual([]);
  });
});

test('where a long procedure is split does not depend on how its steps stand', () => {
  const steps = Array.from({ length: 60 }, (_, index) =>
    attached(command({ id: `s${index}`, label: `Step ${index}` })),
  );
  const long = procedure({ steps });
  const runs = steps.map(({ key }, index) =>
    run({ id: `r${index}`, stepKey: key, state: 'failed', outcome: outcome({ summary: nasty }) }),
  );
  const titles = (part: Partial<Room>) =>
    procedureMessages(room(part), long).map(
      (message) =>
        renderText(message).match(/\d+\. Step/g) ?? renderText(message).match(/\*\d+\.\*/g),
    );

  expect(titles({ view: view({ runs }) })).toEqual(titles({}));
  expect(titles({}).flat()).toHaveLength(60);
});

test.each(runStates)('sixty hostile steps that are %s stay inside the limits of Slack', (state) => {
  const parameters = Array.from({ length: 30 }, (_, index) => ({
    name: `${nasty}${index}`,
    written: nasty,
    default: null,
    secret: false,
  }));
  const steps = Array.from({ length: 60 }, (_, index) =>
    index % 3 === 0
      ? attached(manual({ id: `s${index}`, label: nasty, text: nasty.repeat(50) }))
      : attached(
          command({
            id: `s${index}`,
            label: nasty,
            text: nasty.repeat(index % 3 === 1 ? 1 : 50),
            reason: index % 4 === 0 ? nasty : null,
            runsAs: nasty.repeat(40),
            line: nasty.repeat(9),
            sets: nasty,
            parameters,
          }),
        ),
  );
  const endless = outcome({
    summary: nasty,
    output: nasty.repeat(50),
    outputBytes: 9,
    verify: { ok: false, detail: nasty },
  });
  const runs = steps.map(({ key }, index) =>
    run({
      id: `r${index}`,
      stepKey: key,
      state,
      needed: 2,
      outcome: endless,
      onFailure: nasty,
      plan: {
        kind: 'pipeline',
        stages: [{ argv: [nasty, nasty], env: {}, stderr: 'keep', stdout: 'keep' }],
      },
      target: { name: nasty, env: [] },
    }),
  );
  const approvals = runs.map(({ id }) => approval({ runId: id, decision: 'deny', reason: nasty }));
  const messages = procedureMessages(
    room({
      view: view({ runs, approvals }),
      rules: rules(Array.from({ length: 40 }, (_, index) => `U0${index}AAA`)),
    }),
    procedure({
      steps,
      title: nasty,
      because: nasty,
      impact: nasty,
      responseTime: nasty,
      escalation: Array.from({ length: 50 }, () => nasty),
      file: nasty,
      service: nasty,
    }),
  );

  expect(messages.flatMap(checkMessage)).toEqual([]);
});
