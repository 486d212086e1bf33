import type { Settings } from '../../config/env.ts';
import type { Members } from '../../flow/members.ts';
import { createLog } from '../../lib/log.ts';
import { createMembers } from '../../slack/members.ts';
import { createOutbound } from '../../slack/outbound/client.ts';

/** Slack where there is a token for it; else people as the files know them, and a note that says so. */
export function slackMembers({ slack }: Settings, notes: string[]): Members {
  if (slack.mode === 'sandbox') {
    notes.push(
      'Slack was not asked (SLACK_BOT_TOKEN is not set): accounts are taken for full members, user groups for empty.',
    );
    return { account: async () => 'member', group: async () => null };
  }
  const log = createLog('silent', (line) => line);
  const { botToken: token, apiUrl } = slack;
  return createMembers(createOutbound({ token, log, ...(apiUrl && { apiUrl }) }), log);
}
