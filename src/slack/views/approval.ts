import type { KnownBlock } from '@slack/types';
import type { Run } from '../../action/run.ts';
import { goalOf } from '../../action/verify.ts';
import type { IncidentView } from '../../incident/types.ts';
import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { codeBlocks } from '../limits.ts';
import * as block from './blocks.ts';
import { channelText } from './page.ts';
import { decisionButtons } from './run-buttons.ts';
import { runText } from './run-text.ts';
import { classWords } from './step.ts';
import { anyOf, code, line, person, plainLine, severityWords } from './text.ts';

export interface ApprovalRoom {
  view: IncidentView;
  run: Run;
  /** Slack ids of everybody who may approve for the service. */
  approvers: string[];
  channelUrl: string | null;
  now: Date;
}

/** Asks somebody who may approve: what exactly would run, where, for whom, and until when. */
export function approvalMessage(room: ApprovalRoom): block.Message {
  const { run } = room;
  const asks = run.state === 'pending';
  const title = `${asks ? 'Approve' : 'Request'}: ${plainLine(run.label, 80)} on ${plainLine(run.target.name, 40)}`;
  const { blocks: command, whole } = codeBlocks(run.commandLine, 2800, 2);
  return block.message(
    asks
      ? `${person(run.requestedBy)} asks you to approve: ${line(run.label, 200)}`
      : line(title, 200),
    [
      block.header(title),
      block.section(contextText(room)),
      ...command.map((text) => block.section(text)),
      whole ? null : block.section('*Cut here.* Open the runbook before you decide.'),
      block.context(factsText(run)),
      block.section(asks ? runText({ ...room, approvals: approvalsOf(room) }) : decisionText(room)),
      buttons(room),
    ],
  );
}

function contextText({ run, view: { incident } }: ApprovalRoom): string {
  return `${person(run.requestedBy)} wants to run this for ${severityWords(incident.severity)}: ${line(incident.title, 200)} (${channelText(incident)}).`;
}

function factsText({
  target,
  service,
  class: commandClass,
  action,
  verify,
  timeoutMs,
}: Run): string {
  const goals = (verify ?? []).map((check) => code(goalOf(check), 120));
  const check = goals.length === 0 ? '' : `, then checks that ${anyOf(goals, 'and')}`;
  return `On ${code(target.name, 60)} of ${line(service, 60)}. ${classWords(commandClass, action !== null)}. Time limit ${formatDuration(timeoutMs)}${check}.`;
}

function buttons({ run, view, channelUrl }: ApprovalRoom): KnownBlock | null {
  const decide = run.state === 'pending' ? decisionButtons(run, run.label) : [];
  const label = `Open the channel of incident ${view.incident.number}`;
  return block.actions([...decide, block.linkButton('Open channel', channelUrl, label)]);
}

function approvalsOf({ view, run }: ApprovalRoom) {
  return view.approvals.filter(({ runId }) => runId === run.id);
}

/** What was decided. How the run went stands in the channel, so this is edited once and not at every turn. */
function decisionText(room: ApprovalRoom): string {
  const { run, now } = room;
  const approvals = approvalsOf(room);
  switch (run.state) {
    case 'pending':
    case 'denied':
    case 'expired':
    case 'void':
    case 'cancelled':
      return runText({ run, approvals, approvers: room.approvers, now, brief: true });
    case 'queued':
    case 'running':
    case 'verifying':
    case 'succeeded':
    case 'failed':
    case 'lost':
    case 'not-run': {
      const by = approvals
        .filter(({ decision }) => decision === 'approve')
        .map(({ by: who }) => who);
      return `✓ *Approved* by ${anyOf(by.map(person), 'and')}. The channel shows how it goes.`;
    }
    default:
      return unreachable(run.state);
  }
}
