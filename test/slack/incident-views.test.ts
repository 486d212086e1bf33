import { describe, expect, test } from 'vitest';
import { plain } from '../../src/incident/entry.ts';
import { card } from '../../src/slack/views/card.ts';
import { fallbackPost } from '../../src/slack/views/fallback.ts';
import { pageMessage } from '../../src/slack/views/page.ts';
import { stillMessage } from '../../src/slack/views/still.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { alert, at, incident, nasty, now, page, run, view } from './samples.ts';

const kinds = (shown: Parameters<typeof reachable>[0]) =>
  reachable(shown).map((action) => action?.kind);

describe('the card', () => {
  test('says who is paged, who is next and what to press', () => {
    const shown = card(view(), now);

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# ◆ P1 critical: KindleSyncDown
      *Status*
      Open: nobody has taken it
      *Severity*
      ◆ P1 critical
      *Service*
      kindle-sync
      *Lead*
      nobody yet: \`/incident lead @name\`
      *Opened*
      02:13 UTC by an alert, since 02:13 UTC
      *Paging*: @U0ONCALL (On-call engineer) since 02:13 UTC. Next: Senior engineer at 02:18 UTC.
      *Alerts*: 1 firing, 0 resolved
      ! KindleSyncDown
      [Ack] [Resolve] [Escalate]"
    `);
    expect(reachable(shown)).toEqual([
      { kind: 'ack', value: { incident: 'i1' } },
      { kind: 'resolve', value: { incident: 'i1' } },
      { kind: 'escalate', value: { incident: 'i1', from: 0, round: 1 } },
    ]);
  });

  const escalation = incident().escalation;
  test.each([
    [
      'the last level',
      { ...escalation, level: 1, nextAt: at('02:23') },
      'Next: Senior engineer again at 02:23 UTC.',
    ],
    [
      'no repeat left',
      { ...escalation, level: 1, repeats: 1 },
      'everyone counts as paged at 02:18 UTC.',
    ],
    [
      'everyone paged',
      { ...escalation, state: 'exhausted' as const },
      'Everyone was paged and nobody answered.',
    ],
    ['a quiet severity', { ...escalation, state: 'silent' as const }, 'nobody: P1 does not page.'],
    [
      'no policy',
      { ...escalation, state: 'silent' as const, policy: null },
      'there is no escalation policy',
    ],
    [
      'nothing paged yet',
      { ...escalation, level: null },
      'starting. Next: On-call engineer at 02:18 UTC.',
    ],
  ])('tells %s in words', (_, part, words) => {
    expect(renderText(card(view({ incident: incident({ escalation: part }) }), now))).toContain(
      words,
    );
  });

  test('of an acknowledged incident names who took it and offers no second ack', () => {
    const taken = incident({
      status: 'acknowledged',
      acknowledgedBy: 'U0SENIOR',
      acknowledgedAt: at('02:19'),
      escalation: { ...escalation, state: 'acknowledged', nextAt: null },
    });
    const shown = card(view({ incident: taken }), now);

    expect(renderText(shown)).toContain(
      'acknowledged by @U0SENIOR at 02:19 UTC. Nobody else is paged.',
    );
    expect(kinds(shown)).toEqual(['resolve', 'escalate']);
  });

  test('of a resolved incident offers only to reopen it', () => {
    const over = incident({ status: 'resolved', resolvedAt: at('02:40'), resolvedBy: 'U0SENIOR' });
    const shown = card(view({ incident: over }), now);

    expect(renderText(shown)).toContain('02:40 UTC by @U0SENIOR, after 27m');
    expect(kinds(shown)).toEqual(['reopen']);
  });

  test('asks before resolving while runs are going', () => {
    const blocks = JSON.stringify(card(view({ runs: [run({ state: 'running' })] }), now).blocks);

    expect(blocks).toContain('1 run is still waiting or running.');
    expect(JSON.stringify(card(view(), now).blocks)).not.toContain('confirm');
  });

  test('counts a storm of alerts and names the first five', () => {
    const alerts = Array.from({ length: 300 }, (_, index) =>
      alert({ name: `A${index}`, title: `A${index}` }),
    );
    const text = renderText(card(view({ alerts }), now));

    expect(text).toContain('300 firing, 0 resolved');
    expect(text).toContain('and 295 more');
    expect(text).not.toContain('A5');
  });
});

