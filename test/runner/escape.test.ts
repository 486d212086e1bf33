import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { endRunProcesses, findRunProcesses } from '../../src/runner/process-groups.ts';
import { eventually } from '../harness/eventually.ts';
import { pipeline, run, runOf, temporaryFolder } from './plans.ts';

/** A daemon by the book: a session of its own, an orphan, deaf to SIGTERM. It leaves its pid in a file. */
const daemon = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const [, self, generation] = process.argv;
const next = () => spawn(process.execPath, [self, generation === '1' ? '2' : '3'], { detached: true, stdio: 'ignore' });
if (generation === '1') { next(); setInterval(() => {}, 1000); }
if (generation === '2') { next().unref(); }
if (generation === '3') {
  process.on('SIGTERM', () => {});
  writeFileSync('escaped', String(process.pid));
  setInterval(() => {}, 1000);
}
`;

async function escapee() {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'daemon.mjs'), daemon);
  const pid = () =>
    eventually(
      'it has escaped',
      async () => Number(await readFile(join(folder, 'escaped'), 'utf8').catch(() => '')) || null,
    );
  return { folder, pid, plan: pipeline([process.execPath, 'daemon.mjs', '1']) };
}

async function isGone(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null || text.includes(') Z ');
}

describe.runIf(process.platform === 'linux')(
  'a process that left its group and its parents',
  () => {
    test('is ended when the run is cancelled, although it ignores SIGTERM', async () => {
      const { folder, pid, plan } = await escapee();
      const cancel = new AbortController();
      const running = run(runOf(plan, { target: { cwd: folder, grace: 300 } }), {
        signal: cancel.signal,
      });
      const escaped = await pid();
      cancel.abort();
      expect(await running).toMatchObject({ state: 'cancelled' });
      await eventually('it is gone', () => isGone(escaped));
    });

    test('is ended at the time limit', async () => {
      const { folder, pid, plan } = await escapee();
      const running = run(runOf(plan, { timeoutMs: 4_000, target: { cwd: folder, grace: 300 } }));
      const escaped = await pid();
      expect((await running).summary).toBe(
        'stopped at its time limit of 4s: all its processes were ended',
      );
      await eventually('it is gone', () => isGone(escaped));
    });

    test('lives on when the run ends by itself: a restart may have started it', async () => {
      const { folder, pid } = await escapee();
      const subject = runOf(pipeline([process.execPath, 'daemon.mjs', '2']), {
        target: { cwd: folder },
      });
      expect(await run(subject)).toMatchObject({ state: 'succeeded' });
      const escaped = await pid();
      expect(await findRunProcesses(subject.id)).toMatchObject([{ pid: escaped }]);
      expect(await endRunProcesses(subject.id, { graceMs: 0 })).toEqual([]);
      expect(await isGone(escaped)).toBe(true);
    });
  },
);

describe.runIf(process.platform === 'linux')('what is left of a run whose worker has gone', () => {
  test('is found by its id, asked to end, and ended', async () => {
    const [ours, other] = [newId(), newId()];
    const started = [ours, ours, other].map((id) =>
      spawn('sleep', ['60'], { env: { PATH: process.env.PATH, RUNBELL_RUN: id }, detached: true }),
    );
    const pids = started.map(({ pid }) => pid ?? 0);
    expect((await findRunProcesses(ours)).map(({ pid }) => pid).sort()).toEqual(
      pids.slice(0, 2).sort(),
    );
    expect(await endRunProcesses(ours, { graceMs: 60_000 })).toEqual([]);
    expect(await findRunProcesses(ours)).toEqual([]);
    expect(await findRunProcesses(other)).toMatchObject([{ pid: pids[2], group: pids[2] }]);
    started[2]?.kill();
  });
});
