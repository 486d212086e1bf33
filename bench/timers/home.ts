import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The shortest wait that the files may say. */
export const WAIT_MS = 10_000;
export const LEVELS = 4;
export const HOOK = '/hooks/alertmanager/long-and-random';

/** A service whose incidents page one person after the other. */
export async function writeLadder(home: string, folder: string): Promise<void> {
  await mkdir(join(home, 'shop'), { recursive: true });
  const levels = ['oncall', 'senior', 'manager', 'oncall'].map(
    (person, n) => `{ name: level ${n + 1}, page: [${person}], wait: 10s }`,
  );
  await writeFile(
    join(home, 'runbell.yaml'),
    `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
  manager: { name: Mina, slack: U0MANAGER }
hook_keys: { monitoring: long-and-random }
policies: { shop: { levels: [${levels.join(', ')}], repeat: 0 } }
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
