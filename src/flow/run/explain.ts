import type { Subject, Terms } from '../../action/approval-terms.ts';
import { type Act, acts, isAllowed, type Person, permit } from '../../action/permission.ts';
import { permissionQuestion } from './permission.ts';
import type { Roll } from './roll.ts';

/** What somebody may do about one command or action, and by which rule. */
export interface Explanation {
  subject: Subject;
  terms: Terms;
  /** Slack ids of those who may approve now. */
  approvers: readonly string[];
  person: Person;
  may: Answer[];
}

export interface Answer {
  /** An act about somebody else's request; `approve-own` is about their own. */
  act: Act | 'approve-own';
  allowed: boolean;
  breakGlass: boolean;
  rule: string;
  why: string | null;
}

/** The same questions that the bot asks when somebody presses; null for a service that is not configured. */
export function explain(roll: Roll, subject: Subject, by: string, now: Date): Explanation | null {
  const question = permissionQuestion(
    roll,
    { ...subject, act: 'press', by, requestedBy: null },
    now,
  );
  if (question === null) return null;
  const { terms, approvers, person } = question;
  const answer = (name: Answer['act'], act: Act, requestedBy: string | null): Answer => {
    const verdict = permit({ ...question, act, requestedBy });
    return isAllowed(verdict)
      ? { act: name, allowed: true, breakGlass: verdict.breakGlass, rule: verdict.rule, why: null }
      : { act: name, allowed: false, breakGlass: false, rule: verdict.rule, why: verdict.text };
  };
  const may = [...acts.map((act) => answer(act, act, null)), answer('approve-own', 'approve', by)];
  return { subject, terms, approvers, person, may };
}
