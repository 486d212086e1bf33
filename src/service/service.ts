import { z } from 'zod';
import { ServiceApprovalRule } from '../action/approval-rule.ts';
import { Action, Target } from '../action/catalogue.ts';
import { ServiceLimits } from '../action/limits.ts';
import { ActionName } from '../action/names.ts';
import { Zone } from '../oncall/local-time.ts';
import { type Severity, severities } from '../oncall/severity.ts';
import type { TeamRow } from '../runbook/classify/team-rows.ts';
import type { Runbook } from '../runbook/model.ts';

export { type Severity, severities };

export const ChannelName = z.string().regex(/^[^\s#.,A-Z]{1,80}$/u, {
  error: 'a channel name such as incidents, without #',
});

const serviceName = 'a name of lower-case letters, digits and -, up to 40 characters';

/** One `service.yaml`: what prose cannot carry. */
export const ServiceFile = z.strictObject({
  service: z
    .string({ error: serviceName })
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: serviceName }),
  description: z.string().max(200).optional(),
  /** An alert belongs to this service when each of these labels has this value. */
  alerts: z.record(z.string(), z.string()).default({}),
  /** The service's own words for severities, and the level of `p1` to `p4` that each means. */
  severities: z.record(z.string(), z.enum(severities)).default({}),
  /** Severity of an alert that states none, or an unknown one. */
  default_severity: z.enum(severities).default('p2'),
  /** Severity of single alerts by name, before anything the alert says. */
  alert_severities: z.record(z.string(), z.enum(severities)).default({}),
  /** Name of an escalation policy in runbell.yaml. */
  escalation: z.string({ error: 'the name of a policy in runbell.yaml' }),
  /** Whose clock counts in `when` of that policy. */
  zone: Zone.default('UTC'),
  /** Name of the channel where this service's alerts are usually talked about. */
  channel: ChannelName.optional(),
  /** Who may approve where no rule says so: people's keys. Empty means nobody. */
  approvers: z.array(z.string()).default([]),
  /** Who approves what here, before what runbell.yaml says. */
  approvals: z.array(ServiceApprovalRule).max(100).default([]),
  /** Other limits than runbell.yaml has. */
  limits: ServiceLimits.optional(),
  /** People who may press buttons; everybody in `people` when left out. */
  responders: z.array(z.string()).optional(),
  when_alerts_resolve: z.enum(['propose', 'resolve']).default('propose'),
  target: Target,
  /** Further targets that single actions name. */
  targets: z.array(Target).default([]),
  actions: z.record(ActionName, Action).default({}),
  /** Its Markdown that stands elsewhere: folders, files and globs. */
  runbook_sources: z.array(z.string().min(1).max(500)).max(50).default([]),
});
export type ServiceFile = z.infer<typeof ServiceFile>;

/** A service as the bot knows it: its file and its runbooks. */
export interface Service extends Omit<ServiceFile, 'runbook_sources'> {
  runbooks: Runbook[];
  /** The class rows of runbell.yaml, by which a command is judged again when it is run. */
  rows?: readonly TeamRow[];
}
