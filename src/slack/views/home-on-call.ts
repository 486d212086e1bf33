import type { KnownBlock } from '@slack/types';
import type { HomeOnCall, HomeSchedule, OwnTurn } from '../../flow/oncall/home-on-call.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { anyOf, line, person, when } from './text.ts';

const MOST = 24;
/** Of a section's 3,000 characters, a row has 300 at most. */
const PER_SECTION = 8;
const OWN = 3;

/** Who is on call now, until when, and the reader's own turns; about ten blocks at most. */
export function onCallBlocks({ schedules, own, now }: HomeOnCall): KnownBlock[] {
  if (schedules.length === 0)
    return [
      header('On call'),
      context(
        'No schedule is written yet. Add `schedules` to runbell.yaml, so that pages go to whoever is on call: docs/oncall.md says how.',
      ),
    ];
  const shown = schedules.slice(0, MOST).map((schedule) => row(schedule, now));
  const sections = Array.from({ length: Math.ceil(shown.length / PER_SECTION) }, (_, index) =>
    section(shown.slice(index * PER_SECTION, (index + 1) * PER_SECTION).join('\n')),
  );
  const more = schedules.length - shown.length;
  return [
    header('On call'),
    ...sections,
    more > 0 ? context(`and ${more} more: \`/oncall show <schedule>\``) : null,
    own && section(ownText(own, now)),
    own && buttons(own),
  ].filter((block) => block !== null);
}

function row({ schedule, services, user, until, next }: HomeSchedule, now: Date): string {
  const who = user === null ? '⚠ *nobody*' : person(user);
  const end = until === null ? '' : ` until ${when(until, now)}`;
  const then = until === null ? '' : `, then ${next === null ? '*nobody*' : person(next)}`;
  const names = services.map((service) => line(service, 30));
  const paged = names.length === 0 ? '' : ` (${anyOf(names, 'and', 3)})`;
  return `*${line(schedule, 40)}*${paged}: ${who}${end}${then}`;
}

function ownText(own: readonly OwnTurn[], now: Date): string {
  const [first] = own;
  if (first === undefined) return 'You are not on call in the next eight weeks.';
  const turns = own.slice(0, OWN).map(({ schedule, from, until }) => {
    const begin = from <= now ? '*You are on call now*' : `From ${when(from, now)}`;
    const end = until === null ? '' : ` until ${when(until, now)}`;
    return `• ${begin}${end}: ${line(schedule, 40)}`;
  });
  return `Your ${first.from <= now ? 'turns' : 'next turns'}\n${turns.join('\n')}`;
}

function buttons(own: readonly OwnTurn[]): KnownBlock | null {
  return actions([
    own.length > 0 ? button('Cover me', 'cover', {}) : null,
    button('Override', 'override', { schedule: null }),
  ]);
}
