import { describe, expect, test } from 'vitest';
import { Action } from '../../src/action/catalogue.ts';
import { runStates } from '../../src/action/run.ts';
import type { EntryKind } from '../../src/incident/entry.ts';
import { actionsMessage } from '../../src/slack/views/actions.ts';
import { approvalMessage } from '../../src/slack/views/approval.ts';
import { digestLine } from '../../src/slack/views/digest.ts';
import { fullOutput, outputMessage } from '../../src/slack/views/output.ts';
import { entryPost } from '../../src/slack/views/posts.ts';
import { topicText } from '../../src/slack/views/topic.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { approval, at, incident, nasty, now, outcome, room, rules, run, view } from './samples.ts';

const kinds = (shown: Parameters<typeof reachable>[0]) =>
  reachable(shown).map((action) => action?.kind);
const asked = { rules: rules(['U0ONCALL', 'U0SENIOR']).of(run()), user: 'U0SENIOR' };
const url = 'https://slack.example.com/c/C7';

describe('the catalogue', () => {
  test('names each action, what it runs and what it needs', () => {
    const shown = actionsMessage(room(), 'kindle-sync');

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# Actions of kindle-sync
      *Restart* \`./scripts/deploy.sh restart\`
      Changes things: needs one approval
      [Restart]
      *Roll back* \`./scripts/deploy.sh rollback\`
      Changes things: needs one approval
      [Roll back]"
    `);
    expect(reachable(shown)).toEqual(
      ['restart', 'rollback'].map((action) => ({
        kind: 'run-action',
        value: { incident: 'i1', service: 'kindle-sync', action },
      })),
    );
  });

  test('shows a run of an action also when it was started on a step', () => {
    const shown = actionsMessage(
      room({ view: view({ runs: [run({ action: 'restart' })], approvals: [] }) }),
      'kindle-sync',
    );

    expect(kinds(shown)).toEqual(['approve', 'deny', 'cancel', 'run-action']);
  });

  test('of a service without actions says where they are named', () => {
    expect(renderText(actionsMessage(room({ actions: {} }), 'x'))).toContain('service.yaml');
  });

  test.each(runStates)('with many hostile actions that are %s stays inside the limits', (state) => {
    const names = Array.from({ length: 40 }, (_, index) => `action-${index}`);
    const actions = Object.fromEntries(
      names.map((name) => [
        name,
        { ...room().actions.rollback!, title: nasty, run: [nasty, nasty] },
      ]),
    );
    const runs = names.map((action) =>
      run({
        id: action,
        action,
        state,
        outcome: outcome({ summary: nasty, output: nasty, verify: { ok: true, detail: nasty } }),
      }),
    );

    expect(
      checkMessage(actionsMessage(room({ actions, view: view({ runs }) }), 'kindle-sync')),
    ).toEqual([]);
  });
});

describe('a request for approval', () => {
  test('says exactly what would run, where, for whom and until when', () => {
    const shown = approvalMessage({
      view: view({ runs: [run()] }),
      run: run(),
      ...asked,
      channelUrl: url,
      now,
    });

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# Approve: Restart on kindle-host
      @U0ONCALL wants to run this for ◆ P1 critical: KindleSyncDown (#C7).
      \`\`\`
      ./scripts/deploy.sh restart
      \`\`\`
      (On \`kindle-host\` of kindle-sync. Changes things: needs one approval. Time limit 5m, then checks that \`http://127.0.0.1:8080/health answers 200\`.
      You are asked by \`approvers\` of kindle-sync's service.yaml.)
      ⏸ *Waiting for approval*: @U0ONCALL asked at 02:15 UTC. 0 of 1 approval. @U0SENIOR can approve until 02:30 UTC.
      [Approve] [Deny] [Open channel]"
    `);
    expect(reachable(shown)).toEqual([
      { kind: 'approve', value: { run: 'r1', fingerprint: 'f1' } },
      { kind: 'deny', value: { run: 'r1', fingerprint: 'f1' } },
      { kind: 'link', value: {} },
    ]);
  });

  test.each(['queued', 'running', 'verifying', 'succeeded', 'failed', 'lost', 'not-run'] as const)(
    'that was approved reads the same while its run is %s, so that it is edited once',
    (state) => {
      const shown = approvalMessage({
        view: view({ approvals: [approval()] }),
        run: run({ state }),
        ...asked,
        channelUrl: url,
        now,
      });

      expect(renderText(shown)).toContain(
        '*Approved* by @U0SENIOR. The channel shows how it goes.',
      );
      expect(kinds(shown)).toEqual(['link']);
    },
  );

  test.each(runStates)(
    'with a hostile command that is %s stays inside the limits and says that it is cut',
    (state) => {
      const hostile = run({
        state,
        label: nasty,
        commandLine: nasty.repeat(90),
        service: nasty,
        target: { name: nasty, env: [] },
        verify: [
          { http: 'http://x/health', status: 200, within: 1 },
          { command: [nasty], within: 1 },
        ],
        outcome: outcome({ summary: nasty, output: nasty.repeat(40) }),
        parameters: Array.from({ length: 20 }, (_, index) => ({
          name: `p${index}`,
          title: nasty.slice(0, 60),
          value: nasty.repeat(20),
        })),
        preview: { state: 'failed', text: nasty.repeat(40) },
      });
      const part = view({
        incident: incident({ title: nasty }),
        approvals: [approval({ decision: 'deny', reason: nasty.repeat(9) })],
      });
      const shown = approvalMessage({ view: part, run: hostile, ...asked, channelUrl: null, now });

      expect(checkMessage(shown)).toEqual([]);
      expect(renderText(shown)).toContain('Cut here.');
    },
  );
});

