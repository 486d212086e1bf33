import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/lib/fault.ts';
import { runQueue } from '../../src/queue/jobs.ts';
import { eventually } from '../harness/eventually.ts';
import { engines, queueGround } from '../harness/queue.ts';

if (!engines.includes('redis')) {
  test.skip('the queue on Redis: set TEST_REDIS_URL to hold it to the same contract', () => {});
}

describe.each(engines)('on %s', (engine) => {
  test('a run reaches the worker of its target, and no other', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const taken: string[] = [];
    await queues.workRuns(['left'], async (runId) => void taken.push(runId));
    await queues.addRun('right', 'r1');
    await queues.addRun('left', 'l1');
    await eventually('the run is taken', () => taken.length > 0);
    expect(taken).toEqual(['l1']);
    expect(await queues.waitingRuns('right')).toBe(1);
    expect(queues.engine).toBe(engine);
    expect(await queues.ping()).toBe(true);
  });

  test('a run added fifty times is run once, and not again after it ended', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const taken: string[] = [];
    await Promise.all(Array.from({ length: 50 }, () => queues.addRun('host', 'same')));
    await queues.workRuns(['host'], async (runId) => void taken.push(runId));
    await eventually('the run is taken', () => taken.length > 0);
    await queues.addRun('host', 'same');
    await queues.addRun('host', 'last');
    await eventually('the last run is taken', () => taken.includes('last'));
    expect(taken).toEqual(['same', 'last']);
  });

  test('a run whose handler throws is not tried again', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const taken: string[] = [];
    await queues.workRuns(['host'], async (runId) => {
      taken.push(runId);
      if (runId === 'bad') throw new Error('a bug');
    });
    await queues.addRun('host', 'bad');
    await queues.addRun('host', 'good');
    await eventually('the good run is taken', () => taken.includes('good'));
    expect(taken).toEqual(['bad', 'good']);
    await eventually('it is logged', () =>
      ground.logged.some(({ err }) => err?.message === 'a bug'),
    );
    expect(ground.logged).toHaveLength(1);
  });

  test('two workers share the runs of a target, each run going to one of them', async () => {
    await using ground = await queueGround(engine);
    const [one, two] = [await ground.open(), await ground.open()];
    const taken: string[] = [];
    for (const queues of [one, two]) {
      await queues.workRuns(['host'], async (runId) => void taken.push(runId));
    }
    const ids = Array.from({ length: 60 }, (_, index) => `r${index}`);
    await Promise.all(ids.map((id) => one.addRun('host', id)));
    await eventually('all are taken', () => taken.length >= ids.length);
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  test('wakes during a drain become one more drain, so that nothing new is left lying', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const gate = new EventEmitter();
    let drains = 0;
    await queues.workBell({
      drain: async () => {
        drains += 1;
        if (drains === 1) await once(gate, 'open');
      },
    });
    await queues.wake();
    await eventually('the first drain works', () => drains === 1);
    await Promise.all(Array.from({ length: 20 }, () => queues.wake()));
    gate.emit('open');
    await eventually('the second drain works', () => drains === 2);
    await queues.wake();
    await eventually('a later wake works', () => drains === 3);
    expect(drains).toBe(3);
  });

  test('a payload of another shape is never handed to a worker', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const taken: string[] = [];
    await expect(queues.addRun('host', 'a:b')).rejects.toThrow();
    await expect(queues.addRun('a:b', 'r1')).rejects.toThrow();
    await ground.addRaw(runQueue('host'), 'run', { runId: 'r1', argv: ['rm'] });
    await queues.workRuns(['host'], async (runId) => void taken.push(runId));
    await queues.addRun('host', 'r2');
    await eventually('the good run is taken', () => taken.length > 0);
    await eventually('the bad one is logged', () => ground.logged.length > 0);
    expect(taken).toEqual(['r2']);
  });

  test('closing waits for the run in hand and leaves the others waiting', async () => {
    await using ground = await queueGround(engine);
    const [queues, other] = [await ground.open(), await ground.open()];
    const gate = new EventEmitter();
    const taken: string[] = [];
    const ended: string[] = [];
    await queues.workRuns(
      ['host'],
      async (runId) => {
        taken.push(runId);
        await once(gate, 'open');
        ended.push(runId);
      },
      { concurrency: 1 },
    );
    await queues.addRun('host', 'first');
    await eventually('the first run is taken', () => taken.length > 0);
    const closing = queues.close(5000);
    await other.addRun('host', 'second');
    gate.emit('open');
    await closing;
    expect(ended).toEqual(['first']);
    expect(taken).toEqual(['first']);
    expect(await other.waitingRuns('host')).toBe(1);
  });

  test('an idle worker that closes takes nothing that comes in while it does', async () => {
    await using ground = await queueGround(engine);
    const [queues, other] = [await ground.open(), await ground.open()];
    const taken: string[] = [];
    await queues.workRuns(['host'], async (runId) => void taken.push(runId));
    await queues.addRun('host', 'warm-up');
    await eventually('it works', () => taken.length > 0);
    const closing = queues.close(5000);
    await Promise.all(['a', 'b', 'c'].map((id) => other.addRun('host', id)));
    await closing;
    expect(taken).toEqual(['warm-up']);
    await eventually('all wait for another', async () => (await other.waitingRuns('host')) === 3);
  });

  test('a run that does not end is told to stop, and closing keeps its time', async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const told: string[] = [];
    let taken = 0;
    await queues.workRuns(['host'], async (runId, signal) => {
      taken += 1;
      signal.addEventListener('abort', () => told.push(`${runId}: ${signal.reason}`));
      await new Promise(() => {});
    });
    await queues.addRun('host', 'deaf');
    await queues.addRun('host', 'deaf2');
    await eventually('both are taken', () => taken === 2);
    const start = performance.now();
    await queues.close(500);
    expect(performance.now() - start).toBeLessThan(900);
    expect(told.toSorted()).toEqual(['deaf2: Runbell is stopping', 'deaf: Runbell is stopping']);
  });

  test('a run whose worker is killed is reported and not run again', {
    timeout: 30_000,
  }, async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const worker = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/fixtures/run-worker.ts', JSON.stringify(ground.address), 'host'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    worker.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await eventually('the worker is ready', () => said.includes('ready'));
    await queues.addRun('host', 'r1');
    await eventually('the worker has it', () => said.includes('took r1'));
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const taken: string[] = [];
    const stalled: string[] = [];
    await queues.workRuns(['host'], async (runId) => void taken.push(runId), {
      onStalled: (runId) => stalled.push(runId),
    });
    await eventually('it is noticed', () => stalled.length > 0, 12_000);
    await queues.addRun('host', 'r2');
    await eventually('the next run is taken', () => taken.length > 0);
    expect(taken).toEqual(['r2']);
    expect(stalled).toEqual(['r1']);
  });

  test('while the server is away pings fail and work resumes after it, each said once', {
    timeout: 40_000,
  }, async () => {
    await using ground = await queueGround(engine);
    const queues = await ground.open();
    const taken: string[] = [];
    let drains = 0;
    await queues.workRuns(['host'], async (runId) => void taken.push(runId));
    const drain = async () => {
      drains += 1;
    };
    await queues.workBell({ drain });
    await queues.addRun('host', 'before');
    await queues.wake();
    await eventually('it works', () => taken.length > 0 && drains > 0);

    await ground.wire.cut();
    await eventually('pings fail', async () => !(await queues.ping()));
    await expect(queues.addRun('host', 'during')).rejects.toThrow();
    await expect(queues.addRun('other', 'during')).rejects.toThrow();
    await eventually('it is said', () => ground.logged.length > 0);

    await ground.wire.restore();
    await eventually('pings work', () => queues.ping());
    await eventually('adding works', () =>
      queues.wake().then(
        () => true,
        () => false,
      ),
    );
    await queues.addRun('other', 'after');
    await queues.addRun('host', 'after');
    await eventually('work resumes', () => taken.includes('after') && drains > 1, 20_000);
    const said = () => ground.logged.map(({ msg }) => msg).filter((msg) => /reachable/.test(msg));
    await eventually('the end is said', () => said().length > 1);
    expect(said()).toEqual(['queue unreachable', 'queue reachable again']);
  });

  test('a server that is not there is a fault that names it, and not its password', async () => {
    await using ground = await queueGround(engine);
    await ground.wire.cut();
    const error = await ground.open().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Fault);
    const { code, message } = error as Fault;
    const variable = engine === 'redis' ? 'REDIS_URL' : 'DATABASE_URL';
    const { host, password } = new URL(ground.wire.url);
    expect(code).toBe('queue-unreachable');
    expect(message).toContain(host);
    expect(message).toContain(variable);
    if (password) expect(message).not.toContain(password);
  });
});
