import type { Button } from '@slack/types';
import type { EnteredOverride, Override } from '../../oncall/override.ts';
import { actions, button, confirm, type Message, message, section } from './blocks.ts';
import { anyOf, line, person, when } from './text.ts';

/** An override with the Slack users whom it is about. */
export interface ToldOverride {
  override: EnteredOverride;
  /** Who is put on call. */
  user: string;
  /** Who would be on call without it; nobody in a gap. */
  instead: readonly string[];
  now: Date;
}

/** Says who is put on call; once it was taken back, what became of it. */
export function overrideMessage(told: ToldOverride, withButton: boolean): Message {
  const { override, user } = told;
  const { ended, until } = override;
  const text = `${person(user)} is on call for ${stretch(told, override.from, until)}${insteadOf(told)}. ${whoAndWhy(override)}`;
  if (ended === null)
    return message(text, [section(`⇄ ${text}`), withButton ? actions([remove(override)]) : null]);
  const was =
    ended.at > override.from
      ? `– Ended by ${person(ended.by)}: ${person(user)} was on call for ${stretch(told, override.from, ended.at)}.`
      : `– Taken back by ${person(ended.by)}: ${person(user)} was to be on call for ${stretch(told, override.from, override.plannedUntil)}.`;
  return message(was, [section(was)]);
}

/** For whoever typed it. */
export function enteredText(override: Override, user: string): string {
  const told = { override, now: override.createdAt };
  return `✓ ${person(user)} is on call for ${stretch(told, override.from, override.until)}. Everybody concerned is told.`;
}

/** New, so that phones ring for it as they did when the override was entered. */
export function overrideEndedMessage(told: ToldOverride): Message {
  const { override, instead, user } = told;
  const { ended, plannedUntil } = override;
  const from = ended && ended.at > override.from ? ended.at : override.from;
  const who = instead.length === 0 ? '*nobody*' : anyOf(instead.map(person), 'and');
  const be = instead.length > 1 ? 'are' : 'is';
  const text = `${who} ${be} on call again for ${stretch(told, from, plannedUntil)}: ${person(ended?.by ?? null)} took the override by ${person(user)} back.`;
  return message(text, [section(`⇄ ${text}`)]);
}

export function remove({ id, schedule }: Pick<Override, 'id' | 'schedule'>, from?: number): Button {
  return button(
    'Remove',
    'remove-override',
    { override: id, ...(from !== undefined && { from }) },
    {
      label: `Remove this override of ${schedule}`,
      confirm: confirm(
        'Remove this override?',
        'From now on the schedule counts as it was. Both people are told.',
        'Remove',
      ),
    },
  );
}

/** `primary from 12:00 until 18:00`; what begins now only has an end. */
export function stretch(
  { override: { schedule }, now }: { override: Pick<Override, 'schedule'>; now: Date },
  from: Date,
  until: Date,
): string {
  const begin = from <= now ? '' : ` from ${when(from, now)}`;
  return `*${line(schedule, 60)}*${begin} until ${when(until, now)}`;
}

function insteadOf({ instead }: ToldOverride): string {
  if (instead.length === 0) return ', where nobody was';
  return `, instead of ${anyOf(instead.map(person), 'and')}`;
}

function whoAndWhy({ by, reason }: EnteredOverride): string {
  return `Entered by ${person(by)}${reason === null ? '' : `: ${line(reason, 200)}`}.`;
}
