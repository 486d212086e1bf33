import { HOUR, MINUTE } from '../lib/duration.ts';

/** So many within so long, to one person by one means; GoAlert's figures. */
const most = {
  sms: [
    { count: 5, within: 15 * MINUTE },
    { count: 11, within: HOUR },
    { count: 21, within: 3 * HOUR },
  ],
  voice: [
    { count: 3, within: 15 * MINUTE },
    { count: 7, within: HOUR },
    { count: 15, within: 3 * HOUR },
  ],
} as const;

/** After one message the next ones of a minute are one. */
const TOGETHER = MINUTE;

/**
 * When a text message or a call may go out, given what went to the same person within three hours,
 * newest first. The first of an incident waits for no limit; what comes right after another one is
 * said together with all that comes meanwhile.
 */
export function sendAt(
  means: 'sms' | 'voice',
  sent: readonly { at: Date; incidentId: string }[],
  incidentId: string,
  now: Date,
): Date {
  const ends = [now.getTime()];
  const [last] = sent;
  if (last) ends.push(last.at.getTime() + TOGETHER);
  if (sent.some((one) => one.incidentId === incidentId)) {
    for (const { count, within } of most[means]) {
      const oldest = sent[count - 1];
      if (oldest) ends.push(oldest.at.getTime() + within);
    }
  }
  return new Date(Math.max(...ends));
}
