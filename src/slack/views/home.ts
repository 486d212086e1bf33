import type { HomeView } from '@slack/types';
import type { HomeOnCall } from '../../flow/oncall/home-on-call.ts';
import type { Incident } from '../../incident/types.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { onCallBlocks } from './home-on-call.ts';
import { listMessage } from './list.ts';
import { pager } from './pager.ts';
import { count, line, plainLine } from './text.ts';

/** Of 100 blocks, the open incidents may take two dozen, and who is on call eight. */
const perPage = 50;

/** The app's own page: what is open, who is on call, and every service with its runbooks. */
export function homeView(
  incidents: Incident[],
  directory: Directory,
  now: Date,
  page = 0,
  onCall: HomeOnCall | null = null,
): HomeView {
  const services = [...directory.services.values()].toSorted((a, b) =>
    a.service.localeCompare(b.service),
  );
  const of = Math.max(1, Math.ceil(services.length / perPage));
  const number = Math.min(page, of - 1);
  return {
    type: 'home',
    blocks: [
      header('Runbell'),
      ...listMessage(incidents, now).blocks,
      ...(onCall === null ? [] : onCallBlocks(onCall)),
      header(of > 1 ? `Runbooks (${number + 1} of ${of})` : 'Runbooks'),
      ...services
        .slice(number * perPage, (number + 1) * perPage)
        .map((service) => serviceRow(service, incidents)),
      actions(pager({ in: 'home', service: null }, number, of)),
      context(
        services.length === 0
          ? 'No service is configured: add a folder with a service.yaml.'
          : '`/runbook search` finds a procedure by what you see, `/incident help` lists everything else that can be typed.',
      ),
    ].filter((block) => block !== null),
  };
}

function serviceRow({ service, description, runbooks }: Service, incidents: Incident[]) {
  const open = incidents.filter((incident) => incident.service === service).length;
  const procedures = runbooks.reduce((sum, runbook) => sum + runbook.procedures.length, 0);
  const about = description === undefined ? '' : `\n${line(description, 200)}`;
  const facts = [
    runbooks.length === 0
      ? 'no runbook'
      : `${count(procedures, 'procedure')} in ${count(runbooks.length, 'runbook')}`,
    open === 0 ? null : `*${count(open, 'incident')} open*`,
  ];
  return section(
    `*${line(service, 60)}*${about}\n${facts.filter((fact) => fact !== null).join(' · ')}`,
    runbooks.length === 0
      ? undefined
      : button(
          'Open',
          'browse-service',
          { service },
          {
            label: `Open the runbooks of ${plainLine(service, 40)}`,
          },
        ),
  );
}
