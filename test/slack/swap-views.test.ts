import { expect, test } from 'vitest';
import type { SwapRequest } from '../../src/oncall/swap-request.ts';
import { readSwap, swapErrors, swapModal } from '../../src/slack/views/swap.ts';
import { swapDecidedMessage, swapMessage, type ToldSwap } from '../../src/slack/views/swap-told.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage, checkView } from '../harness/slack-check.ts';
import { at, directory, nasty, now } from './samples.ts';

const request: SwapRequest = {
  id: 's1',
  schedule: 'primary',
  one: { person: 'oncall', from: at('01:00'), until: at('04:00') },
  other: { person: 'dba', from: at('06:00'), until: at('08:00') },
  reason: 'holiday',
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  swap: null,
  createdAt: at('02:00'),
};
const told = (more: Partial<SwapRequest> = {}): ToldSwap => ({
  request: { ...request, ...more },
  user: 'U0ONCALL',
  other: 'U0DBA',
  endedBy: null,
});

test.each([
  [
    'open',
    '⇄ @U0ONCALL asks @U0DBA to swap on *primary*: @U0DBA would have now – 04:00 UTC, @U0ONCALL would have 06:00 UTC – 08:00 UTC. holiday\n[Agree] [Decline]',
  ],
  [
    'agreed',
    '✓ @U0ONCALL and @U0DBA swap on *primary*: @U0DBA has now – 04:00 UTC, @U0ONCALL has 06:00 UTC – 08:00 UTC. holiday',
  ],
  [
    'declined',
    '– @U0DBA does not swap on *primary* with @U0ONCALL, so nothing changes: @U0DBA would have now – 04:00 UTC, @U0ONCALL would have 06:00 UTC – 08:00 UTC.',
  ],
  ['withdrawn', '– @U0ONCALL does not ask @U0DBA to swap on *primary* any more.'],
  ['expired', '– @U0ONCALL and @U0DBA do not swap on *primary*: nobody answered in time.'],
] as const)('a request that is %s says so', (state, words) => {
  expect(renderText(swapMessage(told({ state }), 'asked'))).toBe(words);
});

test('whoever asked can withdraw it, and what both agreed to can be taken back', () => {
  expect(renderText(swapMessage(told(), 'author'))).toContain('[Withdraw]');
  const agreed = told({ state: 'agreed', swap: 'o1' });
  expect(renderText(swapDecidedMessage(agreed, true))).toContain('[Remove]');
  expect(renderText(swapDecidedMessage(agreed, false))).not.toContain('[');
});

test('a swap that was taken back says so, with nothing to press', () => {
  const shown = { ...told({ state: 'agreed', swap: 'o1' }), endedBy: 'U0CTO' };
  expect(renderText(swapDecidedMessage(shown, true))).toBe(
    '– Taken back by @U0CTO: @U0ONCALL and @U0DBA were to swap on *primary*.',
  );
});

test('hostile text stays inside the limits', () => {
  const shown = told({ reason: nasty, schedule: nasty, state: 'agreed', swap: 'o1' });
  expect(checkMessage(swapMessage(told({ reason: nasty }), 'asked'))).toEqual([]);
  expect(checkMessage(swapDecidedMessage(shown, true))).toEqual([]);
});

const turn = (schedule: string, person: string) => ({
  schedule,
  person,
  from: at('06:00'),
  until: at('08:00'),
});

test('the form names whose turns there are, and takes more of them than Slack has options', () => {
  const some = { own: [turn('primary', 'oncall')], others: [turn('primary', 'dba')], zone: 'UTC' };
  const people = { dba: { name: 'Dora', slack: 'U0DBA' } };
  const modal = swapModal({ ...directory([]), people }, some, now);
  expect(renderText(modal).split('\n')[1]).toBe(
    'You get: {Dora, Sun 22 Nov 06:00 – Sun 22 Nov 08:00} (Times of UTC.)',
  );
  const long = turn('x'.repeat(40), 'y'.repeat(40));
  const many = { own: Array(200).fill(long), others: Array(200).fill(long), zone: 'UTC' };
  expect(checkView(swapModal(directory([]), many, now))).toEqual([]);
});

test('two turns of one schedule are needed, and what is wrong stands at its field', () => {
  expect(readSwap({}).mine).toBeNull();
  expect(swapErrors(null, null)).toHaveProperty('mine');
  expect(swapErrors(turn('primary', 'oncall'), null)).toHaveProperty('theirs');
  expect(swapErrors(turn('primary', 'oncall'), turn('nights', 'dba'))).toHaveProperty('theirs');
  expect(swapErrors(turn('primary', 'oncall'), turn('primary', 'dba'))).toBeNull();
});
