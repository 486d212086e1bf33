import { type Refusal, refuse } from '../lib/refusal.ts';
import { severities } from '../oncall/severity.ts';
import { commandClasses } from '../runbook/model.ts';
import type { Subject, Terms } from './approval-terms.ts';

/** What somebody does about a run. `override`: opens a locked circuit before its time. */
export const acts = ['press', 'approve', 'deny', 'cancel', 'override'] as const;
export type Act = (typeof acts)[number];

/** What Slack says somebody's account is; `unknown` when it does not say. */
export const accounts = ['member', 'guest', 'deactivated', 'bot', 'unknown'] as const;
export type Account = (typeof accounts)[number];

export interface Person {
  /** A Slack user id. */
  user: string;
  account: Account;
  /** Whether the config names them among those who may press buttons of the service. */
  responder: boolean;
  /** Whether they are among those who may approve by the terms, here and now. */
  approver: boolean;
}

export interface PermissionQuestion {
  act: Act;
  person: Person;
  subject: Subject;
  terms: Terms;
  /** Slack user id of whoever asked for the run; null before anybody did. */
  requestedBy: string | null;
  /** Whom a refusal sends people to: Slack user ids of those who may approve. */
  approvers: readonly string[];
}

export interface Allowed {
  allowed: true;
  /** The requester stands in for the second person. */
  breakGlass: boolean;
  /** The rule that says yes. */
  rule: string;
}

/** A "no" that names its rule. */
export interface RuleRefusal extends Refusal {
  readonly rule: string;
}

/** Whether somebody may do this now, by which rule. The one place that decides; what it does not know is a no. */
export function permit(question: PermissionQuestion): Allowed | RuleRefusal {
  const { act, person, subject } = question;
  const known =
    acts.includes(act) &&
    accounts.includes(person.account) &&
    commandClasses.includes(subject.class) &&
    severities.includes(subject.severity);
  if (!known)
    return no(
      'unknown',
      'what is not known is refused',
      'Runbell does not know what this asks for.',
    );
  const account = byAccount(question);
  if (account !== null) return account;
  switch (act) {
    case 'press':
      return person.responder ? yes(responders(subject)) : notResponder(question);
    case 'approve':
    case 'deny':
      return mayDecide(question);
    case 'cancel':
      return mayCancel(question);
    case 'override':
      return mayOverride(question);
    default:
      return no('unknown', 'what is not known is refused', `Runbell knows no ${String(act)}.`);
  }
}

export function isAllowed(verdict: Allowed | Refusal): verdict is Allowed {
  return 'allowed' in verdict;
}

/** People as a refusal lists them: at most five. */
export function mentions(users: readonly string[]): string {
  const shown = users.slice(0, 5).map((user) => `<@${user}>`);
  const others = users.length - shown.length;
  return [...shown, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}

const membersOnly = 'only full members of the Slack workspace act on runs';

/** Null for a full member, and for whoever only looks while Slack does not answer. */
function byAccount({ act, person, subject, terms }: PermissionQuestion): RuleRefusal | null {
  switch (person.account) {
    case 'member':
      return null;
    case 'guest':
      return no('guest', membersOnly, `You are a guest in this workspace: ${membersOnly}.`);
    case 'deactivated':
      return no('deactivated', membersOnly, `This account is deactivated: ${membersOnly}.`);
    case 'bot':
      return no('bot', membersOnly, `This account is a bot's: ${membersOnly}.`);
    case 'unknown': {
      const looks = subject.class === 'readonly' && terms.needed.value === 0;
      if (looks && act === 'press' && person.responder) return null;
      return no(
        'unknown-account',
        membersOnly,
        `Slack does not say whether your account may act: ${membersOnly}. Try again in a moment.`,
      );
    }
    default:
      return no('unknown', membersOnly, `Slack says what Runbell does not know: ${membersOnly}.`);
  }
}

function mayDecide(question: PermissionQuestion): Allowed | RuleRefusal {
  const { act, person, subject, terms, requestedBy } = question;
  const { needed, by, breakGlass } = terms;
  if (needed.value === 0)
    return no('nothing-to-approve', needed.rule, `This needs no approval (${needed.rule}).`);
  if (person.user === requestedBy) {
    if (act === 'approve' && breakGlass.value && person.responder)
      return { allowed: true, breakGlass: true, rule: breakGlass.rule };
    const next =
      act === 'approve'
        ? `Nobody approves their own request at ${subject.severity} (${breakGlass.rule}).`
        : 'Withdraw it if it is not needed any more.';
    const text = `You asked for this run, so somebody else must ${act} it: ${who(question)}. ${next}`;
    return no('own-request', breakGlass.rule, text);
  }
  if (person.approver) return yes(by.rule);
  return no(
    'not-approver',
    by.rule,
    `You may not ${act} for ${subject.service} (${by.rule}). ${ask(question)}`,
  );
}

/** Stopping is for whoever asked, responds or could have approved. */
function mayCancel(question: PermissionQuestion): Allowed | RuleRefusal {
  const { person, subject, terms, requestedBy } = question;
  if (person.user === requestedBy) return yes('whoever asked may withdraw');
  if (person.responder) return yes(responders(subject));
  return person.approver ? yes(terms.by.rule) : notResponder(question);
}

/** Never whoever presses: the lock is there for them, whatever glass may be broken. */
function mayOverride(question: PermissionQuestion): Allowed | RuleRefusal {
  const { person, subject, terms, requestedBy } = question;
  const { rule } = terms.by;
  if (person.user === requestedBy) {
    const text = `You want to run this, so somebody else must open the lock (${rule}): ${who(question)}.`;
    return no('own-request', rule, text);
  }
  if (person.approver) return yes(rule);
  const text = `You may not open a lock of ${subject.service} (${rule}). ${ask(question)}`;
  return no('not-approver', rule, text);
}

function ask(question: PermissionQuestion): string {
  return othersOf(question).length > 0 ? `Ask ${who(question)}.` : 'Nobody may.';
}

function who(question: PermissionQuestion): string {
  const others = othersOf(question);
  return others.length > 0 ? mentions(others) : 'nobody else may';
}

function othersOf({ approvers, requestedBy }: PermissionQuestion): string[] {
  return approvers.filter((user) => user !== requestedBy);
}

function notResponder({ subject: { service } }: PermissionQuestion): RuleRefusal {
  return no(
    'not-responder',
    responders({ service }),
    `You are not among the responders of ${service}, so you may read here and not act. Somebody on call can do it, or add you under \`people\` in runbell.yaml.`,
  );
}

function responders({ service }: Pick<Subject, 'service'>): string {
  return `\`responders\` of ${service}'s service.yaml, or else \`people\` of runbell.yaml`;
}

function yes(rule: string): Allowed {
  return { allowed: true, breakGlass: false, rule };
}

function no(code: string, rule: string, text: string): RuleRefusal {
  return { ...refuse(code, text), rule };
}
