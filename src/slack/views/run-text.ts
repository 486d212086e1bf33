import { approvers, edited, neededFor } from '../../action/approval.ts';
import { workerFor } from '../../action/placement.ts';
import type { Approval, Run } from '../../action/run.ts';
import { goalWithin } from '../../action/verify.ts';
import type { RulesOf } from '../../flow/run/rules.ts';
import type { Wait } from '../../flow/run/waits.ts';
import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { codeBlock } from '../limits.ts';
import { previewText, valuesText } from './request-text.ts';
import { checkText, lastLines, lostText, nobody, progressText, waitText } from './run-going.ts';
import { anyOf, code, count, line, lineWithCode, person, when } from './text.ts';

/** A run with what is needed to tell how it stands. */
export interface RunFacts {
  run: Run;
  approvals: Approval[];
  /** Who may approve it; null when that is not known here. */
  rules: RulesOf | null;
  now: Date;
  /** What each queued run waits for; left out where that is not known. */
  waits?: ReadonlyMap<string, Wait>;
  /** Leaves out what the run wrote. */
  brief?: boolean;
  /** Values and preview stand elsewhere in the same message. */
  whole?: boolean;
}

/** How a run stands, in at most about 900 characters of mrkdwn: steps are laid out for that much. */
export function runText(facts: RunFacts): string {
  const { run, now } = facts;
  switch (run.state) {
    case 'pending':
      return [pending(facts), ...(facts.whole ? [] : requestText(run))].join('\n');
    case 'queued':
      return `⏳ *Queued* for ${code(run.target.name, 60)} since ${when(run.queuedAt ?? run.requestedAt, now)}${approvedBy(facts)}.${waitText(run, facts.waits?.get(run.id), now)}`;
    case 'running':
      return running(facts);
    case 'verifying':
      return `▶ *Checking that it worked*: ${verifyGoal(run)}.${checkText(run)}`;
    case 'succeeded':
      return `✓ *Done*: ${ended(facts)}${verified(run)}${facts.brief ? '' : lastLines(run, run.outcome?.output ?? '')}`;
    case 'failed':
      return `✗ *Failed*: ${ended(facts)}${verified(run)}${facts.brief ? '' : lastLines(run, run.outcome?.output ?? '')}`;
    case 'lost':
      return lostText(run);
    case 'denied':
      return denied(facts);
    case 'expired':
      return `– *Expired*: nobody approved ${person(run.requestedBy)}'s request by ${when(run.expiresAt, now)}. Nothing ran; ask again if it is still needed.`;
    case 'void':
      return `– *Void*: ${edited(run)}`;
    case 'cancelled':
      return `– *Cancelled*${run.outcome ? `: ${lineWithCode(run.outcome.summary, 200)}` : '. Nothing ran.'}`;
    case 'not-run':
      return notRun(facts);
    default:
      return unreachable(run.state);
  }
}

function requestText(run: Run): string[] {
  const values = valuesText(run, 200);
  return [values === '' ? '' : `*With* ${values}`, previewText(run, 300)].filter(
    (text) => text !== '',
  );
}

function pending(facts: RunFacts): string {
  const { run, approvals, rules, now } = facts;
  const given = approvers(approvals);
  const needed = rules === null ? run.needed : neededFor(run, rules.terms.needed.value);
  const by = given.length > 0 ? ` (${anyOf(given.map(person), 'and')})` : '';
  const so = `⏸ *Waiting for approval*: ${person(run.requestedBy)} asked at ${when(run.requestedAt, now)}. ${given.length} of ${count(needed, 'approval')}${by}.`;
  if (rules === null) return `${so} Valid until ${when(run.expiresAt, now)}.`;
  const may = rules.approvers.filter((id) => id !== run.requestedBy && !given.includes(id));
  const who =
    may.length === 0
      ? `Nobody else may approve (${rules.terms.by.rule}).`
      : `${anyOf(may.map(person))} can approve until ${when(run.expiresAt, now)}.`;
  return `${so} ${who}${aloneText(facts, given)}`;
}

function aloneText({ run, rules }: RunFacts, given: string[]): string {
  const may = rules?.terms.breakGlass.value === true && !given.includes(run.requestedBy);
  return may ? ` ${person(run.requestedBy)} can break the glass: approve it with a reason.` : '';
}

function approvedBy({ approvals }: RunFacts): string {
  const by = approvals.filter(({ decision }) => decision === 'approve');
  const names = by.map((one) => `${person(one.by)}${one.breakGlass ? ' (broke the glass)' : ''}`);
  return by.length === 0 ? '' : `, approved by ${anyOf(names, 'and')}`;
}

function running(facts: RunFacts): string {
  const { run, now } = facts;
  const { elapsed, lines } = progressText(run, now);
  const stopping =
    run.going.cancelBy === null ? '' : ` ${person(run.going.cancelBy)} is stopping it.`;
  return `▶ *Running* on ${code(run.target.name, 60)} since ${when(run.startedAt ?? run.requestedAt, now)}${elapsed}${approvedBy(facts)}.${stopping}${facts.brief ? '' : lines}`;
}

function ended(facts: RunFacts): string {
  const { run } = facts;
  const summary = lineWithCode(run.outcome?.summary ?? 'no details were recorded', 220);
  const took = run.outcome ? ` in ${formatDuration(run.outcome.durationMs)}` : '';
  return `${summary}${took}, run by ${person(run.requestedBy)}${approvedBy(facts)}.`;
}

function verifyGoal({ verify }: Run): string {
  if (verify === null) return 'one moment';
  return lineWithCode(verify.map(goalWithin).join(', then '), 400);
}

function verified({ outcome }: Run): string {
  if (!outcome?.verify) return '';
  const { ok, detail } = outcome.verify;
  return `\n${ok ? '✓ Check passed' : '✗ Check failed'}: ${lineWithCode(detail, 160)}`;
}

function denied({ approvals }: RunFacts): string {
  const denial = approvals.findLast(({ decision }) => decision === 'deny');
  const reason = denial?.reason ? ` Reason: ${line(denial.reason, 300)}` : '';
  return `✗ *Denied* by ${person(denial?.by ?? null)}. Nothing ran.${reason}`;
}

function notRun(facts: RunFacts): string {
  const { run, now } = facts;
  if (run.startedAt === null) {
    const since = run.going.unservedSince ?? run.queuedAt ?? run.requestedAt;
    return `– *Not run*: ${nobody(run.target, [])} since ${when(since, now)}, and it waited long enough. Nothing ran: start one with ${code(workerFor(run.target), 160)}, then ask again.`;
  }
  const argv =
    run.plan.kind === 'pipeline' ? run.plan.stages.map((stage) => stage.argv) : [[run.commandLine]];
  const words = codeBlock(JSON.stringify(argv.length === 1 ? argv[0] : argv), 400);
  return `– *Not run in practice*${approvedBy(facts)}: ${code(run.target.name, 60)} is not part of the practice fleet, so nothing was changed.${facts.brief ? '' : ` It would have run:\n${words}`}`;
}
