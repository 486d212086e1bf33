import type { Family } from '../row.ts';
import { backup } from './backup.ts';
import { cloud } from './cloud.ts';
import { clusters } from './clusters.ts';
import { data } from './data.ts';
import { compose, docker } from './docker.ts';
import { files } from './files.ts';
import { firewall } from './firewall.ts';
import { git } from './git.ts';
import { hosting } from './hosting.ts';
import { kubectl } from './kubectl.ts';
import { machine } from './machine.ts';
import { mail } from './mail.ts';
import { network } from './network.ts';
import { ops } from './ops.ts';
import { packages } from './packages.ts';
import { platform } from './platform.ts';
import { redis } from './redis.ts';
import { storage } from './storage.ts';
import { system } from './system.ts';
import { text } from './text.ts';

/** One table per program family; a row's example is its test. */
export const families: Family[] = [
  docker,
  compose,
  kubectl,
  redis,
  git,
  ...backup,
  ...cloud,
  ...clusters,
  ...data,
  ...files,
  ...firewall,
  ...hosting,
  ...machine,
  ...mail,
  ...network,
  ...ops,
  ...packages,
  ...platform,
  ...storage,
  ...system,
  ...text,
];

const byProgram = new Map<string, Family>(
  families.flatMap((family) => family.programs.map((program) => [program, family] as const)),
);

export function familyOf(program: string): Family | undefined {
  return byProgram.get(program);
}
