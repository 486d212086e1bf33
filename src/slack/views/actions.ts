import type { KnownBlock } from '@slack/types';
import type { Action } from '../../action/catalogue.ts';
import { actionLine } from '../../action/plan-action.ts';
import { isFinal } from '../../action/run.ts';
import * as block from './blocks.ts';
import { asks, dryRunButton, lastRuns } from './last-run.ts';
import { actionTitle, runButtons, startConfirm, startText } from './run-buttons.ts';
import { runText } from './run-text.ts';
import { needsWords, type Room } from './step.ts';
import { code, count, line, plainLine } from './text.ts';

// Four blocks each, and together with their states within the size of one message.
const shown = 11;

/** The catalogue of a service: what can be done besides the steps, and how each action stands. */
export function actionsMessage(room: Room, service: string): block.Message {
  const all = Object.entries(room.actions);
  const rest = all.length - shown;
  return block.message(`Actions of ${line(service, 80)}`, [
    block.header(`Actions of ${plainLine(service, 80)}`),
    ...all.slice(0, shown).flatMap(([name, action]) => actionBlocks(room, service, name, action)),
    all.length === 0 ? block.context('None: name them under `actions` in its service.yaml.') : null,
    rest > 0
      ? block.context(`${count(rest, 'more action')} in its service.yaml: there is no room here.`)
      : null,
  ]);
}

function actionBlocks(room: Room, service: string, name: string, action: Action): KnownBlock[] {
  const { incident, runs, approvals } = room.view;
  const { real, shown: run } = lastRuns(
    runs.filter((one) => one.action === name && one.service === service),
  );
  const title = actionTitle(name, room.actions);
  const given = approvals.filter(({ runId }) => runId === run?.id);
  const about = run === null ? [] : runButtons(run, title, room.actions, given.length > 0);
  const text = [
    `*${line(title, 80)}* ${code(actionLine(action), 160)}`,
    needsWords(room, action.class, name),
    run === null
      ? ''
      : (run.dryRun ? '*Dry run* · ' : '') +
        runText({
          ...room,
          run,
          approvals: given,
          rules: room.rules.of(run),
          brief: true,
        }),
  ];
  const closed = incident.status === 'resolved';
  const going = real !== null && !isFinal(real.state);
  const question = startConfirm(real);
  const on = { incident: incident.id, service, action: name };
  const words = startText(title, action.class, real);
  const start = block.button(asks(action) ? `${words}…` : words, 'run-action', on, {
    label: `${words} ${service}`,
    ...(question && { confirm: question }),
  });
  const dry = dryRunButton(action, run, on, title);
  const buttons = block.actions(going ? about : closed ? [] : startOnce(start, [dry, ...about]));
  return [
    block.section(text.filter((part) => part !== '').join('\n')),
    ...(buttons ? [buttons] : []),
  ];
}

/** A suggestion starts an action too, and Slack refuses two buttons of one id in a row. */
function startOnce(
  start: ReturnType<typeof block.button>,
  about: (ReturnType<typeof block.button> | null)[],
) {
  return [start, ...about.filter((button) => button?.action_id !== start.action_id)];
}
