import { expect, test } from 'vitest';
import type { Gap } from '../../src/flow/oncall/gaps.ts';
import { gapNotice, noGapNotice } from '../../src/slack/views/gap-notice.ts';
import {
  type GroupTrouble,
  groupsInOrderNotice,
  groupTroubleNotice,
} from '../../src/slack/views/user-group-notice.ts';
import { renderText } from '../harness/render.ts';
import { checkMessage } from '../harness/slack-check.ts';
import { at, nasty, now } from './samples.ts';

const gap: Gap = {
  schedule: 'primary',
  until: at('09:00'),
  next: 'U0BOB',
  levels: [
    { service: 'kindle-sync', level: 'on-call engineer' },
    { service: 'newsletter', level: 'on-call engineer' },
  ],
};

test('a gap says until when, who is next, and what happens to pages meanwhile', () => {
  const text = renderText(gapNotice(gap, now));
  expect(text).toMatch(/Nobody is on call\* for `primary` until .+, then @U0BOB is\./);
  expect(text).toContain('*on-call engineer* of kindle-sync and newsletter has nobody');
});

const trouble: GroupTrouble = { name: 'oncall', schedules: ['primary'], why: 'no_such_subteam' };

test.each([
  ['no_such_subteam', 'Make it there, or correct `user_group`'],
  ['disabled', 'Enable it in Slack'],
  ['missing_scope', 'the app lacks `usergroups:write`'],
  ['permission_denied', 'Workspace settings > Permissions > User Groups'],
  ['plan_upgrade_required', 'paid plan'],
  ['invalid_users', 'a guest, a bot, or deactivated'],
  ['some_other_word', 'Slack says `some_other_word`'],
])('of a user group that cannot follow because of %s one reads what to do', (why, said) => {
  expect(renderText(groupTroubleNotice([{ ...trouble, why }]))).toContain(said);
});

test('any number of services and groups, with any words in them, stays within the limits of Slack', () => {
  const level = { service: nasty, level: nasty };
  const levels = Array.from({ length: 200 }, (_, n) => ({ ...level, level: `${n} ${nasty}` }));
  const many = { name: nasty, schedules: Array(60).fill(nasty), why: nasty };
  for (const message of [
    gapNotice({ ...gap, schedule: nasty, levels }, now),
    gapNotice({ ...gap, until: null, next: null, levels: Array(200).fill(level) }, now),
    noGapNotice(nasty, now),
    groupTroubleNotice(Array(100).fill(many)),
    groupsInOrderNotice(Array(100).fill(nasty), now),
  ])
    expect(checkMessage(message)).toEqual([]);
});
