import { z } from 'zod';
import { parseDuration } from '../lib/duration.ts';
import { inZone, When } from './when.ts';

const duration = 'a duration such as 30s, 5m or 1h30m';

/** `5m`, `1h30m`: milliseconds once parsed. */
export const Duration = z.string({ error: duration }).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === null) context.addIssue(duration);
  return ms ?? z.NEVER;
});

/** Whom a level pages; who or where that is then, `flow/page/reach.ts` finds out. */
const PageTarget = z
  .string()
  .regex(
    /^([a-z0-9][a-z0-9-]*|schedule:[a-z0-9][a-z0-9-]*(\+[1-9])?|group:\S{1,80}|channel:#?[^\s#.,A-Z]{1,80}|webhook:[a-z0-9][a-z0-9-]{0,39})$/u,
    {
      error:
        'a person such as `dba`, `schedule:<name>`, `schedule:<name>+1` for the next in line, `group:<handle>`, `channel:#name` or `webhook:<name>`',
    },
  );

const oneByOne = 'one, since only one person is paged at a time';

export const Level = z
  .strictObject({
    /** What people call it, "senior engineer". */
    name: z.string({ error: 'what people call this level' }).min(1).max(80),
    page: z.array(PageTarget).max(20),
    /** Time after this level is paged until the next one is, unless somebody acknowledges. */
    wait: Duration.refine(
      (ms) => ms >= 10_000 && ms <= 7 * 86_400_000,
      'a duration from 10s to 7d',
    ),
    /** Left out: always. */
    when: When.optional(),
    /** `all`: whoever has not acknowledged is paged on, also when others have. */
    ack: z.enum(['one', 'all']).optional(),
    /** One person each time, whoever had to come the longest ago. */
    round_robin: z.boolean().optional(),
  })
  .refine(({ ack, round_robin }) => !(ack === 'all' && round_robin), {
    path: ['ack'],
    error: oneByOne,
  });
export type Level = z.infer<typeof Level>;

export const Policy = z.strictObject({
  /** Severities that page at all; the others open without paging. */
  page: z.array(z.string()).optional(),
  levels: z.array(Level).min(1).max(10),
  /** How often it is gone through again before it ends. */
  repeat: z.number().int().min(0).max(10).default(0),
  /** `first`: all levels again; `last`, or left out: the last one alone. */
  repeat_from: z.enum(['first', 'last']).optional(),
  /** The policy that goes on where this one ends. */
  next_policy: z.string().optional(),
});
export type Policy = z.infer<typeof Policy>;

export interface NamedPolicy {
  name: string;
  policy: Policy;
}

/** A policy and those that it hands over to, one after the other, each once; copied for an incident. */
export function chainFrom(
  policies: Readonly<Record<string, Policy>>,
  first: string,
  serviceZone: string,
): NamedPolicy[] {
  const chain: NamedPolicy[] = [];
  let name: string | undefined = first;
  while (name !== undefined && Object.hasOwn(policies, name)) {
    const policy: Policy | undefined = policies[name];
    if (policy === undefined || chain.some((one) => one.name === name)) break;
    chain.push({ name, policy: copied(policy, serviceZone) });
    name = policy.next_policy;
  }
  return chain;
}

function copied(policy: Policy, serviceZone: string): Policy {
  const levels = policy.levels.map((level) =>
    level.when ? { ...level, when: inZone(level.when, serviceZone) } : level,
  );
  return { ...policy, levels };
}
