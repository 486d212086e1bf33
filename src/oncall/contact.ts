import { z } from 'zod';
import { DAY } from '../lib/duration.ts';
import { isZone } from './local-time.ts';
import { Duration } from './policy.ts';
import { windowKeys, windowOf } from './window.ts';

/** The ways to reach a person; each is one provider. */
export const allMeans = [
  'slack',
  'email',
  'sms',
  'voice',
  'webhook',
  'pagerduty',
  'opsgenie',
] as const;
export type Means = (typeof allMeans)[number];

/** As people say it, in "could not be reached by …". */
export const meansWords = {
  slack: 'Slack',
  email: 'mail',
  sms: 'SMS',
  voice: 'phone',
  webhook: 'webhook',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
} as const satisfies Record<Means, string>;

const number = 'a number in international form such as "+4915112345678"';
const PhoneNumber = z.string({ error: number }).regex(/^\+[1-9]\d{6,14}$/, { error: number });
const mail = 'a mail address such as ann@example.com';
const Mail = z
  .string({ error: mail })
  .regex(/^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9][a-z0-9.-]{0,250}$/i, { error: mail });
const variable = 'the name of a variable that holds the key, such as $ANN_PAGERDUTY_KEY';

/** Where somebody is reached, beside Slack. */
export const Contacts = z.strictObject({
  email: Mail.optional(),
  /** For text messages, and for calls where `voice` is not set. */
  phone: PhoneNumber.optional(),
  voice: PhoneNumber.optional(),
  /** A name under `webhooks`. */
  webhook: z.string().optional(),
  /** The routing key of a service at PagerDuty; a secret, so only by its variable. */
  pagerduty: z
    .string({ error: variable })
    .regex(/^\$[A-Za-z_]\w*$/, { error: variable })
    .optional(),
  /** The name of a user at Opsgenie. */
  opsgenie: Mail.optional(),
});
export type Contacts = z.infer<typeof Contacts>;

const ContactStep = z.strictObject({
  by: z.enum(allMeans, { error: `one of ${allMeans.join(', ')}` }),
  /** Since the page fell due. */
  after: Duration.refine((ms) => ms <= DAY, 'a duration up to 1d').default(0),
});
export type ContactStep = z.infer<typeof ContactStep>;

const ruleName = 'a severity or `default`';

/** By which means, one after the other, for pages of a severity. */
export const ContactRules = z.record(
  z.string().regex(/^(p[1-4]|default)$/, { error: ruleName }),
  z.array(ContactStep).min(1).max(10),
);
export type ContactRules = z.infer<typeof ContactRules>;

const zone = 'an IANA time zone such as Europe/Berlin';

/** When nothing that rings is used, unless the severity is bad enough. */
export const Quiet = z
  .strictObject({ ...windowKeys, zone: z.string({ error: zone }).refine(isZone, { error: zone }) })
  .transform(({ zone, ...written }, context) => {
    const window = windowOf(written);
    if (!('error' in window)) return { zone, window };
    context.addIssue({ code: 'custom', message: window.error, path: [window.key] });
    return z.NEVER;
  });
export type Quiet = z.infer<typeof Quiet>;

/** The address by a means; null when there is none. Everybody has Slack. */
export function addressOf(contacts: Contacts | undefined, means: Means): string | null {
  switch (means) {
    case 'slack':
      return 'slack';
    case 'sms':
      return contacts?.phone ?? null;
    case 'voice':
      return contacts?.voice ?? contacts?.phone ?? null;
    default:
      return contacts?.[means] ?? null;
  }
}

/** Whether somebody has to prove that an address is theirs; keys and names of services are the team's. */
export function needsProof(means: Means): boolean {
  return means === 'email' || means === 'sms' || means === 'voice';
}
