import { z } from 'zod';
import { DAY } from '../lib/duration.ts';
import { isZone } from './local-time.ts';
import { openTimes, windowKeys, windowOf } from './window.ts';

const zone = '`service`, `person`, or an IANA time zone such as Europe/Berlin';

/** When a level is paged at all; the rest of the time it is passed over. */
export const When = z
  .strictObject({
    severity: z.array(z.string(), { error: 'a list of severities' }).min(1).optional(),
    ...windowKeys,
    /** Whose clock counts: the service's when left out, or that of each person on call. */
    zone: z
      .string({ error: zone })
      .refine((name) => name === 'service' || name === 'person' || isZone(name), { error: zone })
      .optional(),
  })
  .superRefine((written, context) => {
    const window = windowOf(written);
    if ('error' in window)
      context.addIssue({ code: 'custom', path: [window.key], message: window.error });
  });
export type When = z.infer<typeof When>;

/** As it is copied onto an incident: with the zone of its service in place of `service`. */
export function inZone(when: When, serviceZone: string): When {
  const own = when.zone === undefined || when.zone === 'service';
  return own ? { ...when, zone: serviceZone } : when;
}

export function severityFits({ severity }: When, current: string): boolean {
  return severity?.includes(current) ?? true;
}

/** Whether clocks of `zone` show a time that fits. */
export function timeFits(when: When, zone: string, now: Date): boolean {
  const window = windowOf(when);
  if ('error' in window) return true;
  const at = now.getTime();
  return openTimes(zone, [window], { from: at, until: at + 1 }).length > 0;
}

/** Whether it ever fits between two instants, as far as a week; by nobody's own clock it always may. */
export function fitsWithin(when: When, from: Date, until: Date | null): boolean {
  const window = windowOf(when);
  if ('error' in window || when.zone === undefined || when.zone === 'person') return true;
  const end = Math.min(until?.getTime() ?? Infinity, from.getTime() + 7 * DAY);
  return openTimes(when.zone, [window], { from: from.getTime(), until: end }).length > 0;
}

/** `P1, mon..fri, 09:00 to 17:00 in Europe/Berlin`. */
export function whenWords({ severity, days, from, to, zone }: When): string {
  const hours = from === '00:00' && to === '24:00' ? [] : [`${from} to ${to}`];
  const times = [...(days ? [days.join(', ')] : []), ...hours].join(', ');
  const place = zone === 'person' ? "the person's own time" : (zone ?? 'the time of its service');
  return [
    ...(severity ? [severity.map((word) => word.toUpperCase()).join(' and ')] : []),
    ...(times === '' ? [] : [`${times} in ${place}`]),
  ].join(', ');
}
