import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { organisation } from './requests.ts';

export const sharedTargets = ['eu', 'us'];

/** What all runs append to: a line with the run each. */
export const sharedFile = 'shared.log';

/** A service with two targets, and what its actions execute in `folder`. */
export async function writeShared(home: string, folder: string): Promise<void> {
  await mkdir(join(home, 'shop'), { recursive: true });
  await writeFile(join(home, 'runbell.yaml'), organisation);
  await writeFile(
    join(folder, 'touch.sh'),
    `#!/bin/sh\necho "$RUNBELL_RUN" >> ${sharedFile}\nsleep 0.05\n`,
  );
  await chmod(join(folder, 'touch.sh'), 0o755);
  const [first, ...others] = sharedTargets.map(
    (name) => `{ name: ${name}, cwd: ${folder}, env: [PATH] }`,
  );
  const action = (name: string) =>
    `  touch-${name}: { run: [./touch.sh, "{{n}}"], target: ${name}, parameters: { n: { type: number } } }`;
  await writeFile(
    join(home, 'shop/service.yaml'),
    `service: shop
escalation: shop
approvers: [oncall, senior]
target: ${first}
targets: [${others.join(', ')}]
actions:
${sharedTargets.map(action).join('\n')}
`,
  );
}
