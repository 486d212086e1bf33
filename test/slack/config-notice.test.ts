import { expect, test } from 'vitest';
import {
  type BrokenFile,
  brokenNotice,
  mendedNotice,
} from '../../src/slack/views/config-notice.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { at, nasty, now } from './samples.ts';

const one: BrokenFile = {
  file: 'runbooks/kindle-sync/service.yaml',
  line: 12,
  what: 'escalation is "kindle-snyc", which is no policy in runbell.yaml',
  instead: 'did you mean "kindle-sync"?',
  keptFrom: at('09:00'),
};

test('the notice says where, what, what to do, and which version goes on', () => {
  const text = renderText(brokenNotice([one], now));
  expect(text).toContain('1 file cannot be taken over');
  expect(text).toContain(
    '`runbooks/kindle-sync/service.yaml:12`: escalation is "kindle-snyc", which is no policy in runbell.yaml; did you mean "kindle-sync"? The version from',
  );
  expect(text).toContain('stays in force.');
});

test('a file that was never good is left out, and one without a line is named alone', () => {
  const text = renderText(brokenNotice([{ ...one, line: null, keptFrom: null }], now));
  expect(text).toContain('`runbooks/kindle-sync/service.yaml`: ');
  expect(text).toContain('Until then it is left out.');
});

test('two mistakes in one file are one file, and what does not fit is counted', () => {
  expect(renderText(brokenNotice([one, { ...one, line: 13 }], now))).toContain('1 file cannot');
  const many = Array.from({ length: 60 }, (_, i) => ({ ...one, file: `${i}.md` }));
  const text = renderText(brokenNotice(many, now));
  expect(text).toContain('60 files cannot');
  expect(text).toContain('and 40 more');
});

test('the mended notice names the files', () => {
  expect(renderText(mendedNotice(['a.md', 'b/service.yaml'], now))).toMatch(
    /Mended.*`a.md`, `b\/service.yaml`\./,
  );
});

test('the worst of files stays within the limits of Slack', () => {
  const worst = { ...one, file: nasty, what: nasty, instead: nasty };
  expect(checkMessage(brokenNotice(Array(100).fill(worst), now))).toEqual([]);
  expect(checkMessage(mendedNotice(Array(100).fill(nasty), now))).toEqual([]);
});
