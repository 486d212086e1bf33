import type { KnownBlock } from '@slack/types';
import type { AttachedProcedure, AttachedStep } from '../../incident/types.ts';
import { limits, size } from '../limits.ts';
import { context, header, type Message, message } from './blocks.ts';
import { type Room, stepBlocks, stepBody } from './step.ts';
import { code, escalationText, line, link, person, plainLine, webAddress } from './text.ts';

// How many characters a step's state and buttons may add to its body as work goes on.
const stateReserve = 1300;
const blocksPerStep = 4;

/**
 * The messages of one procedure, in order: one, or several when Slack would refuse it as one.
 * Where it is split depends on the procedure only, so a step never moves while people work.
 */
export function procedureMessages(room: Room, procedure: AttachedProcedure): Message[] {
  const pages = paginate(room, procedure.steps);
  return pages.map((steps, index) => {
    const part = pages.length > 1 ? ` (${index + 1} of ${pages.length})` : '';
    const title = plainLine(procedure.title, 130);
    return message(`Runbook: ${line(procedure.title, 200)}${part}`, [
      header(`${title}${part}`),
      context(index === 0 ? aboutText(procedure) : sourceText(procedure)),
      ...steps.flatMap(({ attached, number }) => stepBlocks(room, attached, number)),
      ...(steps.length === 0 ? [emptyText()] : []),
    ]);
  });
}

interface Numbered {
  attached: AttachedStep;
  number: number;
}

function paginate(room: Room, steps: AttachedStep[]): Numbered[][] {
  const pages: Numbered[][] = [[]];
  let characters = 0;
  for (const [index, attached] of steps.entries()) {
    const number = index + 1;
    const cost = stepBody(room, attached, number).reduce((sum, text) => sum + size(text), 0);
    const page = pages.at(-1) ?? [];
    const full = (page.length + 1) * blocksPerStep + 2 > limits.messageBlocks;
    if (page.length > 0 && (full || characters + cost + stateReserve > limits.messageSize - 2000)) {
      pages.push([{ attached, number }]);
      characters = cost + stateReserve;
    } else {
      page.push({ attached, number });
      characters += cost + stateReserve;
    }
  }
  return pages;
}

function aboutText(procedure: AttachedProcedure): string {
  return [
    `*Why this one*: ${because(procedure.because)}`,
    procedure.impact === null ? null : `*Impact*: ${line(procedure.impact, 300)}`,
    procedure.responseTime === null
      ? null
      : `*Response time*: ${line(procedure.responseTime, 120)}`,
    escalationText(procedure.escalation ?? []),
    sourceText(procedure),
  ]
    .filter((text) => text !== null)
    .join('\n');
}

/** An alert's name may stand in the reason, so only the mention that Runbell writes is one. */
function because(reason: string): string {
  const by = /^added by <@(\w+)>$/.exec(reason)?.[1];
  return by === undefined ? line(reason, 250) : `added by ${person(by)}`;
}

function sourceText({ file, service, startLine, url }: AttachedProcedure): string {
  const page = webAddress(url) === null ? '' : `, ${link(url, 'open it')}`;
  return `Runbook of ${line(service, 60)}, ${code(`${file}:${startLine}`, 200)}${page}`;
}

function emptyText(): KnownBlock {
  return context('This procedure has no steps. Open the runbook to read it.');
}
