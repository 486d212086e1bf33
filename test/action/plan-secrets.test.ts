import { expect, test } from 'vitest';
import { commandLineOf } from '../../src/action/plan.ts';
import { sealPlan } from '../../src/action/plan-secrets.ts';
import { createRedactor } from '../../src/action/redact.ts';
import type { HttpPlan, Plan, PlanStage } from '../../src/action/run.ts';
import { fillRequest } from '../../src/runner/http/fill-request.ts';
import { fillLate } from '../../src/runner/late-text.ts';

const finder = createRedactor({ mark: () => '3f2a' });
const seal = (secret: string) => `sealed ${secret.length} ${Buffer.from(secret).toString('hex')}`;
const open = (sealed: string) => Buffer.from(sealed.split(' ')[2] ?? '', 'hex').toString();
const target = { name: 'shop-host', env: ['SHOP_HOST'] };

const stage = (argv: string[], more: Partial<PlanStage> = {}): PlanStage => ({
  argv,
  env: {},
  stderr: 'keep',
  stdout: 'keep',
  ...more,
});
const pipeline = (...stages: PlanStage[]): Plan => ({ kind: 'pipeline', stages });

test.each<[string, PlanStage, string]>([
  [
    'a flag of its own',
    stage(['deploy', '--password', 'hunter2', '--now']),
    "deploy --password '[redacted 3f2a]' --now",
  ],
  [
    'a part of a word',
    stage(['psql', 'postgres://shop:hunter2@db/shop']),
    "psql 'postgres://shop:[redacted 3f2a]@db/shop'",
  ],
  [
    'a word that is told by one before it',
    stage(['mysql', '-u', 'root', '-phunter2']),
    "mysql -u root '-p[redacted 3f2a]'",
  ],
  [
    'a variable of the command',
    stage(['psql', '-c', 'select 1'], { env: { PGPASSWORD: 'hunter2' } }),
    "PGPASSWORD='[redacted 3f2a]' psql -c 'select 1'",
  ],
  [
    'two in one word',
    stage(['curl', 'a?password=hunter2&token=Ab12Cd34']),
    "curl 'a?password=[redacted 3f2a]&token=[redacted 3f2a]'",
  ],
])('a secret in the words of a runbook is sealed, and run as it was: %s', (_, before, shown) => {
  const sealed = sealPlan(pipeline(before), finder, seal);

  expect(commandLineOf(sealed)).toBe(shown);
  expect(JSON.stringify(sealed)).not.toMatch(/hunter2|Ab12Cd34/);
  const filled = fillLate((sealed as { stages: PlanStage[] }).stages, target, {}, open);
  expect(filled).toMatchObject({ stages: [{ argv: before.argv, env: before.env }] });
  expect((filled as { secrets: string[] }).secrets).toContain('hunter2');
});

test('what the worker puts in anyway keeps its place', () => {
  const before = stage(['curl', '-u', 'bob:hunter2', 'password=hunter2@$SHOP_HOST/••••••'], {
    late: [
      { word: 3, at: 17, length: 10, from: { environment: 'SHOP_HOST', otherwise: null } },
      { word: 3, at: 28, length: 6, from: { sealed: seal('typed') } },
    ],
  });
  const sealed = sealPlan(pipeline(before), finder, seal) as { stages: PlanStage[] };

  expect(fillLate(sealed.stages, target, { SHOP_HOST: 'db' }, open)).toMatchObject({
    stages: [{ argv: ['curl', '-u', 'bob:hunter2', 'password=hunter2@db/typed'] }],
  });
});

test('a plan without a secret is the same plan', () => {
  const plan = pipeline(stage(['kubectl', 'get', 'pods'], { env: { LANG: 'C' } }));
  expect(sealPlan(plan, finder, seal)).toEqual(plan);
});

test('a call is sent as it was written, and stored without its secrets', () => {
  const request: HttpPlan = {
    method: 'POST',
    url: 'http://shop/api',
    headers: [
      { name: 'Authorization', value: { text: 'Bearer hunter2xx' } },
      {
        name: 'X-Api-Key',
        value: {
          text: '$KEY',
          late: [{ at: 0, length: 4, as: 'text', from: { environment: 'KEY', otherwise: null } }],
        },
      },
    ],
    body: { text: '{"password":"hun\\"ter2"}' },
    expect: null,
    redirects: 0,
  };
  const sealed = sealPlan({ kind: 'http', request }, finder, seal) as { request: HttpPlan };

  expect(JSON.stringify(sealed)).not.toMatch(/hunter2|ter2/);
  expect(fillRequest(sealed.request, { KEY: 'k' }, open)).toMatchObject({
    headers: [
      ['Authorization', 'Bearer hunter2xx'],
      ['X-Api-Key', 'k'],
    ],
    body: '{"password":"hun\\"ter2"}',
  });
});
