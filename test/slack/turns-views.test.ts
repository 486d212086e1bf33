import { describe, expect, test } from 'vitest';
import type { HomeOnCall } from '../../src/flow/oncall/home-on-call.ts';
import type { ShownTurn, ShownTurns } from '../../src/flow/oncall/show-turns.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { onCallBlocks } from '../../src/slack/views/home-on-call.ts';
import { turnsMessage } from '../../src/slack/views/shown-turns.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage, checkView } from '../harness/slack-check.ts';
import { service } from './runbook-samples.ts';
import { at, directory, incident, nasty, now } from './samples.ts';

const entered = {
  id: 'o1',
  schedule: 'primary',
  person: 'dba',
  instead: null,
  from: at('06:00'),
  until: at('08:00'),
  by: 'U0SENIOR',
  reason: 'dentist',
  swap: null,
  createdAt: at('01:00'),
};
const turn = (from: Date, user: string | null): ShownTurn => ({
  from,
  user,
  override: null,
  of: null,
});
const turns = (more: Partial<ShownTurns> = {}): ShownTurns => ({
  schedule: 'primary',
  from: now,
  until: at('23:00'),
  turns: [
    turn(now, 'U0ONCALL'),
    turn(at('05:00'), null),
    { from: at('06:00'), user: 'U0DBA', override: entered, of: 'U0ONCALL' },
    turn(at('08:00'), 'U0SENIOR'),
  ],
  others: ['secondary'],
  mayChange: true,
  now,
  ...more,
});

describe('the turns of a schedule', () => {
  test('stand in their order with gaps and overrides, each of which can be removed', () => {
    const shown = turnsMessage(turns());
    expect(renderText(shown)).toMatchInlineSnapshot(`
      "*On call: primary* until 2026-11-22 23:00 UTC
      Now: @U0ONCALL
      05:00 UTC: ⚠ *nobody*
      06:00 UTC: ⇄ @U0DBA instead of @U0ONCALL, by @U0SENIOR: dentist
      [Remove]
      08:00 UTC: @U0SENIOR
      (⇄ an override)
      (Also: \`/oncall show secondary\`)
      [Later]
      [Cover me] [Swap] [Override]"
    `);
    const from = now.getTime() / 1000;
    expect(reachable(shown)).toContainEqual({
      kind: 'remove-override',
      value: { override: 'o1', from },
    });
  });

  test('further on lead back to now, and a stranger removes nothing', () => {
    const text = renderText(turnsMessage(turns({ from: at('04:00'), mayChange: false })));
    expect(text).toContain('[Later] [Back to now]');
    expect(text).not.toContain('[Remove]');
  });

  test('hostile and many, all of them overrides, stay inside the limits', () => {
    const override = { ...entered, schedule: nasty, reason: nasty, by: nasty };
    const one = { from: at('06:00'), user: nasty, override, of: nasty };
    const shown = turns({
      turns: Array.from({ length: 20 }, () => one),
      others: Array(9).fill('x'.repeat(40)),
    });
    expect(checkMessage(turnsMessage(shown))).toEqual([]);
  });
});

const home = (more: Partial<HomeOnCall> = {}): HomeOnCall => ({
  schedules: [
    {
      schedule: 'primary',
      services: ['kindle-sync', 'newsletter'],
      user: 'U0ONCALL',
      until: at('09:00'),
      next: 'U0SENIOR',
    },
    { schedule: 'nights', services: [], user: null, until: at('18:00'), next: 'U0DBA' },
    { schedule: 'always', services: [], user: 'U0DBA', until: null, next: null },
  ],
  own: [
    { schedule: 'primary', person: 'oncall', from: now, until: at('09:00') },
    { schedule: 'nights', person: 'oncall', from: at('18:00'), until: at('23:00') },
  ],
  now,
  ...more,
});
const shown = (more: Partial<HomeOnCall> = {}) => renderText({ blocks: onCallBlocks(home(more)) });

describe('the Home tab', () => {
  test('has every schedule with now and next, and the own turns', () => {
    expect(shown()).toMatchInlineSnapshot(`
      "# On call
      *primary* (kindle-sync and newsletter): @U0ONCALL until 09:00 UTC, then @U0SENIOR
      *nights*: ⚠ *nobody* until 18:00 UTC, then @U0DBA
      *always*: @U0DBA
      Your turns
      • *You are on call now* until 09:00 UTC: primary
      • From 18:00 UTC until 2026-11-22 23:00 UTC: nights
      [Cover me] [Override]"
    `);
  });

  test('a turn whose end is out of sight has none', () => {
    const alone = { schedule: 'always', person: 'dba', from: now, until: null };
    expect(shown({ own: [alone] })).toContain('• *You are on call now*: always');
  });

  test('offers cover to whoever has a turn, and nothing to press to strangers', () => {
    expect(shown({ own: [] })).toContain(
      'You are not on call in the next eight weeks.\n[Override]',
    );
    expect(shown({ own: null })).not.toContain('[');
  });

  test('without a schedule says what to do', () => {
    expect(shown({ schedules: [] })).toContain('Add `schedules` to runbell.yaml');
  });

  test('full of schedules, services and incidents stays inside the limits', () => {
    const [first] = home().schedules;
    const long = { ...first!, schedule: 'x'.repeat(40), services: Array(9).fill('y'.repeat(90)) };
    const onCall = home({ schedules: Array(60).fill(long), own: Array(60).fill(home().own![0]) });
    const services = Array.from({ length: 60 }, (_, index) => service(`service-${index}`, []));
    const named = new Map(services.map((one) => [one.service, one]));
    const incidents = Array.from({ length: 36 }, (_, number) => incident({ number, title: nasty }));
    const view = homeView(incidents, { ...directory([]), services: named }, now, 0, onCall);
    const title = { type: 'plain_text' as const, text: 'Home' };
    expect(checkView({ type: 'modal', callback_id: 'home', title, blocks: view.blocks })).toEqual(
      [],
    );
  });
});
