import { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import { ActionApprovalRule } from './approval-rule.ts';
import { type Templated, templateMistakes } from './check-templates.ts';
import { HttpRequest } from './http-request.ts';
import { ActionLimits } from './limits.ts';
import { VariableName } from './names.ts';
import { ActionParameters } from './parameter.ts';
import { classOfQueue, QueueOperation } from './queue-operation.ts';
import { Ssh } from './ssh.ts';
import { Verify } from './verify.ts';

const argv = 'a list of words such as [./deploy.sh, restart], or `queue` or `http` instead';
const Argv = z.array(z.string().min(1), { error: argv }).min(1).max(100);

const Class = z.enum(['readonly', 'mutating', 'destructive']);

export const Label = z
  .string({ error: 'a label of lower-case letters, digits and -' })
  .regex(/^[a-z0-9][a-z0-9-]{0,19}$/, {
    error: 'a label of lower-case letters, digits and -, up to 20 characters',
  });
const Labels = z.array(Label).max(3).optional();

const common = {
  title: z.string().min(1).max(60).optional(),
  /** Another target than the service's own. */
  target: z.string().optional(),
  /** What its worker must have, besides what the target asks for. */
  labels: Labels,
  /** Time limit of the whole run. */
  timeout: Duration.refine(
    (ms) => ms >= 1000 && ms <= 6 * HOUR,
    'a duration from 1s to 6h',
  ).default(300_000),
  /** Asked for before it runs; each value stands where `{{name}}` does. */
  parameters: ActionParameters.optional(),
  verify: Verify.optional(),
  on_failure: z.string().optional(),
  /** Who approves this one, before what the service and the organisation say. */
  approvals: z.array(ActionApprovalRule).max(20).optional(),
  limits: ActionLimits.optional(),
  /** Its output never goes to Slack; when left out, commands that are known to print secrets count. */
  reveals_secrets: z.boolean().optional(),
};

const QueueAction = z
  .strictObject({ ...common, class: Class.optional(), queue: QueueOperation })
  .superRefine(checkTemplates)
  .transform((action) => ({ ...action, class: action.class ?? classOfQueue(action.queue) }));

const HttpAction = z
  .strictObject({
    ...common,
    class: Class.default('mutating'),
    http: HttpRequest,
    /** Asks the same address without a body, where the service answers that harmlessly. */
    dry_run: z.literal('HEAD', { error: 'HEAD, or leave it out' }).optional(),
  })
  .superRefine(checkTemplates);

const RunAction = z
  .strictObject({
    ...common,
    class: Class.default('mutating'),
    run: Argv,
    /** What shows what `run` would do: its own words, or `true` for `run` with `--dry-run`. */
    dry_run: z.union([z.literal(true), Argv], { error: 'true, or a list of words' }).optional(),
  })
  .superRefine(checkTemplates);

/** A named remedy: a program, an operation on a queue, or a call of the service's own interface. */
export const Action = z.union([RunAction, HttpAction, QueueAction]);
export type Action = z.infer<typeof Action>;

function checkTemplates(action: Templated, context: z.core.$RefinementCtx): void {
  for (const { path, message } of templateMistakes(action))
    context.addIssue({ code: 'custom', path, message });
}

const targetName = 'a name of lower-case letters, digits and -, up to 40 characters';

const umask = 'three octal digits in quotes, such as "077"';

/** Where runs execute; a worker serves one or more targets. */
export const Target = z.strictObject({
  name: z.string({ error: targetName }).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: targetName }),
  /** Working directory; `$RUNBELL_DATA` and `$RUNBELL_HOME` are filled in. */
  cwd: z.string().optional(),
  /** Environment variables that a child process may see; nothing else is passed. */
  env: z.array(VariableName).default(['PATH']),
  /** Variables whose values are never shown, whatever they are called. */
  secrets: z.array(VariableName).max(100).optional(),
  /** Between asking a command to end and killing it; five seconds when left out. */
  grace: Duration.refine(
    (ms) => ms >= SECOND && ms <= 5 * MINUTE,
    'a duration from 1s to 5m',
  ).optional(),
  /** What a command's new files are not open to, in octal digits; 022 when left out. */
  umask: z
    .string({ error: umask })
    .regex(/^0?[0-7]{3}$/, { error: umask })
    .optional(),
  /** How far a command stands back behind others. */
  nice: z.number().int().min(1).max(19).optional(),
  /** What a worker must have to take its runs. */
  labels: Labels,
  /** How many runs may read here at the same time; 4 when left out. */
  parallel: z.number().int().min(1).max(50).optional(),
  /** Another machine than the worker's: its commands run there. */
  ssh: Ssh.optional(),
  /** What becomes of a command whose worker died: it is watched to its end, or ended. */
  orphans: z.enum(['watch', 'end']).optional(),
});
export type Target = z.infer<typeof Target>;