describe('what a request takes', () => {
  const counted = {
    state: 'counted',
    text: 'would remove 120 waiting; e.g. send #1 (waiting)',
  } as const;
  const scaled = run({
    action: 'restart',
    parameters: [
      { name: 'n', title: 'Replicas', value: '5' },
      { name: 't', title: 'Token', sealed: 'v1.abc' },
    ],
    preview: counted,
  });
  const shown = () =>
    renderText(
      approvalMessage({
        view: view({ runs: [scaled] }),
        run: scaled,
        ...asked,
        channelUrl: url,
        now,
      }),
    );

  test('stands in the request with what was typed, and no secret does', () => {
    expect(shown()).toContain(
      '*With* Replicas `5`, Token ••••••\n*Preview*: would remove 120 waiting; e.g. send #1 (waiting)',
    );
    expect(shown()).not.toContain('v1.abc');
  });

  test('stands in the channel too, in few words', () => {
    const channel = renderText(
      actionsMessage(room({ view: view({ runs: [scaled] }) }), 'kindle-sync'),
    );
    expect(channel).toContain('*With* Replicas `5`, Token ••••••');
    expect(channel).toContain('*Preview*: would remove 120 waiting');
    const wanted = { ...scaled, preview: { state: 'wanted' } as const };
    expect(
      renderText(actionsMessage(room({ view: view({ runs: [wanted] }) }), 'kindle-sync')),
    ).toContain('a worker of the target is asked to count');
  });
});

describe('an action that can be tried', () => {
  const actions = {
    scale: Action.parse({
      run: ['./scale', '{{n}}'],
      dry_run: ['./scale', '--plan', '{{n}}'],
      parameters: { n: { type: 'number' } },
    }),
  };
  const tried = run({
    action: 'scale',
    dryRun: true,
    state: 'succeeded',
    class: 'readonly',
    needed: 0,
    outcome: outcome({ summary: 'exit 0' }),
    requestedAt: at('02:20'),
  });

  test('has a button for it, and shows it until the action runs for real', () => {
    const shown = actionsMessage(room({ actions, view: view({ runs: [tried] }) }), 'kindle-sync');
    expect(renderText(shown)).toContain('*Dry run* · ✓ *Done*: exit 0');
    expect(kinds(shown)).toEqual(['run-action', 'dry-run', 'output']);
    const real = run({ action: 'scale', state: 'pending', requestedAt: at('02:10') });
    const both = actionsMessage(
      room({ actions, view: view({ runs: [tried, real] }) }),
      'kindle-sync',
    );
    expect(renderText(both)).toContain('*Waiting for approval*');
    expect(kinds(both)).toEqual(['approve', 'deny', 'cancel']);
  });
});

