import { edited } from '../../action/approval.ts';
import type { Approval, Run } from '../../action/run.ts';
import { formatDuration } from '../../lib/duration.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { codeBlock, shorten, withoutColours } from '../limits.ts';
import { anyOf, code, line, lineWithCode, person, when } from './text.ts';

/** A run with what is needed to tell how it stands. */
export interface RunFacts {
  run: Run;
  approvals: Approval[];
  /** Slack ids of everybody who may approve for the run's service; null when that is not known here. */
  approvers: string[] | null;
  now: Date;
  /** Targets that some worker serves; left out where that is not known. */
  served?: ReadonlySet<string>;
  /** Leaves out what the run wrote. */
  brief?: boolean;
}

/** How a run stands, in at most about 900 characters of mrkdwn: steps are laid out for that much. */
export function runText(facts: RunFacts): string {
  const { run, now } = facts;
  switch (run.state) {
    case 'pending':
      return pending(facts);
    case 'queued':
      return `⏳ *Queued* for ${code(run.target.name, 60)} since ${when(run.queuedAt ?? run.requestedAt, now)}${approvedBy(facts)}.${idle(facts)}`;
    case 'running':
      return `▶ *Running* on ${code(run.target.name, 60)} since ${when(run.startedAt ?? run.requestedAt, now)}${approvedBy(facts)}.`;
    case 'verifying':
      return `▶ *Checking that it worked*: ${verifyGoal(run)}.`;
    case 'succeeded':
      return `✓ *Done*: ${ended(facts)}${verified(run)}${facts.brief ? '' : tail(run)}`;
    case 'failed':
      return `✗ *Failed*: ${ended(facts)}${verified(run)}${facts.brief ? '' : tail(run)}`;
    case 'lost':
      return `? *Outcome unknown*: the worker for ${code(run.target.name, 60)} stopped answering while it ran. It may or may not have happened. Look before you run it again.`;
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

function pending({ run, approvals, approvers, now }: RunFacts): string {
  const given = approvals.filter(({ decision }) => decision === 'approve').map(({ by }) => by);
  const asked = `⏸ *Waiting for approval*: ${person(run.requestedBy)} asked at ${when(run.requestedAt, now)}.`;
  const progress =
    run.needed > 1
      ? ` ${given.length} of ${run.needed} approvals${given.length > 0 ? `, by ${anyOf(given.map(person), 'and')}` : ''}.`
      : '';
  if (approvers === null) return `${asked}${progress} Valid until ${when(run.expiresAt, now)}.`;
  const may = approvers.filter((id) => id !== run.requestedBy && !given.includes(id));
  if (may.length === 0) {
    return `${asked}${progress} Nobody else may approve for ${code(run.service, 60)}: add people to \`approvers\` in its service.yaml.`;
  }
  return `${asked}${progress} ${anyOf(may.map(person))} can approve until ${when(run.expiresAt, now)}.`;
}

function approvedBy({ approvals }: RunFacts): string {
  const by = approvals.filter(({ decision }) => decision === 'approve').map(({ by }) => by);
  return by.length === 0 ? '' : `, approved by ${anyOf(by.map(person), 'and')}`;
}

/** Waiting for one's turn and waiting for nobody look the same, unless it is said. */
function idle({ run, served }: RunFacts): string {
  if (served === undefined || served.has(run.target.name)) return '';
  const command = code(`runbell worker --targets ${run.target.name}`, 120);
  return ` *No worker serves it now*: start one with ${command}.`;
}

function ended(facts: RunFacts): string {
  const { run } = facts;
  const summary = lineWithCode(run.outcome?.summary ?? 'no details were recorded', 220);
  const took = run.outcome ? ` in ${formatDuration(run.outcome.durationMs)}` : '';
  return `${summary}${took}, run by ${person(run.requestedBy)}${approvedBy(facts)}.`;
}

function verifyGoal({ verify }: Run): string {
  if (verify === null) return 'one moment';
  return `${code(verify.http, 120)} should answer ${verify.status} within ${formatDuration(verify.within)}`;
}

function verified({ outcome }: Run): string {
  if (!outcome?.verify) return '';
  const { ok, detail } = outcome.verify;
  return `\n${ok ? '✓ Check passed' : '✗ Check failed'}: ${lineWithCode(detail, 160)}`;
}

/** The last three lines of the output, each cut short. */
function tail({ outcome, revealsSecrets }: Run): string {
  if (revealsSecrets) return '\nIts output may hold secrets and is not posted.';
  const lines = (outcome?.output ?? '').split(/\r?\n/).filter((text) => text.trim() !== '');
  if (lines.length === 0) return '';
  const short = lines.slice(-3).map((text) => shorten(withoutColours(text), 80));
  return `\n${codeBlock(short.join('\n'), 300)}`;
}

function denied({ approvals }: RunFacts): string {
  const denial = approvals.findLast(({ decision }) => decision === 'deny');
  const reason = denial?.reason ? ` Reason: ${line(denial.reason, 300)}` : '';
  return `✗ *Denied* by ${person(denial?.by ?? null)}. Nothing ran.${reason}`;
}

function notRun(facts: RunFacts): string {
  const { run } = facts;
  const argv =
    run.plan.kind === 'pipeline' ? run.plan.stages.map((stage) => stage.argv) : [[run.commandLine]];
  const words = codeBlock(JSON.stringify(argv.length === 1 ? argv[0] : argv), 400);
  return `– *Not run in practice*${approvedBy(facts)}: ${code(run.target.name, 60)} is not part of the practice fleet, so nothing was changed.${facts.brief ? '' : ` It would have run:\n${words}`}`;
}
