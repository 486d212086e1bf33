import type { Simulation } from '../../flow/simulate/simulate.ts';
import type { SimulatedStep } from '../../flow/simulate/simulated-step.ts';
import {
  isReached,
  isTrouble,
  pageWords,
  type Say,
  stepWords,
} from '../../flow/simulate/simulated-words.ts';
import type { NotUnderstood, Understood } from '../../flow/simulate/suppose.ts';
import { clockWords, oddTimeWords } from '../../flow/simulate/time-words.ts';
import { formatDuration } from '../../lib/duration.ts';
import { context, type Message, message, note, section, sizedSections } from './blocks.ts';
import { capitalise, code, line, person, when } from './text.ts';

const say: Say = { person, text: (text) => line(text, 150) };

/** Who would be paged: each moment on the clocks of the zone that was asked for, and on the reader's. */
export function simulationMessage(
  { service, severity, policy, at, steps, goesOn }: Simulation,
  { zone, named }: Understood,
  now: Date,
): Message {
  const title = `${line(service, 80)}, ${severity.toUpperCase()}`;
  const odd = oddTimeWords(named, zone);
  const which = policy === null ? 'no policy' : `policy ${code(policy, 60)}`;
  return message(`Simulated: ${title}`, [
    section(
      `*Simulated: ${title}* (${which})\nIt opens at ${clockWords(zone, at)} in ${line(zone, 60)}, for you ${when(at, now)}. Nobody is paged by this.`,
    ),
    odd === null ? null : context(line(odd, 300)),
    ...sizedSections(steps.map((step) => stepText(step, at, zone, now))),
    goesOn ? context('It goes on like this; a day is shown.') : null,
  ]);
}

/** What of the words was not understood, and what would be. */
export function notUnderstoodMessage({ what, said, right }: NotUnderstood): Message {
  const example = 'Try `/oncall simulate kindle-sync p1 2026-10-25T02:30 Europe/Berlin ack 7m`.';
  if (said === '') return note(`${capitalise(what)} is missing: give ${right}. ${example}`);
  const told = what === 'word' ? 'was not understood' : `is no ${partWords[what]}`;
  return note(`${code(said, 60)} ${told}. Give ${right}. ${example}`);
}

const partWords = {
  service: 'service',
  severity: 'severity of it',
  at: 'time',
  zone: 'time zone',
  ack: 'duration',
} as const satisfies Record<Exclude<NotUnderstood['what'], 'word'>, string>;

function stepText(step: SimulatedStep, start: Date, zone: string, now: Date): string {
  const after = formatDuration(step.at.getTime() - start.getTime());
  const words = capitalise(stepWords(step, say));
  const head = `*+${after}* · ${clockWords(zone, step.at)} · for you ${when(step.at, now)}\n${isTrouble(step) ? `*${words}*` : words}`;
  if (step.kind !== 'paged') return head;
  const pages = step.to.map((page) => {
    const text = pageWords(page, step.at, say);
    return isReached(page) ? `• ${text}` : `• *${text}*`;
  });
  const gaps = step.nobody.map((target) => `• *nobody*: ${say.text(target)}`);
  return [head, ...pages, ...gaps].join('\n');
}
