import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fleet, startFleet } from '../../src/practice/fleet/index.ts';
import { type FreshDatabase, freshDatabase } from '../harness/database.ts';
import { pipeline, run, runOf, stage, temporaryFolder } from '../runner/plans.ts';

const log = pino({ level: 'silent' });
let database: FreshDatabase;
let dataDir: string;
let fleet: Fleet;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await temporaryFolder();
  fleet = await start();
});

afterAll(async () => {
  await fleet.close();
  await database[Symbol.asyncDispose]();
});

function start() {
  return startFleet({ dataDir, databaseUrl: database.url, log, kindleSyncPort: 0 });
}

async function state(id: string) {
  return (await fleet.list()).find((member) => member.id === id)?.state;
}

function health() {
  return fetch(`http://127.0.0.1:${fleet.env.KINDLE_SYNC_PORT}/health`).then(
    (response) => response.status,
    () => 'no answer',
  );
}

function deploySh(...args: string[]) {
  const subject = runOf(pipeline(['./scripts/deploy.sh', ...args]), {
    class: 'mutating',
    target: { cwd: join(dataDir, 'practice/kindle-sync') },
  });
  return run(subject, { practice: fleet.gate, dataDir });
}

describe('kindle-sync', () => {
  test('runs and is healthy from the start', async () => {
    expect(await health()).toBe(200);
    expect(await state('kindle-sync')).toMatch(/^1\.4\.2 running on port \d+, healthy$/);
  });

  test('has health, status and metrics to look at', async () => {
    const at = (path: string) =>
      fetch(`http://127.0.0.1:${fleet.env.KINDLE_SYNC_PORT}${path}`).then((answer) =>
        answer.text(),
      );
    expect(JSON.parse(await at('/status'))).toMatchObject({
      file_watcher: 'running',
      version: '1.4.2',
    });
    for (const word of ['up{job="kindle-sync"} 1', 'queue', 'email', 'memory']) {
      expect(await at('/metrics')).toContain(word);
    }
  });

  test('killed, it is really dead, and the restart of the runbook brings it back', async () => {
    expect(await fleet.act('kindle-sync', 'stop')).toContain('was killed');
    expect(await health()).toBe('no answer');
    expect(await state('kindle-sync')).toBe('stopped');
    const status = await deploySh('status');
    expect(status).toMatchObject({ state: 'failed', exitCode: 3 });
    const restart = await deploySh('restart');
    expect(restart).toMatchObject({ state: 'succeeded', exitCode: 0 });
    expect(restart.output).toContain('kindle-sync 1.4.2 listens on http://127.0.0.1:');
    expect(await health()).toBe(200);
  });

  test('a bad version fails its health check until it is rolled back', async () => {
    expect(await fleet.act('kindle-sync', 'break')).toContain('fails its health check');
    expect(await health()).toBe(503);
    const restart = await deploySh('restart');
    expect(restart.state).toBe('succeeded');
    expect(await health()).toBe(503);
    const rollback = await deploySh('rollback');
    expect(rollback).toMatchObject({ state: 'succeeded' });
    expect(rollback.output).toContain('Rolling back kindle-sync from 1.5.0 to 1.4.2');
    expect(await health()).toBe(200);
  });

  test('the newest version that deploy takes is the bad one, and says so', async () => {
    const deploy = await deploySh('deploy');
    expect(deploy).toMatchObject({ state: 'failed', exitCode: 1 });
    expect(deploy.output).toContain('go back with: ./scripts/deploy.sh rollback');
    expect(await fleet.act('kindle-sync', 'mend')).toContain('1.4.2 was deployed and is healthy');
  });

  test.each([['../../x'], ['9.9.9'], ['1.4.2; touch /tmp/x']])(
    'the version %s is refused and changes nothing',
    async (version) => {
      expect(await deploySh('deploy', version)).toMatchObject({ state: 'failed', exitCode: 64 });
      expect(await health()).toBe(200);
    },
  );

  test('two at once wait for each other', async () => {
    const both = await Promise.all([deploySh('restart'), deploySh('restart')]);
    expect(both.map((one) => one.exitCode)).toEqual([0, 0]);
    expect(await health()).toBe(200);
  });

  test('a pid on file that belongs to another program is left alone', async () => {
    await fleet.act('kindle-sync', 'stop');
    await writeFile(join(dataDir, 'practice/kindle-sync/run/service.pid'), `${process.pid}\n`);
    expect(await deploySh('status')).toMatchObject({ exitCode: 3 });
    expect(await deploySh('restart')).toMatchObject({ exitCode: 0 });
  });
});

