import { z } from 'zod';
import { DAY, MINUTE } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import { severities } from '../oncall/severity.ts';
import { type CommandClass, commandClasses } from '../runbook/model.ts';

/** Approvals by other people that a class needs unless a rule asks for more. */
export const approvalsNeeded = {
  readonly: 0,
  mutating: 1,
  destructive: 2,
} as const satisfies Record<CommandClass, number>;

const approver =
  'a person such as `dba`, `role:<text>`, `group:<handle or id>` or `on-call:<level or schedule>`';

/** Who may approve: a person's key, a role, a Slack user group, or who is on call. */
const Approver = z
  .string({ error: approver })
  .regex(/^([a-z0-9][a-z0-9-]{0,39}|(group|role|on-call):\S.{0,79})$/, { error: approver });

function oneOrMore<T extends z.ZodType>(one: T) {
  return z
    .union([one, z.array(one).min(1).max(50)])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));
}

const when = {
  class: oneOrMore(z.enum(commandClasses)).optional(),
  severity: oneOrMore(z.enum(severities)).optional(),
};

const says = {
  /** Approvals by different people. */
  needed: z.number().int().min(0).max(5).optional(),
  by: z.array(Approver).max(50).optional(),
  /** How long a request may wait. */
  valid: Duration.refine((ms) => ms >= MINUTE && ms <= DAY, 'a duration from 1m to 1d').optional(),
  reason: z.enum(['required', 'optional']).optional(),
  /** Lets the requester approve, with a reason, in front of everybody. */
  break_glass: z.boolean().optional(),
  /** Needed to ask for fewer approvals than the class does by itself. */
  weaker: z.boolean().optional(),
};

const name = z.string().min(1).max(40);

/** In runbell.yaml: for every service, or for those it names. */
export const ApprovalRule = z
  .strictObject({
    ...when,
    service: oneOrMore(name).optional(),
    action: oneOrMore(name).optional(),
    ...says,
  })
  .superRefine(sound);
export type ApprovalRule = z.infer<typeof ApprovalRule>;

/** In a service.yaml. */
export const ServiceApprovalRule = z
  .strictObject({ ...when, action: oneOrMore(name).optional(), ...says })
  .superRefine(sound);

/** At one action. */
export const ActionApprovalRule = z.strictObject({ ...when, ...says }).superRefine(sound);

/** What a rule may not say in passing. */
function sound(
  rule: Pick<ApprovalRule, 'class' | 'severity' | 'needed' | 'break_glass' | 'weaker'>,
  context: z.RefinementCtx,
): void {
  const add = (key: string, message: string) =>
    context.addIssue({ code: 'custom', path: [key], message });
  if (rule.break_glass === true && rule.severity === undefined)
    add('break_glass', 'it with the `severity` that is bad enough for it');
  if (rule.weaker === true && rule.class === undefined)
    add('weaker', 'it with the `class` that needs fewer approvals');
  if (rule.needed === undefined) return;
  const least = leastOf(rule);
  if (rule.needed >= least) return;
  add(
    'needed',
    rule.weaker === true
      ? `${least} or more: what destroys something always needs somebody else`
      : `${least} or more, or add \`weaker: true\` with the class if you take the risk`,
  );
}

/** The fewest approvals that a rule may ask for: one less than usual for the classes that it says so of. */
function leastOf({
  class: classes = ['mutating'],
  weaker,
}: Pick<ApprovalRule, 'class' | 'weaker'>) {
  return Math.max(...classes.map((one) => leastFor(one, weaker === true)));
}

export function leastFor(commandClass: CommandClass, weaker: boolean): number {
  const usual = approvalsNeeded[commandClass];
  return weaker ? Math.max(0, usual - 1) : usual;
}
