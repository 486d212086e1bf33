import type { SimulatedPage } from '../../flow/simulated-page.ts';
import type { PagedStep, SimulatedStep } from '../../flow/simulated-step.ts';
import { meansOf, type Say, whyWords } from '../../flow/simulated-words.ts';
import { clockWords, oddTimeWords } from '../../flow/time-words.ts';
import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
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
  const head = indented(headOf(step, say), front, width);
  if (step.kind !== 'paged')
    return isTrouble(step) ? head.map((one) => paint(terminal, 'red', one)) : head;
  const below = ' '.repeat(12);
  return [
    ...head,
    ...step.to.flatMap((page) => {
      const lines = indented(pageText(page, step.at, say), below, width);
      return reaches(page) ? lines : lines.map((one) => paint(terminal, 'red', one));
    }),
    ...step.nobody.flatMap((target) =>
      indented(`nobody: ${say.text(target)}`, below, width).map((one) =>
        paint(terminal, 'red', one),
      ),
    ),
  ];
}

function headOf(step: SimulatedStep, say: Say): string {
  switch (step.kind) {
    case 'paged':
      return `${levelText(step, say)} (waits ${formatDuration(step.waitMs)})`;
    case 'not-paging':
      return 'nobody is paged: this severity opens without paging, or there is no policy';
    case 'passed':
      return step.only === null
        ? `${say.text(step.name)}: nobody is on call, so the next level is paged at once`
        : `${say.text(step.name)}: not now, only ${say.text(step.only)}`;
    case 'handed-over':
      return `the policy ${say.text(step.policy)} goes on`;
    case 'acknowledged':
      return `${say.person(step.user)} acknowledges, paging stops`;
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

function levelText({ level, name }: PagedStep, say: Say): string {
  return `${level}. ${say.text(name)}`;
}

function pageText(page: SimulatedPage, at: Date, say: Say): string {
  const { kind, user, name } = page;
  if (user === null)
    return kind === 'channel' ? `#${say.text(name ?? '')}` : `webhook ${say.text(name ?? '')}`;
  return `${say.person(user)} (${whyWords(page.why, say)}): ${meansOf(page, at)}`;
}

function reaches({ by }: SimulatedPage): boolean {
  return by.some(({ state }) => state === 'pending');
}

function isTrouble(step: SimulatedStep): boolean {
  return (
    step.kind === 'taken-back' ||
    step.kind === 'everyone-paged' ||
    (step.kind === 'passed' && step.only === null)
  );
}

function indented(text: string, front: string, width: number): string[] {
  const [first = '', ...rest] = wrap(text, Math.max(30, width - front.length));
  return [front + first, ...rest.map((line) => ' '.repeat(front.length) + line)];
}
