import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** From the level that is paged first. */
export const ladder = ['oncall', 'senior', 'manager'] as const;
const WEBHOOK = 'ops';
export const HOOK = '/hooks/alertmanager/long-and-random';

const rules = `contacts: { webhook: ${WEBHOOK} }, rules: { p1: [{ by: slack }, { by: webhook, after: 6s }] }`;

/**
 * Every level pages a person, in Slack and a little later by their webhook, and a webhook of the team's.
 * It waits as short as the files may say.
 */
export async function writePaging(home: string, folder: string, webhookUrl: string): Promise<void> {
  await mkdir(join(home, 'shop'), { recursive: true });
  const levels = ladder.map(
    (person) => `{ name: ${person}, page: [${person}, "webhook:${WEBHOOK}"], wait: 10s }`,
  );
  await writeFile(
    join(home, 'runbell.yaml'),
    `people:
  oncall: { name: Olive, slack: U0ONCALL, ${rules} }
  senior: { name: Samir, slack: U0SENIOR, ${rules} }
  manager: { name: Mina, slack: U0MANAGER, ${rules} }
contacts_trusted: true
hook_keys: { monitoring: long-and-random }
webhooks: { ${WEBHOOK}: { url: "${webhookUrl}", secret: $OPS_SECRET } }
policies: { shop: { levels: [${levels.join(', ')}], repeat: 0 } }
ack_timeout: { p1: off }
default_service: shop
`,
  );
  await writeFile(
    join(home, 'shop/service.yaml'),
    `service: shop
alerts: { job: shop }
severities: { critical: p1 }
escalation: shop
approvers: [oncall]
target: { name: shop, cwd: ${folder}, env: [PATH] }
`,
  );
}
