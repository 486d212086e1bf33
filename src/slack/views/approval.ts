import type { KnownBlock } from '@slack/types';
import { approvers } from '../../action/approval.ts';
import type { Run } from '../../action/run.ts';
import { goalOf } from '../../action/verify.ts';
import type { RulesOf } from '../../flow/run/rules.ts';
import type { IncidentView } from '../../incident/types.ts';
import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { codeBlocks } from '../limits.ts';
import * as block from './blocks.ts';
import { channelText } from './page.ts';
import { previewText, valuesText } from './request-text.ts';
import { decisionButtons, takeBack } from './run-buttons.ts';
import { runText } from './run-text.ts';
import { classWords } from './step.ts';
import { anyOf, code, line, lineWithCode, person, plainLine, severityWords, when } from './text.ts';

export interface ApprovalRoom {
  view: IncidentView;
  run: Run;
  rules: RulesOf | null;
  /** Whose direct message it is. */
  user: string;
  channelUrl: string | null;
  now: Date;
}

/** Asks somebody who may approve: what exactly would run, where, for whom, and until when. */
export function approvalMessage(room: ApprovalRoom): block.Message {
  const { run } = room;
  const title = titleOf(room);
  const { blocks: command, whole } = codeBlocks(run.commandLine, 2800, 2);
  return block.message(
    mayDecide(room)
      ? `${person(run.requestedBy)} asks you to approve: ${line(run.label, 200)}`
      : line(title, 200),
    [
      block.header(title),
      block.section(contextText(room)),
      ...command.map((text) => block.section(text)),
      whole ? null : block.section('*Cut here.* Open the runbook before you decide.'),
      ...moreText(run).map((text) => block.section(text)),
      block.context(factsText(room)),
      block.section(stateText(room)),
      buttons(room),
    ],
  );
}

/** The same once more at half the time, short: the whole stands above it. */
export function reminderMessage(room: ApprovalRoom): block.Message {
  const { run, now } = room;
  const what = `*${line(run.label, 150)}* on ${code(run.target.name, 60)}`;
  if (!mayDecide(room)) return block.message(titleOf(room), [block.context(stateText(room))]);
  const left = `until ${when(run.expiresAt, now)}`;
  const text = `⏰ Still waiting for you: ${what}, asked for by ${person(run.requestedBy)}, ${left}.`;
  const [command = ''] = codeBlocks(run.commandLine, 1000, 1).blocks;
  return block.message(text, [block.section(`${text}\n${command}`), buttons(room)]);
}

/** Whether it is still up to them: asked, among those who may, and not decided yet. */
export function mayDecide({ view, run, rules, user }: ApprovalRoom): boolean {
  if (run.state !== 'pending' || user === run.requestedBy) return false;
  const may = rules?.approvers.includes(user) === true;
  return may && !view.approvals.some(({ runId, by }) => runId === run.id && by === user);
}

function titleOf(room: ApprovalRoom): string {
  const { run } = room;
  const kind = mayDecide(room) ? 'Approve' : 'Request';
  return `${kind}: ${plainLine(run.label, 80)} on ${plainLine(run.target.name, 40)}`;
}

function contextText({ run, view: { incident } }: ApprovalRoom): string {
  return `${person(run.requestedBy)} wants to run this for ${severityWords(incident.severity)}: ${line(incident.title, 200)} (${channelText(incident)}).`;
}

/** The values that were typed, and what would be lost: both are a part of what is approved. */
function moreText(run: Run): string[] {
  const values = valuesText(run, 2000);
  const preview = run.state === 'pending' ? previewText(run, 1500) : '';
  return [values === '' ? '' : `*With* ${values}`, preview].filter((text) => text !== '');
}

function factsText({ run, rules }: ApprovalRoom): string {
  const { target, service, class: commandClass, action, verify, timeoutMs, plan } = run;
  const folder =
    plan.kind === 'pipeline' && target.cwd !== undefined ? ` in ${code(target.cwd, 200)}` : '';
  const goals = (verify ?? []).map((check) => code(goalOf(check), 120));
  const check = goals.length === 0 ? '' : `, then checks that ${anyOf(goals, 'and')}`;
  const needed = rules?.terms.needed.value;
  const does = classWords(commandClass, action !== null, needed);
  const about = `On ${code(target.name, 60)} of ${line(service, 60)}${folder}. ${does}. Time limit ${formatDuration(timeoutMs)}${check}.`;
  if (rules === null) return about;
  const { by, reason } = rules.terms;
  const why = reason.value === 'required' ? ` A reason is asked for (${reason.rule}).` : '';
  return `${about}\n${lineWithCode(`You are asked by ${by.rule}.${why}`, 400)}`;
}

function buttons(room: ApprovalRoom): KnownBlock | null {
  const { run, view, channelUrl } = room;
  const label = `Open the channel of incident ${view.incident.number}`;
  const decide = mayDecide(room)
    ? decisionButtons(run, run.label)
    : [hasApproved(room) ? takeBack(run, run.label) : null];
  return block.actions([...decide, block.linkButton('Open channel', channelUrl, label)]);
}

function hasApproved({ run, user, ...room }: ApprovalRoom): boolean {
  return run.state === 'pending' && approvers(approvalsOf({ run, ...room })).includes(user);
}

function stateText(room: ApprovalRoom): string {
  const { run, user } = room;
  if (run.state !== 'pending') return decisionText(room);
  if (hasApproved(room)) return `✓ *You approved.* ${waitingText(room)}`;
  if (!mayDecide(room) && user !== run.requestedBy)
    return `– You are not asked any more: who may approve has changed. ${waitingText(room)}`;
  return waitingText(room);
}

function waitingText({ run, rules, now, ...room }: ApprovalRoom): string {
  return runText({ run, rules, now, approvals: approvalsOf({ run, ...room }), whole: true });
}

function approvalsOf({ view, run }: Pick<ApprovalRoom, 'view' | 'run'>) {
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
      return runText({ run, approvals, rules: room.rules, now, brief: true });
    case 'queued':
    case 'running':
    case 'verifying':
    case 'succeeded':
    case 'failed':
    case 'lost':
    case 'not-run':
      return `✓ *Approved* by ${anyOf(approvers(approvals).map(person), 'and')}${run.brokeGlass ? ', with broken glass' : ''}. The channel shows how it goes.`;
    default:
      return unreachable(run.state);
  }
}
