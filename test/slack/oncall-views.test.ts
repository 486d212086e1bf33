import { expect, test } from 'vitest';
import type { EnteredOverride } from '../../src/oncall/override.ts';
import { Schedule } from '../../src/oncall/schedule.ts';
import { overrideErrors, overrideModal, readOverride } from '../../src/slack/views/override.ts';
import { overrideEndedMessage, overrideMessage } from '../../src/slack/views/override-told.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage, checkView } from '../harness/slack-check.ts';
import { at, directory, nasty } from './samples.ts';

const entered: EnteredOverride = {
  id: 'o1',
  schedule: 'primary',
  person: 'dba',
  instead: null,
  from: at('02:00'),
  until: at('06:00'),
  plannedUntil: at('06:00'),
  by: 'U0SENIOR',
  reason: 'dentist',
  swap: null,
  createdAt: at('02:00'),
  ended: null,
};
const told = (override: Partial<EnteredOverride>, instead = ['U0ONCALL']) => ({
  override: { ...entered, ...override },
  user: 'U0DBA',
  instead,
  now: at('02:00'),
});
const taken = (time: string) => ({ by: 'U0CTO', at: at(time) });

test.each([
  [
    'one that begins now',
    told({}),
    '⇄ @U0DBA is on call for *primary* until 06:00 UTC, instead of @U0ONCALL. Entered by @U0SENIOR: dentist.',
  ],
  [
    'one that fills a gap later',
    told({ from: at('04:00'), reason: null }, []),
    '⇄ @U0DBA is on call for *primary* from 04:00 UTC until 06:00 UTC, where nobody was. Entered by @U0SENIOR.',
  ],
  [
    'one that was ended',
    told({ until: at('03:00'), ended: taken('03:00') }),
    '– Ended by @U0CTO: @U0DBA was on call for *primary* until 03:00 UTC.',
  ],
  [
    'one that never began',
    told({ from: at('04:00'), ended: taken('03:00') }),
    '– Taken back by @U0CTO: @U0DBA was to be on call for *primary* from 04:00 UTC until 06:00 UTC.',
  ],
])('%s says who is on call', (_, room, words) => {
  expect(renderText(overrideMessage(room, false))).toBe(words);
});

test('one that was taken back says who is on call again', () => {
  const room = { ...told({ ended: taken('03:00') }, ['U0ONCALL', 'U0SENIOR']), now: at('03:00') };
  expect(renderText(overrideEndedMessage(room))).toBe(
    '⇄ @U0ONCALL and @U0SENIOR are on call again for *primary* until 06:00 UTC: @U0CTO took the override by @U0DBA back.',
  );
});

const people = Array.from({ length: 30 }, (_, index) => `U0PERSON${index}`);
test.each([
  ['entered', told({ reason: nasty, schedule: nasty }, people)],
  ['ended', told({ reason: nasty, schedule: nasty, ended: taken('03:00') }, people)],
])('hostile and long ones that are %s stay inside the limits', (_, room) => {
  expect(checkMessage(overrideMessage(room, true))).toEqual([]);
  expect(checkMessage(overrideEndedMessage(room))).toEqual([]);
});

test.each([3, 150])('the form of %i schedules is one that Slack takes', (count) => {
  const names = Array.from({ length: count }, (_, index) => `schedule-${index}`);
  const schedules = Object.fromEntries(
    names.map((name) => [name, Schedule.parse({ people: ['dba'] })]),
  );
  const draft = { user: 'U0DBA', from: at('02:00'), until: at('06:00'), reason: nasty };
  const modal = overrideModal(
    { ...directory([]), schedules },
    { ...draft, schedule: 'schedule-2' },
  );

  expect(checkView(modal)).toEqual([]);
  expect(JSON.stringify(modal)).toContain('schedule-2');
});

test('what was chosen is read back, and a refusal stands at the field that it is about', () => {
  const state = {
    person: { value: { selected_user: 'U0DBA' } },
    schedule: { value: { selected_option: { value: 'primary' } } },
    from: { value: { selected_date_time: at('02:00').getTime() / 1000 } },
  };
  expect(readOverride(state)).toEqual({
    user: 'U0DBA',
    schedule: 'primary',
    from: at('02:00'),
    until: null,
    reason: null,
  });
  const refusal = (code: string) => ({ refused: true as const, code, text: '' });
  expect(overrideErrors(refusal('past'), 'over')).toEqual({ until: 'over' });
  expect(overrideErrors(refusal('on-call-already'), 'twice')).toEqual({ person: 'twice' });
});
