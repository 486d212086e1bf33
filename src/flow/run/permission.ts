import type { Subject, Terms } from '../../action/approval-terms.ts';
import {
  type Act,
  type Allowed,
  type PermissionQuestion,
  permit,
  type RuleRefusal,
} from '../../action/permission.ts';
import type { Run } from '../../action/run.ts';
import { refuse } from '../../lib/refusal.ts';
import { approvalTerms } from '../../service/approvals.ts';
import { responders } from '../oncall/who-is.ts';
import type { World } from '../ports.ts';
import { approversBy } from './approvers.ts';
import { callRoll, type Roll } from './roll.ts';

export interface ActQuestion extends Subject {
  act: Act;
  /** A Slack user id. */
  by: string;
  /** Who asked for the run; null before anybody did. */
  requestedBy: string | null;
}

/** Whether somebody may do this, and by which rule. Asks Slack who they are: call it before a transaction. */
export async function mayAct(world: World, question: ActQuestion): Promise<Allowed | RuleRefusal> {
  const service = world.directory.services.get(question.service);
  if (service === undefined) return unknownService(question.service);
  const roll = await callRoll(world, service, question.by, 'alone');
  const asked = permissionQuestion(roll, question, world.clock.now());
  return asked === null ? unknownService(question.service) : permit(asked);
}

/** The same question as the rules decide it, once Slack was asked; null for a service that is not configured. */
export function permissionQuestion(
  roll: Roll,
  { act, by, requestedBy, ...subject }: ActQuestion,
  now: Date,
): PermissionQuestion | null {
  const found = termsFor(roll, subject, now);
  const service = roll.directory.services.get(subject.service);
  if (found === null || service === undefined) return null;
  return {
    act,
    person: {
      user: by,
      account: roll.accounts.get(by) ?? 'unknown',
      responder: responders(roll.directory, service).includes(by),
      approver: found.approvers.includes(by),
    },
    subject,
    terms: found.terms,
    requestedBy,
    approvers: found.approvers,
  };
}

/** What the rules say of a subject, and whom they lead to now: Slack users, without those whose account may not act. */
export function termsFor(
  roll: Roll,
  subject: Subject,
  now: Date,
): { terms: Terms; approvers: string[] } | null {
  const { directory, groups, accounts, rota } = roll;
  const service = directory.services.get(subject.service);
  if (service === undefined) return null;
  const terms = approvalTerms(directory, service, subject);
  const named = approversBy(terms.by.value, { directory, service, groups, rota, now });
  return {
    terms,
    approvers: named.filter((user) =>
      ['member', 'unknown'].includes(accounts.get(user) ?? 'unknown'),
    ),
  };
}

/** What a run is to the rules now: the severity is the incident's of this moment. */
export async function subjectOf({ store }: Pick<World, 'store'>, run: Run): Promise<Subject> {
  const incident = await store.incidents.byId(run.incidentId);
  // Without its incident no rule fits and nobody may: as good as the worst.
  const severity = incident?.severity ?? 'p1';
  return { class: run.class, severity, service: run.service, action: run.action };
}

export function unknownService(service: string): RuleRefusal {
  const text = `The service ${service} is not configured any more.`;
  return { ...refuse('no-service', text), rule: 'what is not known is refused' };
}
