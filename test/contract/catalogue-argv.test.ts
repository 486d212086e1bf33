import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/action/run.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { runnableAction } from '../../src/flow/run/runnable-action.ts';
import type { Service } from '../../src/service/service.ts';
import { type RecorderPrograms, recorderPrograms } from '../harness/recorder.ts';
import { run, runOf, temporaryFolder } from '../runner/plans.ts';

const home = fileURLToPath(new URL('../../runbooks', import.meta.url));
const { directory } = await loadDirectory(home, { RUNBELL_DATA: '/data' });
const vault = { seal: (secret: string) => `sealed:${secret}` };

let programs: RecorderPrograms;
beforeAll(async () => {
  programs = await recorderPrograms(['docker', 'docker-compose', 'kubectl', 'git', 'systemctl']);
});
afterAll(() => programs[Symbol.asyncDispose]());

/** Every action of the five services that starts a program, with values where it asks. */
const entries: [service: string, action: string, values: Record<string, string>, argv: string[]][] =
  [
    ['emailops', 'check-health', {}, words('docker compose exec app python -m prod.healthcheck')],
    ['emailops', 'status', {}, words('docker stats --no-stream')],
    ['emailops', 'restart', {}, words('docker compose restart app')],
    ['kindle-sync', 'scale', { memory: '2g' }, words('docker update --memory=2g kindle-sync-app')],
    ['newsletter', 'status', {}, words('docker-compose ps')],
    ['newsletter', 'restart', {}, words('docker-compose restart newsletter-app')],
    ['newsletter', 'restart-worker', {}, words('docker-compose restart worker')],
    [
      'newsletter',
      'scale',
      { part: 'worker', instances: '5' },
      words('docker-compose up -d --scale worker=5'),
    ],
    ['screen2deck', 'status', {}, words('docker-compose ps')],
    ['screen2deck', 'restart', {}, words('docker-compose restart backend')],
    ['screen2deck', 'rollback', {}, words('kubectl rollout undo deployment/backend')],
    [
      'screen2deck',
      'scale',
      { replicas: '7' },
      words('kubectl scale deployment/backend --replicas=7'),
    ],
    ['upload-bridge', 'rollback', { version: 'v3.1.4' }, words('git checkout v3.1.4')],
  ];

/** The practice fleet's own script, which its tests run for real. */
const elsewhere = ['kindle-sync status', 'kindle-sync restart', 'kindle-sync rollback'];

test.each(entries)('%s: %s with %j starts exactly %j', async (name, action, values, argv) => {
  await carryOut(name, action, values);
  expect((await programs.calls()).at(-1)).toMatchObject({ program: argv[0], argv });
});

test.each([
  ['rollback', {}, words('kubectl rollout undo deployment/backend --dry-run=server')],
  [
    'scale',
    { replicas: '2' },
    words('kubectl scale deployment/backend --replicas=2 --dry-run=server'),
  ],
])('screen2deck: the dry run of %s starts exactly its own words', async (action, values, argv) => {
  await carryOut('screen2deck', action, values, true);
  expect((await programs.calls()).at(-1)?.argv).toEqual(argv);
});

test('a target lets through what it names and nothing else, and no entry is left out here', async () => {
  await carryOut('screen2deck', 'restart', {}, false, { KUBECONFIG: '/k', SECRET: 'x' });
  const seen = (await programs.calls()).at(-1)?.env ?? {};
  expect(seen).toMatchObject({ KUBECONFIG: '/k' });
  expect(seen).not.toHaveProperty('SECRET');
  const all = [...directory.services.values()].flatMap(({ service, actions }) =>
    Object.entries(actions).flatMap(([key, one]) => ('run' in one ? [`${service} ${key}`] : [])),
  );
  const tested = entries.map(([service, action]) => `${service} ${action}`);
  expect([...tested, ...elsewhere].toSorted()).toEqual(all.toSorted());
});

test('a program that fails is a failed run with its words', async () => {
  await programs.answers(3, 'no such service: backend\n');
  const ended = await carryOut('screen2deck', 'restart', {});
  expect(ended).toMatchObject({
    state: 'failed',
    summary: 'exit 3',
    output: 'no such service: backend\n',
  });
  await programs.answers(0);
});

async function carryOut(
  name: string,
  action: string,
  values: Record<string, string>,
  dryRun = false,
  more: Record<string, string> = {},
) {
  const service: Service = directory.services.get(name)!;
  const runnable = runnableAction(service, { action, values, dryRun }, { vault });
  if (!('plan' in runnable)) throw new Error(JSON.stringify(runnable));
  const plan: Plan = runnable.plan;
  const target = { ...runnable.target, cwd: await temporaryFolder() };
  return run(runOf(plan, { target }), { environment: { PATH: programs.path, ...more } });
}

function words(line: string): string[] {
  return line.split(' ');
}
