import { expect, test } from 'vitest';
import type { TimelinePage } from '../../src/flow/ports.ts';
import { timelineMessage } from '../../src/slack/views/timeline.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { incident } from './samples.ts';

const NOW = new Date('2026-11-27T03:15:00Z');

function pageOf(texts: string[], more: Partial<TimelinePage> = {}): TimelinePage {
  const entries = texts.map((text) => ({
    at: NOW,
    kind: 'note',
    actor: 'U0ONCALL',
    text,
    data: {},
  }));
  return { entries, first: 1, page: 0, of: 1, total: texts.length, ...more };
}

test.each([
  ['nothing', []],
  ['one word', ['x']],
  ['the longest sentences', Array(20).fill('word '.repeat(900))],
  ['nothing but mentions', Array(20).fill('<@U0ONCALL>'.repeat(200))],
  ['nothing but escaped characters', Array(20).fill('&lt;&amp;&gt;'.repeat(300))],
  ['a call to everybody', Array(20).fill('<!channel> <!here> everybody')],
  ['emoji', Array(20).fill('🔥'.repeat(900))],
])('a page of %s is one that Slack takes', (_what, texts) => {
  const shown = timelineMessage(incident(), pageOf(texts, { page: 1, of: 3, total: 60 }), NOW);
  expect(checkMessage(shown)).toEqual([]);
});

test('entries carry their place in the record, and the other pages are a press away', () => {
  const shown = timelineMessage(
    incident(),
    pageOf(['first', 'second'], { first: 21, page: 1, of: 3, total: 60 }),
    NOW,
  );
  const text = JSON.stringify(shown);
  expect(text).toMatch(/\*21\.\*.*first.*\*22\.\*.*second/);
  expect(text).toContain('60 entries');
  expect(text).toMatch(/"Previous".*"Next"/);
});
