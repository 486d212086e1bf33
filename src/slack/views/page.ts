import type { Button } from '@slack/types';
import { ASKED_FOR } from '../../incident/decide-paging.ts';
import type { IncidentView, Page } from '../../incident/types.ts';
import { missing } from '../../oncall/escalation.ts';
import { alertsText } from './alerts.ts';
import * as block from './blocks.ts';
import { statusWords } from './card.ts';
import { levelName } from './escalation.ts';
import { capitalise, line, person, plainLine, severityWords, when } from './text.ts';

export interface PageRoom {
  view: IncidentView;
  page: Page;
  /** Opens the incident's channel in a browser; null while there is none. */
  channelUrl: string | null;
  now: Date;
}

/** The direct message that wakes somebody, and what it turns into once somebody answered. */
export function pageMessage(room: PageRoom): block.Message {
  const { incident } = room.view;
  const severity = severityWords(incident.severity);
  const answer = answerText(room);
  const headline = `${severity}: ${line(incident.title, 250)} (${line(incident.service, 60)})`;
  return block.message(answer === null ? `Page: ${headline}` : `${answer} ${headline}`, [
    block.header(`${severity}: ${plainLine(incident.title, 125)}`),
    block.section(factsText(room.view)),
    block.section(alertsText(room.view)),
    block.section(answer ?? askText(room)),
    block.actions([
      ...(answer === null ? askButtons(room) : []),
      block.linkButton(
        'Open channel',
        room.channelUrl,
        `Open the channel of incident ${incident.number}`,
      ),
    ]),
    block.context(whyText(room)),
  ]);
}

/** A link to the channel once there is one. */
export function channelText(incident: Pick<IncidentView['incident'], 'channelId' | 'channelName'>) {
  if (incident.channelId !== null && /^[CG][A-Z0-9]+$/.test(incident.channelId)) {
    return `<#${incident.channelId}>`;
  }
  return incident.channelName === null ? 'being made' : `#${line(incident.channelName, 80)}`;
}

function factsText(view: IncidentView): string {
  return [
    `*Service*: ${line(view.incident.service, 80)}`,
    `*Status*: ${statusWords(view)}`,
    `*Channel*: ${channelText(view.incident)}`,
  ].join('\n');
}

function askText({ view: { incident }, page }: PageRoom): string {
  const { escalation } = incident;
  if (missing(escalation).includes(page.user ?? ''))
    return `*Press Acknowledge if you join.* ${person(incident.acknowledgedBy)} has acknowledged, and everybody of this level has to.`;
  if (page.levelName === ASKED_FOR)
    return '*Press Acknowledge if you take it.* You were asked for by name.';
  const reached = escalation.level ?? page.level;
  if (escalation.state === 'exhausted') {
    return '*Everyone was paged and nobody answered.* You can still take it: press Acknowledge.';
  }
  if (escalation.round > page.round)
    return '*No answer in time, so others were paged too.* You can still take it: press Acknowledge.';
  if (reached > page.level) {
    const name = levelName(escalation, reached) ?? `level ${reached + 1}`;
    return `*No answer in time, so ${name} was paged too.* You can still take it: press Acknowledge.`;
  }
  const next = levelName(escalation, page.level + 1);
  return `*Press Acknowledge if you take it.* ${next === null ? '' : `Otherwise ${next} is paged next.`}`;
}

function askButtons({ view: { incident }, page }: PageRoom): Button[] {
  const on = { incident: incident.id };
  const next = levelName(incident.escalation, page.level + 1);
  return [
    block.button('Acknowledge', 'ack', on, {
      style: 'primary',
      label: `Acknowledge incident ${incident.number}: you take it`,
    }),
    ...(incident.escalation.state === 'exhausted'
      ? []
      : [
          block.button(
            'Escalate',
            'escalate',
            { ...on, from: incident.escalation.level, round: incident.escalation.round },
            {
              label: next === null ? 'Escalate: page again' : `Escalate to ${next}`,
            },
          ),
        ]),
  ];
}

function whyText({ view: { incident }, page, now }: PageRoom): string {
  const level = capitalise(line(page.levelName, 80));
  const paged = `Paged at ${when(page.sentAt ?? page.dueAt, now)}.`;
  const service = line(incident.service, 60);
  if (page.levelName === ASKED_FOR) return `Why you: somebody asked for you by name. ${paged}`;
  if (page.user === null) return `Why here: ${level} for ${service}. ${paged}`;
  return `Why you: ${person(page.user)} is ${level} for ${service}. ${paged}`;
}

/** What became of the page; null while it still asks. */
function answerText({ view: { incident }, page, now }: PageRoom): string | null {
  const { escalation } = incident;
  if (incident.status === 'resolved') {
    const time = incident.resolvedAt === null ? '' : ` at ${when(incident.resolvedAt, now)}`;
    return `✓ Resolved by ${person(incident.resolvedBy)}${time}. Nothing to do.`;
  }
  if (escalation.afresh > page.round) return '– Paging started again after this page.';
  if (escalation.state === 'running' || escalation.state === 'exhausted') return null;
  if (missing(escalation).includes(page.user ?? '')) return null;
  if (escalation.state !== 'acknowledged' && escalation.state !== 'awaiting')
    return '✓ Paging has stopped. Nothing to do.';
  return incident.acknowledgedBy === page.user || escalation.acked.includes(page.user ?? '')
    ? `✓ You acknowledged it. ${escalation.state === 'awaiting' ? 'Others of your level still have to' : 'Paging has stopped'}; the channel has the steps.`
    : `✓ Acknowledged by ${person(incident.acknowledgedBy)}. Nothing to do unless they ask you.`;
}
