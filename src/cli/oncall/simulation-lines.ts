import type { SimulatedStep } from '../../flow/simulate/simulated-step.ts';
import {
  isReached,
  isTrouble,
  pageWords,
  type Say,
  stepWords,
} from '../../flow/simulate/simulated-words.ts';
import { clockWords, oddTimeWords } from '../../flow/simulate/time-words.ts';
import { formatDuration } from '../../lib/duration.ts';
import { oneLine, paint, type Terminal, wrap } from '../terminal.ts';
import { memberIn, shortDay } from './shown.ts';
import type { Simulated } from './simulate.ts';

/** What would happen, a moment after the other, in the zone that was asked for and in the service's. */
export function simulationLines(
  { supposed, simulation, directory }: Omit<Simulated, 'notes'>,
  terminal: Terminal,
): string[] {
  const { zone, at, service } = supposed;
  const zones = [zone, service.zone === zone ? 'UTC' : service.zone];
  const shown = [...new Set(zones)];
  const odd = oddTimeWords(supposed.named, zone);
  const say: Say = { person: (user) => oneLine(memberIn(directory, user)), text: oneLine };
  const policy = simulation.policy === null ? 'no policy' : `policy ${simulation.policy}`;
  const opens = `${shortDay(zone, at)} ${new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(at)}`;
  const title = `${service.service}, ${simulation.severity.toUpperCase()}, ${policy}`;
  const times = shown.map((one) => `${clockWords(one, at)} ${one}`).join(', ');
  return [
    paint(terminal, 'bold', title),
    ...wrap(`It opens on ${opens} at ${times}.`, terminal.width),
    ...(odd === null
      ? []
      : wrap(odd, terminal.width).map((line) => paint(terminal, 'yellow', line))),
    '',
    ...simulation.steps.flatMap((step) => stepLines(step, at, shown, say, terminal)),
    ...(simulation.goesOn ? ['', 'It goes on like this; a day is shown.'] : []),
  ];
}

function stepLines(
  step: SimulatedStep,
  start: Date,
  zones: readonly string[],
  say: Say,
  terminal: Terminal,
): string[] {
  const after = `+${formatDuration(step.at.getTime() - start.getTime())}`;
  const clocks = zones.map((zone) => clockWords(zone, step.at)).join('  ');
  const front = `${after.padStart(8)}  ${clocks}  `;
  const { width } = terminal;
  const head = indented(stepWords(step, say), front, width);
  if (step.kind !== 'paged')
    return isTrouble(step) ? head.map((one) => paint(terminal, 'red', one)) : head;
  const below = ' '.repeat(12);
  return [
    ...head,
    ...step.to.flatMap((page) => {
      const lines = indented(pageWords(page, step.at, say), below, width);
      return isReached(page) ? lines : lines.map((one) => paint(terminal, 'red', one));
    }),
    ...step.nobody.flatMap((target) =>
      indented(`nobody: ${say.text(target)}`, below, width).map((one) =>
        paint(terminal, 'red', one),
      ),
    ),
  ];
}

function indented(text: string, front: string, width: number): string[] {
  const [first = '', ...rest] = wrap(text, Math.max(30, width - front.length));
  return [front + first, ...rest.map((line) => ' '.repeat(front.length) + line)];
}
