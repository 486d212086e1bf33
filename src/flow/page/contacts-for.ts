import type { Page } from '../../incident/types.ts';
import {
  type ContactPolicy,
  type PlannedContact,
  planContacts,
} from '../../oncall/contact-plan.ts';
import type { World } from '../ports.ts';

/** The addresses that each of some people has proved to be theirs, by Slack id. */
export type Proved = ReadonlyMap<string, ReadonlySet<string>>;

/** By which means a page of that severity goes out to its recipient, and when. */
export function contactsFor(
  { directory, provided = slackOnly }: Pick<World, 'directory' | 'provided'>,
  severity: string,
  { kind, user, name }: Pick<Page, 'kind' | 'user' | 'name'>,
  proved: Proved,
  now: Date,
): PlannedContact[] {
  if (kind !== 'person') {
    const means = kind === 'webhook' ? 'webhook' : 'slack';
    return [{ means, address: name ?? '', dueAt: now, state: 'pending', why: null }];
  }
  const person = Object.values(directory.people).find(({ slack }) => slack === user) ?? {};
  const policy: ContactPolicy = {
    rules: directory.contact_rules,
    quietBrokenBy: directory.quiet_broken_by,
    proved: (address) =>
      directory.contacts_trusted || (proved.get(user ?? '')?.has(address) ?? false),
    provided,
  };
  return planContacts(person, severity, now, policy);
}

const slackOnly: NonNullable<World['provided']> = (means) => means === 'slack';
