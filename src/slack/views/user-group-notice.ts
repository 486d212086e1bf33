import { type Message, message, note, section, sizedSections } from './blocks.ts';
import { anyOf, code, count, when } from './text.ts';

/** A user group that cannot follow its schedules. */
export interface GroupTrouble {
  name: string;
  schedules: string[];
  /** Slack's word for it, or `disabled`. */
  why: string;
}

/** For whoever can mend it: pages do not depend on it. */
export function groupTroubleNotice(troubles: readonly GroupTrouble[]): Message {
  const title = `⚠ *${count(troubles.length, 'user group does', 'user groups do')} not follow who is on call.* Pages do not depend on it.`;
  return message(title, [section(title), ...sizedSections(troubles.map(row))]);
}

/** The same message once all of them follow. */
export function groupsInOrderNotice(names: readonly string[], now: Date): Message {
  const shown = names.map((name) => code(name, 80));
  const follow = shown.length === 1 ? 'follows' : 'follow';
  return note(`✓ ${anyOf(shown, 'and')} ${follow} who is on call again, since ${when(now, now)}.`);
}

function row({ name, schedules, why }: GroupTrouble): string {
  const of = anyOf(
    schedules.map((schedule) => code(schedule, 60)),
    'and',
  );
  return `${code(name, 80)} of ${of}: ${reason(why)}`;
}

function reason(why: string): string {
  switch (why) {
    case 'no_such_subteam':
      return 'Slack knows no such user group. Make it there, or correct `user_group` in runbell.yaml.';
    case 'disabled':
      return 'it is disabled. Enable it in Slack, under People > User groups.';
    case 'missing_scope':
      return 'the app lacks `usergroups:write`. Update it from slack-manifest.yaml and install it again.';
    case 'permission_denied':
      return 'the workspace lets only some people change user groups. Under Workspace settings > Permissions > User Groups, let everybody; a bot cannot be named there.';
    case 'plan_upgrade_required':
      return 'the workspace has no user groups: they need a paid plan.';
    case 'invalid_users':
    case 'failed_for_some_users':
    case 'single_channel_guests_cannot_be_added':
      return `somebody on call cannot be a member (${code(why, 60)}): a guest, a bot, or deactivated. Correct \`people\` in runbell.yaml.`;
    default:
      return `Slack says ${code(why, 80)}.`;
  }
}
