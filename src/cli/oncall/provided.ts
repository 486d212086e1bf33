import type { Settings } from '../../config/env.ts';
import type { Means } from '../../oncall/contact.ts';

/** Whether a bot of these settings reaches people by it. */
export function providedBy({ providers }: Pick<Settings, 'providers'>, means: Means): boolean {
  switch (means) {
    case 'email':
      return Boolean(providers?.smtp);
    case 'sms':
      return Boolean(providers?.twilio);
    case 'voice':
      return Boolean(providers?.twilio?.voiceFrom);
    case 'opsgenie':
      return Boolean(providers?.opsgenie);
    case 'slack':
    case 'webhook':
    case 'pagerduty':
      return true;
  }
}
