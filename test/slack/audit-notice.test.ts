import { expect, test } from 'vitest';
import { type Finding, findingKinds } from '../../src/flow/record/audit-ports.ts';
import { findingsNotice, inOrderNotice } from '../../src/slack/views/audit-notice.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { now } from './samples.ts';

const one: Finding = {
  kind: 'page-late',
  incidentId: 'i',
  number: 12,
  subject: 'p',
  timer: null,
  forMs: 150_000,
};

test('the notice says which incident, what is wrong, and what to do until it is mended', () => {
  const text = renderText(findingsNotice([one]));
  expect(text).toContain('Paging may not work: 1 finding');
  expect(text).toContain('Call people by other means');
  expect(text).toContain('Incident 12: a page has had no outcome for 2m 30s');
});

test('every kind of finding, and any number of them, stays within the limits of Slack', () => {
  const all = findingKinds.map((kind) => ({ ...one, kind, number: null }));
  // It calls the channel together, and means to.
  const call = ['0 section: text pings everybody'];
  expect(checkMessage(findingsNotice(all))).toEqual(call);
  expect(checkMessage(findingsNotice(Array(500).fill(one)))).toEqual(call);
  expect(renderText(findingsNotice(Array(500).fill(one)))).toContain('and 480 more');
  expect(checkMessage(inOrderNotice(now))).toEqual([]);
});
