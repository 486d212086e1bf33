import { z } from 'zod';
import { DAY, MINUTE } from '../lib/duration.ts';
import { Duration } from './policy.ts';

const timeout = 'a duration from 1m to 7d, or off';

/** Milliseconds, or null for never. */
const AckTimeout = z.union(
  [
    z.literal(['off', false]).transform(() => null),
    Duration.refine((ms) => ms >= MINUTE && ms <= 7 * DAY, timeout),
  ],
  { error: timeout },
);

/** The worse it is, the sooner a forgotten acknowledgement is noticed. */
export const AckTimeouts = z.strictObject({
  p1: AckTimeout.prefault('30m'),
  p2: AckTimeout.prefault('1h'),
  p3: AckTimeout.prefault('off'),
  p4: AckTimeout.prefault('off'),
});

export const AckGrace = Duration.refine(
  (ms) => ms >= MINUTE && ms <= DAY,
  'a duration from 1m to 1d',
);
