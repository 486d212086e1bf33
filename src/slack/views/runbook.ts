import type { KnownBlock } from '@slack/types';
import type { Match } from '../../runbook/match.ts';
import type { Procedure, Step } from '../../runbook/model.ts';
import type { ActionValue } from '../ids.ts';
import { codeBlock, limits, size } from '../limits.ts';
import { button, context, header, type Message, message, section } from './blocks.ts';
import { classWords } from './step.ts';
import { code, count, line, plainLine } from './text.ts';

/** Search results, the best first. */
export function runbookFound(words: string, matches: Match[]): Message {
  const asked = line(words, 150);
  if (matches.length === 0) {
    const text = `No procedure fits "${asked}". Try other words for what you see, such as an error message or the name of the alert.`;
    return message(text, [section(text)]);
  }
  return message(`${count(matches.length, 'procedure')} for "${asked}"`, [
    section(`*${count(matches.length, 'procedure')}* for "${asked}"`),
    ...matches.slice(0, 10).map(resultBlock),
  ]);
}

export function runbookShown({ procedure, service, file }: Match): Message {
  return procedureReply(procedure, { service, file, procedure: procedure.id });
}

/** A procedure to read, outside of an incident: nothing to press, since there is nothing to record it on. */
export function procedureReply(
  procedure: Procedure,
  place: ActionValue<'show-procedure'>,
): Message {
  const about = [
    procedure.impact === null ? null : `*Impact*: ${line(procedure.impact, 300)}`,
    procedure.responseTime === null
      ? null
      : `*Response time*: ${line(procedure.responseTime, 120)}`,
    sourceText(place, procedure.startLine),
    'To run its steps, show it in the channel of an incident.',
  ];
  return message(`Runbook: ${line(procedure.title, 200)}`, [
    header(plainLine(procedure.title, limits.headerText)),
    context(about.filter((text) => text !== null).join('\n')),
    ...stepBlocks(procedure, place),
  ]);
}

function resultBlock({ procedure, service, file, because }: Match): KnownBlock {
  const place = { service, file, procedure: procedure.id };
  return section(
    `*${line(procedure.title, 150)}*\n${sourceText(place, procedure.startLine)}. ${line(because, 200)}`,
    button('Show', 'show-procedure', place, { label: `Show ${plainLine(procedure.title, 60)}` }),
  );
}

function sourceText({ service, file }: { service: string; file: string }, start: number): string {
  return `Runbook of ${line(service, 60)}, ${code(`${file}:${start}`, 200)}`;
}

function stepBlocks(procedure: Procedure, place: { file: string }): KnownBlock[] {
  const texts: string[] = [];
  let room = limits.messageSize - 2500;
  for (const [index, step] of procedure.steps.entries()) {
    const text = stepText(step, index + 1);
    room -= size(text);
    if (room < 0 || texts.length >= limits.messageBlocks - 5) break;
    texts.push(text);
  }
  const more = procedure.steps.length - texts.length;
  const next = procedure.steps[texts.length];
  return [
    ...texts.map((text) => section(text)),
    ...(next
      ? [context(`${count(more, 'more step')}: ${code(`${place.file}:${next.startLine}`, 200)}`)]
      : []),
    ...(procedure.steps.length === 0 ? [context('This procedure has no steps.')] : []),
  ];
}

function stepText(step: Step, number: number): string {
  const label = `*${number}.* ${line(step.label, 250)}`;
  if (step.kind === 'manual') {
    return step.text.trim() === step.label.trim() ? label : `${label}\n${line(step.text, 1200)}`;
  }
  return `${label}\n${codeBlock(step.text, 2000)}\n${classWords(step.class, false)}`;
}
