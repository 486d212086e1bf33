/** Whom a page goes to. A person has a Slack id, a channel and a webhook have a name; never both. */
export interface Recipient {
  kind: 'person' | 'channel' | 'webhook';
  user: string | null;
  name: string | null;
}

export function personOf(user: string): Recipient {
  return { kind: 'person', user, name: null };
}

/** The people among recipients, by their Slack ids. */
export function peopleIn(recipients: readonly Recipient[]): string[] {
  return recipients.flatMap(({ user }) => user ?? []);
}

/** Each once, in their order. */
export function eachOnce<T extends Recipient>(recipients: readonly T[]): T[] {
  const seen = new Set<string>();
  return recipients.filter((recipient) => {
    const key = `${recipient.kind}:${recipient.user ?? recipient.name}`;
    return !seen.has(key) && seen.add(key);
  });
}
