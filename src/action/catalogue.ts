import { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';
import { ActionApprovalRule } from './approval-rule.ts';

const argv = 'a list of words such as [./deploy.sh, restart], or a `queue` to empty';
const Argv = z.array(z.string().min(1), { error: argv }).min(1).max(100);

export const ActionName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, {
  error: 'a name of lower-case letters, digits and -, up to 30 characters',
});

/** How to see, after an action, that it worked. Polled until it holds or `within` is over. */
export const Verify = z.strictObject({
  http: z.url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' }),
  status: z.number().int().min(100).max(599).default(200),
  within: Duration.refine(
    (ms) => ms >= 1000 && ms <= 30 * MINUTE,
    'a duration from 1s to 30m',
  ).default(30_000),
});
export type Verify = z.infer<typeof Verify>;

const VariableName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/i, {
  error: 'the name of an environment variable',
});

/** The *service's own* queue; `url` names the environment variable that holds its address. */
export const QueueClear = z.strictObject({
  bullmq: z.string().min(1),
  url: VariableName,
  states: z.array(z.enum(['waiting', 'delayed', 'failed', 'completed'])).min(1),
});
export type QueueClear = z.infer<typeof QueueClear>;

const common = {
  title: z.string().min(1).max(60).optional(),
  class: z.enum(['readonly', 'mutating', 'destructive']).default('mutating'),
  /** Another target than the service's own. */
  target: z.string().optional(),
  /** Time limit of the whole run. */
  timeout: Duration.refine(
    (ms) => ms >= 1000 && ms <= 6 * HOUR,
    'a duration from 1s to 6h',
  ).default(300_000),
  verify: Verify.optional(),
  on_failure: z.string().optional(),
  /** Who approves this one, before what the service and the organisation say. */
  approvals: z.array(ActionApprovalRule).max(20).optional(),
};

export const Action = z.union([
  z.strictObject({ ...common, run: Argv }),
  z.strictObject({ ...common, queue: QueueClear }),
]);
export type Action = z.infer<typeof Action>;

const targetName = 'a name of lower-case letters, digits and -, up to 40 characters';

const umask = 'three octal digits in quotes, such as "077"';

/** Where runs execute; a worker serves one or more targets. */
export const Target = z.strictObject({
  name: z.string({ error: targetName }).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: targetName }),
  /** Working directory; `$RUNBELL_DATA` and `$RUNBELL_HOME` are filled in. */
  cwd: z.string().optional(),
  /** Environment variables that a child process may see; nothing else is passed. */
  env: z.array(VariableName).default(['PATH']),
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
});
export type Target = z.infer<typeof Target>;
