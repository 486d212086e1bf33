import type { Severity } from '../oncall/severity.ts';
import type { CommandClass } from '../runbook/model.ts';
import { type ApprovalRule, approvalsNeeded, leastFor } from './approval-rule.ts';

/** What is asked about: one command or action of a service, at a severity. */
export interface Subject {
  class: CommandClass;
  severity: Severity;
  service: string;
  /** Name in the service's catalogue; null for a command found in prose. */
  action: string | null;
}

/** A rule with its name, and how near to the action it stands. */
export interface PlacedRule extends ApprovalRule {
  /** As a refusal names it: "`approvals[2]` of runbell.yaml". */
  name: string;
  place: 'organisation' | 'service' | 'action';
}

/** A value and the rule that says so. */
export interface Said<T> {
  value: T;
  rule: string;
}

/** What the rules say of one subject. */
export interface Terms {
  needed: Said<number>;
  /** People's keys, `role:`, `group:` and `on-call:`; none means nobody. */
  by: Said<readonly string[]>;
  validMs: Said<number>;
  reason: Said<'required' | 'optional'>;
  breakGlass: Said<boolean>;
}

/** What holds where no rule says anything. */
export interface Defaults {
  by: Said<readonly string[]>;
  validMs: Said<number>;
}

/** Each key comes from the most specific rule that states it; later in `rules` wins between equals. */
export function termsOf(rules: readonly PlacedRule[], subject: Subject, defaults: Defaults): Terms {
  const fitting = rules.filter((rule) => fits(rule, subject)).toSorted(bySpecificity);
  const said = <K extends keyof ApprovalRule>(key: K) => {
    const rule = fitting.findLast((one) => one[key] !== undefined);
    const value = rule?.[key];
    return rule === undefined || value === undefined ? null : { value, rule };
  };
  const named = <T>(found: { value: T; rule: PlacedRule } | null, otherwise: Said<T>): Said<T> =>
    found === null ? otherwise : { value: found.value, rule: `rule ${found.rule.name}` };
  return {
    needed: neededOf(said('needed'), subject.class),
    by: named<readonly string[]>(said('by'), defaults.by),
    validMs: named(said('valid'), defaults.validMs),
    reason: named(said('reason'), { value: 'optional', rule: 'the default' }),
    breakGlass: named(said('break_glass'), { value: false, rule: 'the default' }),
  };
}

/** A rule for everything is never meant for what only reads: that has to be named. */
function fits(rule: PlacedRule, subject: Subject): boolean {
  const { class: classes, severity, service, action } = rule;
  if (classes === undefined && subject.class === 'readonly' && !namesAction(rule)) return false;
  return (
    (classes?.includes(subject.class) ?? true) &&
    (severity?.includes(subject.severity) ?? true) &&
    (service?.includes(subject.service) ?? true) &&
    (action === undefined || (subject.action !== null && action.includes(subject.action)))
  );
}

const places = ['organisation', 'service', 'action'] as const satisfies PlacedRule['place'][];

/** Weakest first. An action says more than a service, that more than a severity, that more than a class. */
function bySpecificity(a: PlacedRule, b: PlacedRule): number {
  const [one, other] = [weight(a), weight(b)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function weight(rule: PlacedRule): number[] {
  return [
    namesAction(rule),
    rule.place !== 'organisation' || rule.service !== undefined,
    rule.severity !== undefined,
    rule.class !== undefined,
    places.indexOf(rule.place),
  ].map(Number);
}

function namesAction({ place, action }: PlacedRule): boolean {
  return place === 'action' || action !== undefined;
}

/** Fewer than the class needs only where the rule that says so names the class and says `weaker`. */
function neededOf(
  said: { value: number; rule: PlacedRule } | null,
  commandClass: CommandClass,
): Said<number> {
  const usual = approvalsNeeded[commandClass];
  if (said === null) return { value: usual, rule: `the default for ${commandClass}` };
  const { value, rule } = said;
  const weaker = rule.weaker === true && rule.class?.includes(commandClass) === true;
  const least = leastFor(commandClass, weaker);
  if (value >= least) return { value, rule: `rule ${rule.name}` };
  return { value: least, rule: `the least for ${commandClass} (rule ${rule.name} says ${value})` };
}
