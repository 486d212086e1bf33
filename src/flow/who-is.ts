import type { WhoIs } from '../oncall/escalation.ts';
import { onCallAt } from '../oncall/schedule-turns.ts';
import type { Directory } from '../service/directory.ts';
import type { Service } from '../service/service.ts';

const SCHEDULE = 'schedule:';

/** Resolves a level's targets to Slack users as they are on call at `now`. */
export function whoIs(directory: Directory, now: Date): WhoIs {
  return (target) => {
    const key = target.startsWith(SCHEDULE)
      ? onCall(directory, target.slice(SCHEDULE.length), now)
      : target;
    const person = key === null ? undefined : directory.people[key];
    return person ? [person.slack] : [];
  };
}

/** Slack users who may press a service's buttons; unknown people may not. */
export function responders(directory: Directory, service: Service): string[] {
  return slackIds(directory, service.responders ?? Object.keys(directory.people));
}

export function approvers(directory: Directory, service: Service): string[] {
  return slackIds(directory, service.approvers);
}

function onCall(directory: Directory, schedule: string, now: Date): string | null {
  const rota = directory.schedules[schedule];
  return rota ? (onCallAt(rota, [], now)?.person ?? null) : null;
}

function slackIds(directory: Directory, keys: readonly string[]): string[] {
  return keys.flatMap((key) => directory.people[key]?.slack ?? []);
}
