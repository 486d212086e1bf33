/** What carries pages besides Slack; null where one is not set up. */
export interface ProviderAccounts {
  /** Where Twilio and mail readers reach the bot; null when they cannot. */
  publicUrl: string | null;
  smtp: { url: string; from: string } | null;
  twilio: {
    sid: string;
    token: string;
    from: string;
    voiceFrom: string | null;
    apiUrl: string;
  } | null;
  pagerdutyUrl: string;
  opsgenie: { key: string; apiUrl: string } | null;
  /** How long a provider that is down is left alone; tests shorten it. */
  restMs?: number;
}
