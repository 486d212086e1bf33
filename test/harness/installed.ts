import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a test can use this program; under REQUIRE_ALL=1 a missing one is a failure. */
export function isInstalled(program: string, debianPackage: string): boolean {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  if (places.some((place) => existsSync(join(place, program)))) return true;
  if (process.env.REQUIRE_ALL === '1')
    throw new Error(`${program} is not installed: apt-get install ${debianPackage}`);
  return false;
}
