import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Approval, Run } from './run.ts';

export interface ApprovalQuestion {
  run: Run;
  /** Decisions so far. */
  approvals: Approval[];
  by: string;
  /** Slack user ids of those who may approve for this service. */
  approvers: readonly string[];
  /** The fingerprint that the pressed button carries. */
  fingerprint: string;
  /** Whether the runbook or catalogue still holds the step as it was when requested. */
  unchanged: boolean;
  now: Date;
}

/** Whether this decision counts. Fails closed: no approver list means nobody may. */
export function judgeDecision(question: ApprovalQuestion): 'counts' | Refusal {
  const { run, by, approvers } = question;
  if (run.state !== 'pending') return refuse('not-pending', notPending(run));
  // Asked this way round, a time that is no time is a no.
  if (!(question.now < run.expiresAt))
    return refuse('expired', 'This request has expired. Press the step again to ask anew.');
  if (question.fingerprint !== run.fingerprint) {
    return refuse(
      'stale',
      'This button belongs to an older request. Use the newest one on the step.',
    );
  }
  if (!question.unchanged) {
    return refuse('edited', edited(run));
  }
  if (by === run.requestedBy) {
    return refuse(
      'own-request',
      `You asked for this run, so somebody else must approve it: ${people(approvers, by)}.`,
    );
  }
  if (!approvers.includes(by)) {
    return refuse(
      'not-approver',
      `You may not approve for ${run.service}. Ask ${people(approvers, run.requestedBy)}.`,
    );
  }
  if (question.approvals.some((approval) => approval.by === by)) {
    return refuse(
      'already-decided',
      `You have approved this already; it needs ${run.needed} different people.`,
    );
  }
  return 'counts';
}

/** Why a request is void, and how to get what it was meant for. */
export function edited({ action }: Pick<Run, 'action'>): string {
  return action === null
    ? 'The runbook was edited after this was requested, so the request is void and nothing runs. Find the edited procedure with `/runbook search`, add it here, and press its step.'
    : 'The action was edited after this was requested, so the request is void and nothing runs. Press it again: that asks for the edited action.';
}

function notPending(run: Run): string {
  switch (run.state) {
    case 'queued':
      return 'This was approved already and is waiting for its worker.';
    case 'running':
    case 'verifying':
      return 'This was approved already and is running.';
    case 'denied':
      return 'This request was denied already.';
    case 'expired':
      return 'This request has expired. Press the step again to ask anew.';
    case 'void':
      return edited(run);
    case 'cancelled':
      return 'This request was withdrawn.';
    case 'lost':
      return 'This was approved already and how it ended is unknown. Look before you run it again.';
    case 'not-run':
      return 'This was approved already and was not run. Press the step again to ask anew.';
    default:
      return 'This has run already. Press the step again for a new run.';
  }
}

function people(approvers: readonly string[], except: string): string {
  const others = approvers.filter((user) => user !== except).map((user) => `<@${user}>`);
  return others.length > 0
    ? others.join(', ')
    : 'nobody else is named in `approvers` of service.yaml';
}
