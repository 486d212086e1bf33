import { expect, test } from 'vitest';
import type { HandoffNews } from '../../src/flow/oncall/handoff-news.ts';
import { handoffMessage } from '../../src/slack/views/handoff.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { at, incident, nasty, now } from './samples.ts';

const comes: HandoffNews = {
  kind: 'comes',
  user: 'U0BOB',
  schedule: 'primary',
  before: 'U0ANN',
  onCall: 'U0BOB',
  until: at('09:00'),
  next: 'U0CYD',
  services: ['kindle-sync'],
  incidents: [],
};
const leaves: HandoffNews = { ...comes, kind: 'leaves', user: 'U0ANN', before: null };

test('who comes reads until when, whom they follow, and what is open', () => {
  const open = [
    incident({ number: 7, severity: 'p2' }),
    incident({ number: 8, acknowledgedBy: 'U0ANN', status: 'acknowledged' }),
  ];
  const text = renderText(handoffMessage({ ...comes, incidents: open }, now));
  expect(text).toMatch(/You are on call\* for `primary` until .+ Before you it was @U0ANN/);
  expect(text).toContain('2 incidents are open:');
  expect(text).toContain('Acknowledged by @U0ANN.');
  expect(text.indexOf('*8*')).toBeLessThan(text.indexOf('*7*'));
  expect(text).toContain('#C7');
});

test.each([
  ['somebody follows', leaves, /@U0BOB is until /],
  ['nobody follows', { ...leaves, onCall: null }, /\*Nobody is\* until .+, then @U0CYD is/],
  ['nobody follows at all', { ...leaves, onCall: null, until: null, next: null }, /Nobody is\*\./],
  ['nothing is open', leaves, /No incident is open on kindle-sync/],
])('who leaves reads who is on call now: %s', (_, news, said) => {
  const text = renderText(handoffMessage(news, now));
  expect(text).toContain('You are not on call any more');
  expect(text).toMatch(said);
});

test('any number of incidents, with any words in them, stays within the limits of Slack', () => {
  const incidents = Array.from({ length: 60 }, () =>
    incident({ title: nasty, service: nasty, channelId: null, channelName: nasty }),
  );
  for (const news of [comes, leaves]) {
    const message = handoffMessage({ ...news, incidents }, now);
    expect(checkMessage(message)).toEqual([]);
    expect(renderText(message)).toContain('and 50 more');
  }
});
