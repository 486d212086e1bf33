import { type Refusal, refuse } from '../lib/refusal.ts';
import { type Allowed, isAllowed, type PermissionQuestion, permit } from './permission.ts';
import type { Approval, Run } from './run.ts';

export interface ApprovalQuestion {
  run: Run;
  /** Decisions so far. */
  approvals: readonly Approval[];
  decision: Approval['decision'];
  /** Who decides, and what the rules say of it. */
  permission: Pick<PermissionQuestion, 'person' | 'subject' | 'terms' | 'approvers'>;
  reason: string | null;
  /** The fingerprint that the pressed button carries. */
  fingerprint: string;
  /** Whether the runbook or catalogue still holds the step as it was when requested. */
  unchanged: boolean;
  now: Date;
}

/** Whether this decision counts, and by which rule. Fails closed: what leads to no approver is a no. */
export function judgeDecision(question: ApprovalQuestion): Allowed | Refusal {
  const { run, decision, permission } = question;
  const { person, terms } = permission;
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
  const needed = { ...terms.needed, value: neededFor(run, terms.needed.value) };
  const verdict = permit({
    ...permission,
    act: decision,
    terms: { ...terms, needed },
    requestedBy: run.requestedBy,
  });
  if (!isAllowed(verdict) || decision === 'deny') return verdict;
  if (approvers(question.approvals).includes(person.user)) {
    return refuse(
      'already-decided',
      `You have approved this already; it needs ${needed.value} different people (${needed.rule}).`,
    );
  }
  const silent = (question.reason ?? '').trim() === '';
  if (silent && verdict.breakGlass)
    return refuse('reason-needed', 'Say why this cannot wait for somebody else.');
  if (silent && terms.reason.value === 'required')
    return refuse('reason-needed', `Say why you approve it (${terms.reason.rule}).`);
  return verdict;
}

/** What was asked for holds, even when the rules ask for less by now; what they ask for now holds too. */
export function neededFor(run: Pick<Run, 'needed'>, byRules: number): number {
  return Math.max(run.needed, byRules);
}

/** Who has approved so far. */
export function approvers(approvals: readonly Approval[]): string[] {
  return approvals.flatMap(({ decision, by }) => (decision === 'approve' ? [by] : []));
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
