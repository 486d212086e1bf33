import { app, team } from '../seed/app.ts';
import type { MemberRecord } from '../state/records.ts';
import { verificationToken } from '../tokens.ts';
import { wireActor } from '../wire/user.ts';
import type { World } from '../world.ts';

/** What every interaction says about who did it and where. */
export function interaction(world: World, type: string, member: MemberRecord) {
  return {
    type,
    user: wireActor(member),
    api_app_id: app.id,
    token: verificationToken,
    trigger_id: world.triggers.issue(member.id),
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
