import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { Directory } from '../../service/directory.ts';
import type { World } from '../ports.ts';

/** Who asks or decides: their key in runbell.yaml and their Slack user id. */
export interface Member {
  person: string;
  user: string;
}

/** Whoever changes who is on call has to be one of the people; strangers may look. */
export function memberOf({ people }: Pick<Directory, 'people'>, user: string): Member | Refusal {
  const [person] = Object.entries(people).find(([, { slack }]) => slack === user) ?? [];
  if (person !== undefined) return { person, user };
  return refuse(
    'not-listed',
    'You are not under `people` in runbell.yaml, so you may look at who is on call and not change it. Ask one of them, or whoever keeps that file to add you.',
  );
}

/** Nobody is put on call whom no page would reach. Asks Slack, so not inside of a transaction. */
export async function mayBeOnCall(
  { directory, members }: Pick<World, 'directory' | 'members'>,
  person: string,
): Promise<Refusal | null> {
  const user = directory.people[person]?.slack;
  const account = user === undefined ? 'unknown' : await members.account(user);
  if (account !== 'deactivated' && account !== 'bot') return null;
  const what = account === 'bot' ? "is a bot's" : 'is deactivated';
  return refuse(
    'no-account',
    `The Slack account of <@${user}> ${what}, so pages would reach nobody. Choose somebody else.`,
  );
}