describe('the output of a run', () => {
  test('stands in a code block with the facts below', () => {
    expect(
      renderText(outputMessage(run({ state: 'succeeded', outcome: outcome() }))),
    ).toMatchInlineSnapshot(`
      "*Output of Restart*
      \`\`\`
      stopping
      stopped
      starting
      started, pid 4711
      \`\`\`
      (exit 0 · took 12s · 44 bytes · 200 after 2s · whole output: \`runs/r1.txt\`)"
    `);
  });

  test('keeps its end when it is long, and names where all of it is', () => {
    const output = Array.from({ length: 2000 }, (_, index) => `line ${index}`).join('\n');
    const ended = run({ outcome: outcome({ output, truncated: true }) });
    const text = renderText(outputMessage(ended));

    expect(text).toContain('line 1999');
    expect(text).not.toContain('line 1000\n');
    expect(text).toContain('the middle was left out');
    expect(text).toContain('whole output: `runs/r1.txt`');
    expect(renderText(fullOutput(ended)).length).toBeGreaterThan(2 * text.length);
  });

  test.each([
    ['wrote nothing', { outcome: outcome({ output: ' \n' }) }, 'it wrote nothing'],
    [
      'may show secrets',
      { outcome: outcome({ output: 'API_KEY=1' }), revealsSecrets: true },
      'not posted',
    ],
    ['has not ended', { outcome: null }, 'has not ended yet'],
  ])('that %s says so', (_, part, words) => {
    const text = renderText(outputMessage(run(part)));

    expect(text).toContain(words);
    expect(text).not.toContain('API_KEY');
  });

  test.each([
    ['ten thousand hostile characters', nasty.repeat(50)],
    ['one endless line', '<'.repeat(20_000)],
    ['fences', '```\n'.repeat(3000)],
    ['colours', '\u001b[31mred\u001b[0m\n'.repeat(2000)],
  ])('of %s stays inside the limits', (_, output) => {
    const ended = run({
      label: nasty,
      outcome: outcome({ output, summary: nasty, artifact: nasty }),
    });

    expect(checkMessage(outputMessage(ended))).toEqual([]);
    expect(checkMessage(fullOutput(ended))).toEqual([]);
  });
});

describe('a post', () => {
  const entry = (kind: EntryKind, text = 'Something happened.') => ({
    at: now,
    kind,
    actor: 'runbell',
    text,
    data: {},
  });

  test.each<[EntryKind, Parameters<typeof incident>[0], string[]]>([
    ['resolve-proposed', {}, ['resolve-propose-yes', 'resolve-propose-no']],
    ['resolve-proposed', { status: 'resolved' }, []],
    ['everyone-paged', {}, ['ack']],
    ['everyone-paged', { status: 'acknowledged' }, []],
    ['acknowledged', {}, []],
  ])('about %s of an incident that is %j offers %j', (kind, part, buttons) => {
    expect(kinds(entryPost(entry(kind), incident(part)))).toEqual(buttons);
  });

  test('asks nothing any more once its question is settled', () => {
    expect(kinds(entryPost(entry('resolve-proposed'), incident(), { settled: true }))).toEqual([]);
  });

  test('calls the channel together only when everybody was paged', () => {
    const call = entryPost(entry('everyone-paged'), incident());

    expect([call.text, renderText(call)]).toEqual([
      '<!channel> Something happened.',
      expect.stringMatching(/^<!channel> Something happened\./),
    ]);
  });

  test('mentions people, and whatever else it says never a whole channel', () => {
    const shown = entryPost(entry('note', '<@U0CTO> says <!channel> help'), incident());

    expect(renderText(shown)).toBe('@U0CTO says <!channel> help');
    expect(checkMessage(shown)).toEqual([]);
    expect(checkMessage(entryPost(entry('note', 'x'.repeat(9000)), incident()))).toEqual([]);
  });
});

test.each([
  [
    {},
    '*◆ P1 critical* KindleSyncDown (kindle-sync) · #C7 · Open: nobody has taken it. Since 02:13 UTC',
  ],
  [{ lead: 'U0SENIOR', status: 'acknowledged' as const }, 'somebody is on it, led by @U0SENIOR'],
  [{ status: 'resolved' as const, resolvedAt: at('02:40') }, '✓ Resolved after 27m'],
])('the digest line of an incident that is %j reads %j', (part, words) => {
  expect(renderText(digestLine(view({ incident: incident(part) }), now))).toContain(words);
});

test('the topic is plain text of at most 250 characters', () => {
  const long = topicText(view({ incident: incident({ title: nasty, service: nasty }) }));

  expect(topicText(view())).toBe('P1 · open · kindle-sync · KindleSyncDown');
  expect([...long].length).toBeLessThanOrEqual(250);
  expect(long).not.toMatch(/[<>]/);
});
