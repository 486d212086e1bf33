import type { Subject, Terms } from '../../action/approval-terms.ts';
import { isAllowed, permit } from '../../action/permission.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import { groupsIn } from './approvers.ts';
import { permissionQuestion, unknownService } from './permission.ts';
import type { Roll } from './roll.ts';

/** By what rules a run may be asked for: refused when it may not be, or when nobody could ever approve it. */
export function requestTerms(roll: Roll, subject: Subject, by: string, now: Date): Terms | Refusal {
  const question = permissionQuestion(roll, { ...subject, act: 'press', by, requestedBy: by }, now);
  if (question === null) return unknownService(subject.service);
  const verdict = permit(question);
  if (!isAllowed(verdict)) return verdict;
  const { terms, approvers, person } = question;
  const others = approvers.filter((user) => user !== by).length;
  const alone = terms.breakGlass.value && person.responder ? 1 : 0;
  if (others + alone >= terms.needed.value) return terms;
  return tooFew(roll, subject, terms, others);
}

export function isTerms(value: Terms | Refusal): value is Terms {
  return !isRefusal(value);
}

function tooFew(
  { groups }: Roll,
  { service }: Subject,
  { needed, by }: Terms,
  others: number,
): Refusal {
  const count = needed.value === 1 ? '1 approval' : `${needed.value} approvals`;
  const people = others === 1 ? '1 other person' : `${others} other people`;
  const silent = groupsIn(by.value).filter((name) => (groups.get(name) ?? null) === null);
  const groupsToo = silent.map((name) => ` Slack does not say who is in \`${name}\`.`).join('');
  return refuse(
    'too-few-approvers',
    `This needs ${count} by somebody else (${needed.rule}), and only ${people} may approve for ${service} (${by.rule}).${groupsToo} Name more people there.`,
  );
}
