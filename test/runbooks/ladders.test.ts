import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadDirectory } from '../../src/config/load.ts';
import { readRota } from '../../src/flow/oncall/rota.ts';
import { policyOf } from '../../src/flow/page/policy-of.ts';
import { reachFrom } from '../../src/flow/page/reach.ts';
import { MINUTE } from '../../src/lib/duration.ts';
import { type Escalation, startEscalation } from '../../src/oncall/escalation.ts';
import { nextStep } from '../../src/oncall/next-step.ts';

const { directory } = await loadDirectory(resolve('runbooks'), { RUNBELL_DATA: '/data' });

const sunday = '2027-01-03T08:00:00Z';
const monday = '2027-01-04T10:00:00Z';
const evening = '2027-01-04T16:45:00Z';

/** What each of their runbooks says of who is told when. */
test.each<[service: string, severity: string, at: string, ladder: string[]]>([
  ['kindle-sync', 'p1', sunday, ['0 oncall', '5 senior', '15 manager', '30 cto', '45 cto']],
  ['kindle-sync', 'p3', sunday, []],
  [
    'newsletter',
    'p3',
    sunday,
    ['0 oncall', '15 senior dba', '30 manager security', '60 manager security'],
  ],
  ['screen2deck', 'p3', monday, []],
  ['screen2deck', 'p4', monday, []],
  ['screen2deck', 'p1', sunday, ['0 oncall', '15 senior', '30 oncall', '45 senior']],
  [
    'screen2deck',
    'p2',
    monday,
    ['0 oncall', '15 senior', '30 security dba', '60 oncall', '75 senior', '90 security dba'],
  ],
  // Its business hours end a quarter of an hour before the third level's turn.
  ['screen2deck', 'p2', evening, ['0 oncall', '15 senior', '30 oncall', '45 senior']],
])('%s, %s at %s', async (service, severity, at, ladder) => {
  expect(await paged(service, severity, new Date(at))).toEqual(ladder);
});

async function paged(service: string, severity: string, start: Date): Promise<string[]> {
  const rota = await readRota(directory, { between: async () => [] }, start);
  const told: string[] = [];
  let current: Escalation = startEscalation(policyOf(directory, service), severity, 1, start);
  while (current.nextAt !== null) {
    const now = current.nextAt;
    const reach = reachFrom(directory, rota, new Map(), service, now);
    const step = nextStep(current, now, { severity, reach, turns: () => [] });
    const users = step.paged?.to.map(({ user }) => user?.replace('U0', '').toLowerCase());
    if (users) told.push(`${(+now - +start) / MINUTE} ${users.join(' ')}`);
    current = step.escalation;
  }
  return told;
}
