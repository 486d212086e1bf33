import { z } from 'zod';
import type { ProviderAccounts } from '../oncall/provider-accounts.ts';

const address = (text: string) =>
  ['https://', 'http://127.0.0.1', 'http://localhost'].some((start) => text.startsWith(start)) &&
  URL.canParse(text);
const Https = z.string().refine(address, { error: 'an address that begins with https://' });

const twilioFrom =
  'a number of the account such as +15550001111, or a messaging service that begins with MG';
const sender = 'an address such as runbell@example.com, or a name with it in <>';
const smtp = 'an address such as smtps://user:password@mail.example.com:465';

/** The accounts of the providers that carry pages. */
export const providerVariables = {
  PUBLIC_URL: Https.optional(),
  SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\//.test(text) && URL.canParse(text), { error: smtp })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[\w.-]+>?$/, { error: sender })
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, { error: 'the Account SID: AC and 32 hexadecimal digits' })
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(8, { error: 'the Auth Token of the account' }).optional(),
  TWILIO_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{4,14}|MG[0-9a-f]{32})$/i, { error: twilioFrom })
    .optional(),
  TWILIO_VOICE_FROM: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/, { error: 'a number of the account such as +15550001111' })
    .optional(),
  TWILIO_API_URL: Https.optional(),
  PAGERDUTY_API_URL: Https.optional(),
  OPSGENIE_API_KEY: z.string().min(8, { error: 'the key of an API integration' }).optional(),
  OPSGENIE_API_URL: Https.optional(),
};

const Variables = z.object(providerVariables);

export function providerSettings(values: z.infer<typeof Variables>): ProviderAccounts {
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from } = values;
  const { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom, OPSGENIE_API_KEY: key } = values;
  const number = from?.startsWith('+') ? from : null;
  return {
    publicUrl: values.PUBLIC_URL ?? null,
    smtp: smtpUrl && mailFrom ? { url: smtpUrl, from: mailFrom } : null,
    twilio:
      sid && token && from
        ? {
            sid,
            token,
            from,
            voiceFrom: values.TWILIO_VOICE_FROM ?? number,
            apiUrl: values.TWILIO_API_URL ?? 'https://api.twilio.com',
          }
        : null,
    pagerdutyUrl: values.PAGERDUTY_API_URL ?? 'https://events.pagerduty.com',
    opsgenie: key ? { key, apiUrl: values.OPSGENIE_API_URL ?? 'https://api.opsgenie.com' } : null,
  };
}

/** Variables that are of use together only, and what is missing. */
export function lonelyProviders(
  given: Record<string, string>,
): { what: string; instead: string }[] {
  const together = [
    ['SMTP_URL', 'MAIL_FROM'],
    ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  ];
  return together.flatMap((names) => {
    const missing = names.filter((name) => !given[name]);
    if (missing.length === 0 || missing.length === names.length) return [];
    const set = names.find((name) => given[name]);
    return [
      {
        what: `${set} is set but ${missing.join(' and ')} is not`,
        instead: `set all of ${names.join(', ')}, or none`,
      },
    ];
  });
}
