import type { HomeView, KnownBlock } from '@slack/types';
import type { Procedure, Runbook } from '../../runbook/model.ts';
import type { Service } from '../../service/service.ts';
import { actions, button, context, divider, header, section } from './blocks.ts';
import { pager } from './pager.ts';
import { code, count, line, plainLine } from './text.ts';

/** Each may need a heading of its runbook, and a line between two: within 100 blocks. */
const perPage = 30;

/** One service on the Home tab: its runbooks with their procedures in the order of the file. */
export function homeService(service: Service, page = 0): HomeView {
  const rows = service.runbooks.flatMap(rowsOf);
  const of = Math.max(1, Math.ceil(rows.length / perPage));
  const number = Math.min(page, of - 1);
  const shown = rows.slice(number * perPage, (number + 1) * perPage);
  const title = plainLine(service.service, 100);
  return {
    type: 'home',
    blocks: [
      header(of > 1 ? `${title} (${number + 1} of ${of})` : title),
      actions([button('All services', 'browse-all', {}, { label: 'Back to all services' })]),
      number === 0 && service.description !== undefined
        ? context(line(service.description, 300))
        : null,
      ...shown.flatMap((row, index) => rowBlocks(service, row, shown[index - 1])),
      rows.length === 0 ? context('This service has no runbook yet.') : null,
      actions(pager({ in: 'home', service: service.service }, number, of)),
    ].filter((block) => block !== null),
  };
}

/** A procedure under its runbook; null where the runbook has none. */
interface Row {
  runbook: Runbook;
  procedure: Procedure | null;
}

function rowsOf(runbook: Runbook): Row[] {
  if (runbook.procedures.length === 0) return [{ runbook, procedure: null }];
  return runbook.procedures.map((procedure) => ({ runbook, procedure }));
}

function rowBlocks({ service }: Service, { runbook, procedure }: Row, above?: Row): KnownBlock[] {
  const heading =
    above?.runbook === runbook
      ? []
      : [
          divider(),
          context(
            `*${line(runbook.title, 150)}* · ${code(runbook.file, 200)} · ${count(runbook.procedures.length, 'procedure')}`,
          ),
        ];
  if (procedure === null) return heading;
  const place = { service, file: runbook.file, procedure: procedure.id };
  const read = button('Read', 'read-procedure', place, {
    label: `Read ${plainLine(procedure.title, 60)}`,
  });
  return [...heading, section(procedureText(runbook, procedure), read)];
}

function procedureText(runbook: Runbook, { title, trail, alerts, steps }: Procedure): string {
  const commands = steps.filter(({ kind }) => kind === 'command').length;
  const under = trail.filter((heading) => heading !== runbook.title).at(-1);
  const facts = [
    under === undefined ? null : line(under, 80),
    stepsText(steps.length, commands),
    alerts.some((alert) => alert !== title) ? `answers ${line(alerts.join(', '), 150)}` : null,
  ];
  return `*${line(title, 150)}*\n${facts.filter((fact) => fact !== null).join(' · ')}`;
}

function stepsText(steps: number, commands: number): string {
  if (steps === 0) return 'to read';
  if (commands === 0) return `${count(steps, 'step')}, all by hand`;
  return `${count(steps, 'step')}, ${count(commands, 'command')}`;
}
