import { parseDuration } from '../../lib/duration.ts';
import { isZone } from '../../oncall/local-time.ts';
import { type NamedTime, readTime } from '../../oncall/wall-time.ts';
import type { Directory } from '../../service/directory.ts';
import { type Service, type Severity, severities } from '../../service/service.ts';
import type { Supposed } from './simulate.ts';

/** A supposition as somebody words it. Everything but the service may be left out. */
export interface Wording {
  service: string;
  severity?: string | undefined;
  at?: string | undefined;
  zone?: string | undefined;
  ack?: string | undefined;
}

/** It, and how its time is to be read. */
export interface Understood extends Supposed {
  zone: string;
  named: NamedTime;
}

/** `what` names the part that was not understood, `right` says what would be. */
export interface NotUnderstood {
  what: keyof Wording | 'word';
  said: string;
  right: string;
}

const times = 'a local time such as 2026-10-25T02:30, or an instant such as 2026-10-25T02:30+01:00';

/** P1, now, in the service's zone and without an acknowledgement, where nothing else is said. */
export function suppose(
  { services }: Pick<Directory, 'services'>,
  wording: Wording,
  now: Date,
): Understood | NotUnderstood {
  const service = services.get(wording.service);
  if (!service) {
    const names = [...services.keys()].join(', ');
    return { what: 'service', said: wording.service, right: `one of ${names}` };
  }
  const severity = severityOf(service, wording.severity ?? 'p1');
  if (severity === null)
    return { what: 'severity', said: wording.severity ?? '', right: `one of ${wordsOf(service)}` };
  const zone = wording.zone ?? service.zone;
  if (!isZone(zone))
    return { what: 'zone', said: zone, right: 'an IANA time zone such as Europe/Berlin' };
  const named =
    wording.at === undefined
      ? ({ at: now, shown: 'once', second: null } as const)
      : readTime(wording.at, zone);
  if (named === null) return { what: 'at', said: wording.at ?? '', right: times };
  const ackAfter = wording.ack === undefined ? null : parseDuration(wording.ack);
  if (ackAfter === null && wording.ack !== undefined)
    return { what: 'ack', said: wording.ack, right: 'a duration such as 7m or 1h30m' };
  return { service, severity, at: named.at, ackAfter, zone, named };
}

export function isUnderstood(read: Understood | NotUnderstood): read is Understood {
  return !('what' in read);
}

/** `p1` to `p4` mean themselves also where a service has the word for another one, as everywhere. */
function severityOf({ severities: own }: Service, word: string): Severity | null {
  const same = (one: string) => one.toLowerCase() === word.toLowerCase();
  return severities.find(same) ?? Object.entries(own).find(([name]) => same(name))?.[1] ?? null;
}

function wordsOf({ severities: own }: Service): string {
  return [...severities, ...Object.keys(own)].join(', ');
}