describe('a second start', () => {
  test('takes over what runs instead of starting another', async () => {
    const pid = () => readFile(join(dataDir, 'practice/kindle-sync/run/service.pid'), 'utf8');
    const before = await pid();
    const again = await start();
    expect(await pid()).toBe(before);
    expect(again.env.KINDLE_SYNC_PORT).toBe(fleet.env.KINDLE_SYNC_PORT);
    // Closing it stops the one service that both speak to.
    await again.close();
    expect(await health()).toBe('no answer');
    await fleet.act('kindle-sync', 'mend');
  });

  test('finds another port when its own is taken, and tells where it is', async () => {
    const other = createServer((_, response) => response.end('somebody else')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const elsewhere = await startFleet({
      dataDir: join(await temporaryFolder(), "it's a folder"),
      databaseUrl: database.url,
      log,
      kindleSyncPort: port,
    });
    expect(elsewhere.env.KINDLE_SYNC_PORT).not.toBe(String(port));
    expect(elsewhere.address('http://127.0.0.1:8080/health')).toBe(
      `http://127.0.0.1:${elsewhere.env.KINDLE_SYNC_PORT}/health`,
    );
    expect(elsewhere.address('http://127.0.0.1:3000/api/health')).toBe(
      'http://127.0.0.1:3000/api/health',
    );
    expect((await elsewhere.list())[0]?.state).toContain('healthy');
    await elsewhere.close();
    other.close();
  });
});

describe('newsletter', () => {
  const clear = runOf(
    {
      kind: 'queue',
      queue: {
        bullmq: 'campaign-emails',
        url: 'NEWSLETTER_QUEUE_URL',
        operation: 'clean',
        states: ['waiting', 'failed'],
      },
    },
    { class: 'destructive', target: { name: 'newsletter-queue' } },
  );

  test('has a real backlog when told to, which clear-queue empties', async () => {
    expect(await state('newsletter')).toBe('no backlog');
    expect(await fleet.act('newsletter', 'backlog')).toContain('120 mails waiting and 8 failed');
    expect(await state('newsletter')).toBe('120 waiting, 8 failed');
    const ended = await run(clear, { practice: fleet.gate, dataDir, environment: fleet.env });
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: 'removed 128 jobs from campaign-emails: waiting 120 -> 0, failed 8 -> 0',
    });
    expect(await state('newsletter')).toBe('no backlog');
  });

  test('drain empties it as well', async () => {
    await fleet.act('newsletter', 'backlog');
    expect(await fleet.act('newsletter', 'drain')).toContain('128 mails were removed');
    expect(await state('newsletter')).toBe('no backlog');
  });

  test('an action that it does not have is answered in words', async () => {
    expect(await fleet.act('newsletter', 'explode')).toBe(
      'The practice fleet has no newsletter that can explode.',
    );
  });
});

describe('the gate', () => {
  const inFleet = () => join(dataDir, 'practice/kindle-sync');
  const marker = () => join(dataDir, 'touched');

  test.each([
    ['another target', 'mutating', 'newsletter-host', ['./scripts/deploy.sh', 'restart'], {}],
    ['a program from PATH', 'mutating', 'kindle-host', ['touch', 'x'], {}],
    ['a program outside by its path', 'destructive', 'kindle-host', ['/usr/bin/touch', 'x'], {}],
    ['a program outside by dots', 'mutating', 'kindle-host', ['../../../../usr/bin/touch'], {}],
    [
      'a variable before the program',
      'mutating',
      'kindle-host',
      ['./scripts/deploy.sh'],
      { PATH: '/x' },
    ],
    ['a script that is not there', 'mutating', 'kindle-host', ['./scripts/other.sh'], {}],
  ] as const)('does not run %s', async (_, commandClass, name, argv, env) => {
    const subject = runOf(pipeline(stage([...argv], { env })), {
      class: commandClass,
      target: { name, cwd: inFleet() },
    });
    const ended = await run(subject, { practice: fleet.gate, dataDir });
    expect(ended).toMatchObject({ state: 'not-run', summary: 'not run in practice' });
    expect(ended.output).toContain(JSON.stringify(argv));
  });

  test('does not run it where the folder is another', async () => {
    const subject = runOf(pipeline(['./touch', marker()]), {
      class: 'mutating',
      target: { cwd: '/usr/bin' },
    });
    expect((await run(subject, { practice: fleet.gate, dataDir })).state).toBe('not-run');
    expect(existsSync(marker())).toBe(false);
  });

  test('changes nothing on another machine', async () => {
    const ssh = { host: '127.0.0.1', port: 1, user: 'x', key: '/x', connect_timeout: 1_000 };
    const subject = runOf(pipeline(['./scripts/deploy.sh', 'restart']), {
      class: 'mutating',
      target: { cwd: inFleet(), ssh: { ...ssh, known_hosts: '/x' } },
    });
    expect((await run(subject, { practice: fleet.gate, dataDir })).state).toBe('not-run');
  });

  test('runs a program that only reads, and says when it is missing', async () => {
    const reads = (argv: string[]) =>
      run(runOf(pipeline(argv), { target: { name: 'newsletter-host' } }), { practice: fleet.gate });
    expect((await reads(['echo', 'hello'])).output).toBe('hello\n');
    expect((await reads(['no-such-docker', 'ps'])).summary).toContain(
      'is not installed on newsletter-host',
    );
  });

  test('sends no call that may change something, and one that only reads', async () => {
    const url = fleet.address('http://127.0.0.1:8080/health');
    const request = { method: 'GET', url, headers: [], body: null, expect: [200], redirects: 0 };
    const plan = { kind: 'http', request: { ...request, method: 'GET' } } as const;
    const options = { practice: fleet.gate, locate: fleet.address };
    const changing = await run(runOf(plan, { class: 'mutating' }), options);
    expect(changing).toMatchObject({ state: 'not-run', output: expect.stringContaining(url) });
    const reading = await run(runOf(plan), options);
    expect(reading.summary).toContain(`GET ${url}`);
    expect(reading.state).not.toBe('not-run');
  });

  test.each([
    ['newsletter-queue', 'PRODUCTION_URL', 'campaign-emails'],
    ['newsletter-queue', 'NEWSLETTER_QUEUE_URL', 'other'],
    ['kindle-host', 'NEWSLETTER_QUEUE_URL', 'campaign-emails'],
  ])('does not clear on %s the queue at %s called %s', async (name, url, bullmq) => {
    const subject = runOf(
      { kind: 'queue', queue: { bullmq, url, operation: 'clean', states: ['waiting'] } },
      { class: 'readonly', target: { name } },
    );
    expect((await run(subject, { practice: fleet.gate, dataDir })).state).toBe('not-run');
  });
});