describe('the page', () => {
  const shown = (part: Parameters<typeof incident>[0] = {}, mine = page()) =>
    pageMessage({
      view: view({ incident: incident(part) }),
      page: mine,
      channelUrl: 'https://slack.example.com/c/C7',
      now,
    });
  const escalation = incident().escalation;

  test('says what is wrong, why you, and who is next', () => {
    expect(renderText(shown())).toMatchInlineSnapshot(`
      "# ◆ P1 critical: KindleSyncDown
      *Service*: kindle-sync
      *Status*: Open: nobody has taken it
      *Channel*: #C7
      *Alerts*: 1 firing, 0 resolved
      ! KindleSyncDown
      *Press Acknowledge if you take it.* Otherwise Senior engineer is paged next.
      [Acknowledge] [Escalate] [Open channel]
      (Why you: @U0ONCALL is On-call engineer for kindle-sync. Paged at 02:13 UTC.)"
    `);
    expect(kinds(shown())).toEqual(['ack', 'escalate', 'link']);
  });

  test('can still be answered after it moved on', () => {
    const later = shown({ escalation: { ...escalation, level: 1 } });

    expect(renderText(later)).toContain('No answer in time, so Senior engineer was paged too.');
    expect(kinds(later)).toContain('ack');
  });

  test.each([
    ['you', 'U0ONCALL', 'You acknowledged it.'],
    ['somebody else', 'U0SENIOR', 'Acknowledged by @U0SENIOR.'],
  ])('acknowledged by %s has nothing left to press but the channel', (_, by, words) => {
    const after = shown({
      status: 'acknowledged',
      acknowledgedBy: by,
      escalation: { ...escalation, state: 'acknowledged' },
    });

    expect(renderText(after)).toContain(words);
    expect(kinds(after)).toEqual(['link']);
  });

  test('of an ended incident says who resolved it', () => {
    const after = shown({ status: 'resolved', resolvedBy: 'U0CTO', resolvedAt: at('02:19') });

    expect(renderText(after)).toContain('Resolved by @U0CTO at 02:19 UTC. Nothing to do.');
  });
});

test('hostile and endless text keeps the card and the page inside the limits of Slack', () => {
  const policy = { levels: [{ name: nasty, page: [], wait: 1 }], repeat: 0 };
  const hostile = view({
    incident: incident({
      title: nasty,
      service: nasty,
      note: nasty.repeat(20),
      declaredBy: nasty,
      lead: nasty,
      channelId: null,
      channelName: nasty,
      escalation: { ...incident().escalation, policy, nextAt: at('02:18') },
    }),
    alerts: Array.from({ length: 300 }, () =>
      alert({
        name: nasty,
        title: `${nasty}!`,
        url: `https://x.example/${'&'.repeat(1400)}`,
        count: 9,
      }),
    ),
    pages: Array.from({ length: 40 }, (_, index) =>
      page({ user: `U0${index}X`, levelName: nasty }),
    ),
  });

  const entry = { at: now, kind: 'x', actor: 'runbell', text: plain(nasty), data: {} };
  const on = { incident: hostile.incident, entry };

  expect(checkMessage(card(hostile, now))).toEqual([]);
  // It is there to call everybody; nothing else may be wrong with it.
  expect(checkMessage(fallbackPost(entry, hostile.incident))).toEqual([
    '0 section: text pings everybody',
  ]);
  expect(checkMessage(stillMessage({ ...on, open: true, channelUrl: null }))).toEqual([]);
  expect(checkMessage(stillMessage({ ...on, open: false, channelUrl: null }))).toEqual([]);
  expect(
    checkMessage(
      pageMessage({
        view: hostile,
        page: page({ levelName: nasty, user: nasty }),
        channelUrl: null,
        now,
      }),
    ),
  ).toEqual([]);
});
