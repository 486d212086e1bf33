import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Override } from '../../oncall/override.ts';
import type { World } from '../ports.ts';
import { memberOf } from './member-of.ts';
import { enterOverride } from './override.ts';

/** What somebody asks for in Slack: the person is a Slack user id. */
export interface AskedOverride {
  schedule: string;
  user: string;
  from: Date;
  until: Date;
  reason: string | null;
}

export async function askOverride(
  world: World,
  { user, ...asked }: AskedOverride,
  by: string,
): Promise<Override | Refusal> {
  const found = memberOf(world.directory, user);
  if (isRefusal(found))
    return refuse(
      'unknown-person',
      `<@${user}> is not under \`people\` in runbell.yaml, so no page would reach them. Choose somebody else.`,
    );
  return enterOverride(world, { ...asked, person: found.person, instead: null, by });
}
