import type { Recipient } from './recipient.ts';

/**
 * Of the people, the one who was paged the longest ago or never; channels and webhooks beside them.
 * `before`: who was paged, the longest ago first. It stays fair when people join and leave.
 */
export function nextOf(to: readonly Recipient[], before: readonly string[]): Recipient[] {
  const people = to.filter(({ user }) => user !== null);
  const places = to.filter(({ user }) => user === null);
  const rank = ({ user }: Recipient) => before.indexOf(user ?? '');
  const [next] = people.toSorted((a, b) => rank(a) - rank(b));
  return next ? [next, ...places] : places;
}
