import type { KnownBlock, ModalView } from '@slack/types';
import type { Incident } from '../../incident/types.ts';
import { unreachable } from '../../lib/unreachable.ts';
import type { Match } from '../../runbook/match.ts';
import type { Procedure } from '../../runbook/model.ts';
import type { ActionValue } from '../ids.ts';
import { limits } from '../limits.ts';
import { actions, button, context, header, type Message, message, plain } from './blocks.ts';
import { pager } from './pager.ts';
import { inPages } from './runbook-steps.ts';
import { code, escalationText, line, plainLine } from './text.ts';

export type Place = ActionValue<'show-procedure'>;

/** How a procedure stands to the channel in which it is read. */
export type Standing = 'no-incident' | 'can-be-added' | 'is-there';

export function placeOf({ service, file, procedure }: Match): Place {
  return { service, file, procedure: procedure.id };
}

export function standingIn(incident: Incident | null, { file, procedure }: Place): Standing {
  if (incident === null || incident.status === 'resolved') return 'no-incident';
  const there = incident.procedures.some((one) => one.file === file && one.id === procedure);
  return there ? 'is-there' : 'can-be-added';
}

// Room for the header, what stands about the procedure, and the buttons.
const inMessage = { size: limits.messageSize - 3500, blocks: limits.messageBlocks - 6 };
/** A view may have 250 kB, and a character four bytes. */
const inModal = { size: 30_000, blocks: limits.modalBlocks - 6 };

/** One page of a procedure for one person to read: nothing runs here, since nothing would record it. */
export function procedurePage(
  procedure: Procedure,
  place: Place,
  page: number,
  standing: Standing,
): Message {
  const { blocks, number, of } = pageOf(procedure, page, inMessage);
  const part = of > 1 ? ` (${number + 1} of ${of})` : '';
  const add =
    standing === 'can-be-added'
      ? button('Add to this incident', 'add-procedure', place, {
          style: 'primary',
          label: `Add ${plainLine(procedure.title, 40)} to this incident`,
        })
      : null;
  return message(`Runbook: ${line(procedure.title, 200)}${part}`, [
    header(`${plainLine(procedure.title, 130)}${part}`),
    context(number === 0 ? aboutText(procedure, place) : sourceText(place, procedure.startLine)),
    ...blocks,
    context(standingText(standing)),
    actions([...pager({ in: 'message', ...place }, number, of), add]),
  ]);
}

/** The same above the Home tab, where a page holds more. */
export function procedureModal(procedure: Procedure, place: Place, page: number): ModalView {
  const { blocks, number, of } = pageOf(procedure, page, inModal);
  const part = of > 1 ? ` (${number + 1} of ${of})` : '';
  return {
    type: 'modal',
    callback_id: 'read-procedure',
    title: plain('Procedure', limits.modalTitle),
    close: plain('Close', limits.modalButton),
    blocks: [
      header(`${plainLine(procedure.title, 130)}${part}`),
      context(number === 0 ? aboutText(procedure, place) : sourceText(place, procedure.startLine)),
      ...blocks,
      context(standingText('no-incident')),
      actions(pager({ in: 'modal', ...place }, number, of)),
    ].filter((block) => block !== null),
  };
}

export function sourceText(place: { service: string; file: string }, startLine: number): string {
  return `Runbook of ${line(place.service, 60)}, ${code(`${place.file}:${startLine}`, 200)}`;
}

interface Page {
  blocks: KnownBlock[];
  /** From 0. A file that became shorter since the button was drawn has no page of that number any more. */
  number: number;
  of: number;
}

function pageOf(procedure: Procedure, page: number, room: typeof inMessage): Page {
  const pages = inPages(procedure, room);
  const number = Math.min(page, pages.length - 1);
  return { blocks: pages[number] ?? [], number, of: pages.length };
}

function aboutText(procedure: Procedure, place: Place): string {
  const { alerts, impact, severity, responseTime, escalation, symptoms } = procedure;
  const listed = (texts: string[], most: number) =>
    texts
      .slice(0, most)
      .map((text) => line(text, 120))
      .join('; ');
  return [
    alerts.length === 0 ? null : `*Answers*: ${listed(alerts, 4)}`,
    symptoms.length === 0 ? null : `*Symptoms*: ${listed(symptoms, 5)}`,
    impact === null ? null : `*Impact*: ${line(impact, 300)}`,
    severity === null ? null : `*Severity*: ${line(severity, 80)}`,
    responseTime === null ? null : `*Response time*: ${line(responseTime, 120)}`,
    escalationText(escalation),
    sourceText(place, procedure.startLine),
  ]
    .filter((text) => text !== null)
    .join('\n');
}

function standingText(standing: Standing): string {
  switch (standing) {
    case 'no-incident':
      return 'Only to read. In the channel of an incident, `/runbook show` can add it, with buttons that run its steps.';
    case 'can-be-added':
      return 'Only you see this. Added to the incident, it stands in this channel for everybody, with buttons that run its steps.';
    case 'is-there':
      return 'Only you see this. It stands in this channel already, with its buttons: scroll up to it.';
    default:
      return unreachable(standing);
  }
}
