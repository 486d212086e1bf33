import type { AckTerms } from '../../oncall/watch.ts';
import type { Directory } from '../../service/directory.ts';
import type { Severity } from '../../service/service.ts';

/** How long an acknowledgement of that severity may go without a sign of anybody, as configured now. */
export function ackTermsFor(
  { ack_timeout: timeouts, ack_grace: grace }: Pick<Directory, 'ack_timeout' | 'ack_grace'>,
  severity: Severity,
): AckTerms {
  return { timeout: timeouts[severity], grace };
}
