import { formatDuration } from '../lib/duration.ts';
import { meansWords } from '../oncall/contact.ts';
import type { SimulatedContact, SimulatedPage, WhyPaged } from './simulated-page.ts';

/** How a person, and somebody else's text, are shown where the words go. */
export interface Say {
  person(user: string): string;
  text(text: string): string;
}

/** `on call by schedule primary, for Bob: an override entered by Bob (a wedding)`. */
export function whyWords(why: WhyPaged, say: Say): string {
  switch (why.kind) {
    case 'named':
      return 'named by the policy';
    case 'group':
      return `in the user group ${say.text(why.group)}`;
    case 'schedule':
      return scheduleWords(why, say);
  }
}

/** `Slack at once; SMS after 2m: not used, the address is not verified`; null: by nothing. */
export function meansOf({ kind, by }: SimulatedPage, at: Date): string | null {
  if (kind !== 'person') return null;
  const words = by.map((one) => contactWords(one, at)).join('; ');
  return by.some(({ state }) => state === 'pending') ? words : `reached by nothing: ${words}`;
}

function scheduleWords(why: Extract<WhyPaged, { kind: 'schedule' }>, say: Say): string {
  const { schedule, after, instead, layer, override } = why;
  const name = say.text(schedule);
  if (instead !== null)
    return `next in line of schedule ${name}, since ${say.person(instead)} is paged already`;
  if (after > 0) return `number ${after + 1} in the line of schedule ${name}`;
  if (override) {
    const of = override.of === null ? 'where nobody was' : `for ${say.person(override.of)}`;
    const reason = override.reason === null ? '' : `: ${say.text(override.reason)}`;
    return `schedule ${name}, ${of}, by an override of ${say.person(override.by)}${reason}`;
  }
  if (layer === null) return `schedule ${name}`;
  return `schedule ${name}, layer ${layer.name === null ? layer.number : say.text(layer.name)}`;
}

function contactWords(contact: SimulatedContact, at: Date): string {
  const { means, dueAt, state, why, calledOff } = contact;
  const after = dueAt.getTime() - at.getTime();
  const time = after <= 0 ? 'at once' : `after ${formatDuration(after)}`;
  const named = `${meansWords[means]} ${time}`;
  if (state !== 'pending') return `${meansWords[means]} not used, ${why ?? 'it cannot be'}`;
  if (calledOff) return `${named} called off`;
  return why === null ? named : `${named} (${why})`;
}
