import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { meansWords } from '../../oncall/contact.ts';
import type { SimulatedContact, SimulatedPage, WhyPaged } from './simulated-page.ts';
import type { SimulatedStep } from './simulated-step.ts';

/** How a person, and somebody else's text, are shown where the words go. */
export interface Say {
  person(user: string): string;
  text(text: string): string;
}

/** `2. senior engineer (waits 10m)`: what happens, without whom it reaches. */
export function stepWords(step: SimulatedStep, say: Say): string {
  switch (step.kind) {
    case 'paged':
      return `${step.level}. ${say.text(step.name)} (waits ${formatDuration(step.waitMs)})`;
    case 'not-paging':
      return 'nobody is paged: this severity opens without paging, or there is no policy';
    case 'passed':
      return step.only === null
        ? `${say.text(step.name)}: nobody is on call, so the next level is paged at once`
        : `${say.text(step.name)}: not now, only ${say.text(step.only)}`;
    case 'handed-over':
      return `the policy ${say.text(step.policy)} goes on`;
    case 'acknowledged':
      return `${say.person(step.user)} acknowledges, ${afterAck(step.left, say)}`;
    case 'asked':
      return `${say.person(step.user)} is asked: still on it?`;
    case 'taken-back':
      return 'no answer: the acknowledgement is taken back, paging starts again';
    case 'everyone-paged':
      return 'no level is left: everybody in the channel is called';
    default:
      return unreachable(step);
  }
}

/** `Ann (schedule primary): Slack at once; SMS not used, the address is not verified`. */
export function pageWords(page: SimulatedPage, at: Date, say: Say): string {
  const { kind, user, name, by } = page;
  if (user === null) return `${kind === 'channel' ? '#' : 'webhook '}${say.text(name ?? '')}`;
  const means = by.map((one) => contactWords(one, at)).join('; ');
  const nothing = isReached(page) ? '' : 'reached by nothing: ';
  return `${say.person(user)} (${whyWords(page.why, say)}): ${nothing}${means}`;
}

export function isReached({ by }: SimulatedPage): boolean {
  return by.some(({ state }) => state === 'pending');
}

/** Whether it ends without anybody, or nobody is there. */
export function isTrouble(step: SimulatedStep): boolean {
  if (step.kind === 'passed') return step.only === null;
  return step.kind === 'taken-back' || step.kind === 'everyone-paged';
}

function afterAck(left: readonly string[], say: Say): string {
  if (left.length === 0) return 'paging stops';
  return `paging goes on for ${left.map((user) => say.person(user)).join(', ')}`;
}

function whyWords(why: WhyPaged, say: Say): string {
  switch (why.kind) {
    case 'named':
      return 'named by the policy';
    case 'group':
      return `in the user group ${say.text(why.group)}`;
    case 'schedule':
      return scheduleWords(why, say);
    default:
      return unreachable(why);
  }
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
