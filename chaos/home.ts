import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { organisation } from './requests.ts';

/** A service whose every lane is a target with its own actions, and what these execute, in `folder`. */
export async function writeLanes(home: string, folder: string, lanes: number): Promise<void> {
  await mkdir(join(home, 'shop'), { recursive: true });
  await writeFile(join(home, 'runbell.yaml'), organisation);
  await writeFile(join(home, 'shop/service.yaml'), service(folder, lanes));
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
}

/** What the actions of a lane append to: `start <run>` and `end <run>`. */
export function fileOf(lane: number): string {
  return `lane-${lane}.log`;
}

function service(folder: string, lanes: number): string {
  const numbers = Array.from({ length: lanes }, (_, lane) => lane);
  const target = (lane: number) => {
    const orphans = lane % 2 === 0 ? 'watch' : 'end';
    return `{ name: lane-${lane}, cwd: ${folder}, env: [PATH], orphans: ${orphans} }`;
  };
  const action = (name: string, lane: number) =>
    `  ${name}-${lane}: { run: [./${name}, ${fileOf(lane)}], target: lane-${lane} }`;
  return `service: shop
escalation: shop
approvers: [oncall, senior]
target: ${target(0)}
targets: [${numbers.slice(1).map(target).join(', ')}]
actions:
${numbers.flatMap((lane) => Object.keys(scripts).map((name) => action(name, lane))).join('\n')}
`;
}

/** One ends by itself when nobody reads what it says any more, the other goes on. */
const scripts = {
  frail: script(''),
  tough: script("trap '' PIPE\n"),
};

function script(first: string): string {
  return `#!/bin/sh
${first}echo "start $RUNBELL_RUN" >> "$1"
for n in 1 2 3 4 5 6 7 8; do echo "line $n"; sleep 0.05; done 2>/dev/null
echo "end $RUNBELL_RUN" >> "$1"
`;
}
