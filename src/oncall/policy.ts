import { z } from 'zod';
import { parseDuration } from '../lib/duration.ts';

const duration = 'a duration such as 30s, 5m or 1h30m';

/** `5m`, `1h30m`: milliseconds once parsed. */
export const Duration = z.string({ error: duration }).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === null) context.addIssue(duration);
  return ms ?? z.NEVER;
});

/** Whom a level pages: a person's key, `schedule:<name>` for whoever is on call then, or `+1` for the next one. */
const PageTarget = z
  .string()
  .regex(/^([a-z0-9][a-z0-9-]*|schedule:[a-z0-9][a-z0-9-]*(\+[1-9])?)$/, {
    error: 'a person such as `dba`, `schedule:<name>`, or `schedule:<name>+1` for the next in line',
  });

export const Level = z.strictObject({
  /** What people call it, "senior engineer". */
  name: z.string({ error: 'what people call this level' }).min(1).max(80),
  page: z.array(PageTarget).max(20),
  /** Time after this level is paged until the next one is, unless somebody acknowledges. */
  wait: Duration.refine((ms) => ms >= 10_000 && ms <= 7 * 86_400_000, 'a duration from 10s to 7d'),
});
export type Level = z.infer<typeof Level>;

export const Policy = z.strictObject({
  /** Severities that page at all; the others open without paging. */
  page: z.array(z.string()).optional(),
  levels: z.array(Level).min(1).max(10),
  /** How often the last level is paged again before everyone counts as paged. */
  repeat: z.number().int().min(0).max(10).default(0),
});
export type Policy = z.infer<typeof Policy>;
