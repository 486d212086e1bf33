import type { KnownBlock } from '@slack/types';
import { isFinal } from '../../action/run.ts';
import type { IncidentView } from '../../incident/types.ts';
import { formatDuration } from '../../lib/duration.ts';
import { alertsText } from './alerts.ts';
import {
  actions,
  button,
  confirm,
  context,
  fields,
  header,
  type Message,
  message,
  section,
} from './blocks.ts';
import { escalationText } from './escalation.ts';
import { ago, count, line, lineWithCode, person, plainLine, severityWords, when } from './text.ts';

/** The pinned message that says how the incident stands and lets people take it. */
export function card(view: IncidentView, now: Date): Message {
  const { incident } = view;
  const title = `${severityWords(incident.severity)}: ${plainLine(incident.title, 125)}`;
  return message(
    `Incident ${incident.number}, ${severityWords(incident.severity)}: ${line(incident.title, 250)}. ${statusWords(view)}.`,
    [
      header(title),
      fields(facts(view, now)),
      section(escalationText(view, now)),
      section(alertsText(view)),
      incident.note === null ? null : context(`Note: ${lineWithCode(incident.note, 700)}`),
      cardButtons(view),
    ],
  );
}

export function statusWords({ incident }: Pick<IncidentView, 'incident'>): string {
  return {
    open: 'Open: nobody has taken it',
    acknowledged: 'Acknowledged: somebody is on it',
    mitigated: 'Mitigated: the harm has stopped',
    resolved: 'Resolved',
  }[incident.status];
}

function facts({ incident }: IncidentView, now: Date): string[] {
  const by = incident.declaredBy === null ? 'by an alert' : `by ${person(incident.declaredBy)}`;
  const ended =
    incident.resolvedAt === null
      ? []
      : [
          `*Resolved*\n${when(incident.resolvedAt, now)} by ${person(incident.resolvedBy)}, after ${formatDuration(incident.resolvedAt.getTime() - incident.openedAt.getTime())}`,
        ];
  return [
    `*Status*\n${statusWords({ incident })}`,
    `*Severity*\n${severityWords(incident.severity)}`,
    `*Service*\n${line(incident.service, 80)}`,
    `*Lead*\n${incident.lead === null ? 'nobody yet: `/incident lead @name`' : person(incident.lead)}`,
    `*Opened*\n${when(incident.openedAt, now)} ${by}${incident.resolvedAt === null ? `, ${ago(incident.openedAt, now)}` : ''}`,
    ...ended,
  ];
}

function cardButtons({ incident, runs }: IncidentView): KnownBlock | null {
  const on = { incident: incident.id };
  const name = `incident ${incident.number}`;
  if (incident.status === 'resolved') {
    return actions([button('Reopen', 'reopen', on, { label: `Reopen ${name}` })]);
  }
  const going = runs.filter(({ state }) => !isFinal(state)).length;
  const warning = confirm(
    'Resolve with work going on?',
    `${count(going, 'run is', 'runs are')} still waiting or running. Resolving does not stop what runs.`,
    'Resolve anyway',
  );
  return actions([
    incident.status === 'open'
      ? button('Ack', 'ack', on, { style: 'primary', label: `Acknowledge ${name}` })
      : null,
    button('Resolve', 'resolve', on, {
      label: `Resolve ${name}`,
      ...(going > 0 && { confirm: warning }),
    }),
    incident.escalation.policy === null || incident.escalation.state === 'exhausted'
      ? null
      : button(
          'Escalate',
          'escalate',
          { ...on, from: incident.escalation.level, round: incident.escalation.round },
          { label: `Escalate ${name} to the next level` },
        ),
  ]);
}
