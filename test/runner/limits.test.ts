import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';
import { eventually } from '../harness/eventually.ts';
import { node, pipeline, run, runOf, temporaryFolder } from './plans.ts';

/** Three generations that ignore SIGTERM; each writes its pid into the folder. */
const stubborn = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => {});
const depth = Number(process.argv[2]);
writeFileSync('pid' + depth, String(process.pid));
if (depth < 3) spawn(process.execPath, [process.argv[1], String(depth + 1)], { stdio: 'inherit' });
setInterval(() => {}, 1000);
`;

async function stubbornTree() {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'tree.mjs'), stubborn);
  const pids = () =>
    eventually('three generations', async () => {
      const files = [1, 2, 3].map((depth) => readFile(join(folder, `pid${depth}`), 'utf8'));
      const texts = await Promise.all(files).catch(() => null);
      return texts?.every(Boolean) ? texts.map(Number) : null;
    });
  const plan = pipeline([process.execPath, 'tree.mjs', '1']);
  return { folder, pids, plan };
}

/** Gone, or a zombie that nobody in this container collects. */
async function isGone(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null || text.includes(') Z ');
}

describe.runIf(process.platform === 'linux')('a process tree that ignores SIGTERM', () => {
  test('is ended whole at the time limit', async () => {
    const { folder, pids, plan } = await stubbornTree();
    const running = run(runOf(plan, { timeoutMs: 4_000, target: { cwd: folder, grace: 300 } }));
    const tree = await pids();
    const ended = await running;
    expect(ended).toMatchObject({ state: 'failed', timedOut: true, signal: 'SIGKILL' });
    expect(ended.summary).toBe('stopped at its time limit of 4s: all its processes were ended');
    for (const pid of tree) await eventually(`${pid} gone`, () => isGone(pid));
  });

  test('is ended whole when the run is cancelled', async () => {
    const { folder, pids, plan } = await stubbornTree();
    const cancel = new AbortController();
    const running = run(runOf(plan, { target: { cwd: folder, grace: 300 } }), {
      signal: cancel.signal,
    });
    const tree = await pids();
    cancel.abort();
    const ended = await running;
    expect(ended).toMatchObject({ state: 'cancelled', timedOut: false, signal: 'SIGKILL' });
    for (const pid of tree) await eventually(`${pid} gone`, () => isGone(pid));
  });

  test('is ended although its first process obeys', async () => {
    const { folder, pids } = await stubbornTree();
    await writeFile(
      join(folder, 'obeys.mjs'),
      stubborn
        .replace("process.on('SIGTERM', () => {});", '')
        .replace('[process.argv[1]', "['tree.mjs'"),
    );
    const cancel = new AbortController();
    const running = run(
      runOf(pipeline([process.execPath, 'obeys.mjs', '1']), {
        target: { cwd: folder, grace: 300 },
      }),
      { signal: cancel.signal },
    );
    const tree = await pids();
    cancel.abort();
    expect(await running).toMatchObject({ state: 'cancelled', signal: 'SIGTERM' });
    for (const pid of tree) await eventually(`${pid} gone`, () => isGone(pid));
  });
});

test('a run that was cancelled before it began starts nothing', async () => {
  const folder = await temporaryFolder();
  const ended = await run(runOf(pipeline(['touch', 'x']), { target: { cwd: folder } }), {
    signal: AbortSignal.abort(),
  });
  expect(ended).toMatchObject({ state: 'cancelled', summary: 'cancelled before it was started' });
  await expect(stat(join(folder, 'x'))).rejects.toThrow();
});

test('what was written before the time limit is kept', async () => {
  const script = 'console.log("begun"); setInterval(() => {}, 1000)';
  const ended = await run(runOf(pipeline(node(script)), { timeoutMs: 600 }));
  expect(ended).toMatchObject({ timedOut: true, signal: 'SIGTERM', output: 'begun\n' });
});

test('every stage of a pipeline ends at the time limit', async () => {
  const ended = await run(
    runOf(pipeline(['sleep', '60'], ['cat'], ['sleep', '61']), { timeoutMs: 300 }),
  );
  expect(ended).toMatchObject({ state: 'failed', timedOut: true });
  expect(ended.durationMs).toBeLessThan(2_500);
});

test('a process left behind that holds the output does not hold up the run', async () => {
  const folder = await temporaryFolder();
  const script = `
    const { spawn } = require('node:child_process');
    const left = spawn('sleep', ['30'], { stdio: 'inherit' });
    require('node:fs').writeFileSync('left', String(left.pid));
    console.log('started');
    process.exit(0);`;
  const ended = await run(runOf(pipeline(node(script)), { target: { cwd: folder } }));
  expect(ended).toMatchObject({ state: 'succeeded', exitCode: 0 });
  expect(ended.durationMs).toBeLessThan(5_000);
  expect(ended.output).toContain('started');
  expect(ended.output).toContain('a process that it started lives on');
  process.kill(Number(await readFile(join(folder, 'left'), 'utf8')));
});

test('a flood that never ends fills neither memory nor disk, and leaves the event loop its turns', async () => {
  const dataDir = await temporaryFolder();
  const cancel = new AbortController();
  const seen: { bytes: number; rss: number }[] = [];
  // Progress comes by a timer, as a heartbeat does.
  const onProgress = ({ bytes }: { bytes: number }) =>
    seen.push({ bytes, rss: process.memoryUsage.rss() });
  const running = run(runOf(pipeline(['yes', 'x'.repeat(200)]), { timeoutMs: 120_000 }), {
    dataDir,
    signal: cancel.signal,
    onProgress,
  });
  const enough = () => seen.length >= 4 && (seen.at(-1)?.bytes ?? 0) > 250_000_000;
  await eventually('250 MB have passed', enough, 100_000);
  cancel.abort();
  const ended = await running;
  expect(ended).toMatchObject({ state: 'cancelled', truncated: true });
  expect(ended.output.length).toBeLessThan(33_000);
  expect((await stat(join(dataDir, ended.artifact ?? ''))).size).toBeLessThan(52_500_000);
  const [first, ...later] = seen.map(({ rss }) => rss);
  expect(Math.max(...later) - (first ?? 0)).toBeLessThan(150_000_000);
}, 120_000);

test('invalid UTF-8, NUL and colours leave plain text', async () => {
  const bytes = [
    0x61, 0xff, 0xfe, 0x00, 0xc3, 0x0a, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x72, 0x65, 0x64, 0x0a,
  ];
  const ended = await run(
    runOf(pipeline(node(`process.stdout.write(Buffer.from(${JSON.stringify(bytes)}))`))),
  );
  expect(ended.output).toBe('a\ufffd\ufffd\ufffd\nred\n');
  expect(ended.outputBytes).toBe(bytes.length);
});

test('a character whose bytes come in two pieces stays whole', async () => {
  const script =
    'const b = Buffer.from("é\\n"); process.stdout.write(b.subarray(0, 1)); setTimeout(() => process.stdout.write(b.subarray(1)), 80)';
  expect((await run(runOf(pipeline(node(script))))).output).toBe('é\n');
});

test('progress shows the redacted end while it runs, at most once a second', async () => {
  const seen: string[] = [];
  const script =
    'let n = 0; const t = setInterval(() => { console.log("line", ++n, "password=hunter2x"); if (n === 24) clearInterval(t) }, 100)';
  const { durationMs } = await run(runOf(pipeline(node(script))), {
    onProgress: ({ output }) => seen.push(output),
  });
  expect(seen.length).toBeGreaterThanOrEqual(1);
  // A timer that is late never makes up for it.
  expect(seen.length).toBeLessThanOrEqual(durationMs / 1000);
  expect(seen[0]).toMatch(/line \d+ password=\[redacted]\n$/);
});

describe('secrets', () => {
  test('one that is split over chunks and colours is seen in neither output nor artifact', async () => {
    const dataDir = await temporaryFolder();
    const script =
      'process.stdout.write("the value is corr"); setTimeout(() => process.stdout.write("ect-\\x1b[1mhorse-battery\\x1b[0m, and ghp_0123456789"), 60); setTimeout(() => console.log("abcdefghijABCDEFGHIJ012345 too"), 120)';
    const ended = await run(runOf(pipeline(node(script))), {
      dataDir,
      redactor: createRedactor({ values: ['correct-horse-battery'] }),
    });
    const expected = 'the value is [redacted], and [redacted] too\n';
    expect(ended.output).toBe(expected);
    expect(await readFile(join(dataDir, ended.artifact!), 'utf8')).toBe(expected);
  });

  test('none survives wherever in a large output it stands', async () => {
    const dataDir = await temporaryFolder();
    const script = `
      const key = '-----BEGIN PRIVATE KEY-----\\n' + 'QUJD'.repeat(500) + '\\n-----END PRIVATE KEY-----';
      for (let n = 0; n < 3000; n++) process.stdout.write('x'.repeat(n % 97) + (n % 50 ? ' s3cr3t-value-here ' : key) + (n % 7 ? '' : '\\n'));`;
    const ended = await run(runOf(pipeline(node(script))), {
      dataDir,
      redactor: createRedactor({ values: ['s3cr3t-value-here'] }),
    });
    const kept = await readFile(join(dataDir, ended.artifact!), 'utf8');
    for (const text of [kept, ended.output])
      expect(text).not.toMatch(/s3cr3t|value-here|QUJD|PRIVATE KEY/);
    expect(kept.match(/\[redacted]/g)).toHaveLength(3000);
  });

  test('a line without an end is redacted piece by piece', async () => {
    const dataDir = await temporaryFolder();
    const script = 'process.stdout.write("password=" + "Q7".repeat(400000))';
    const ended = await run(runOf(pipeline(node(script))), { dataDir });
    expect(await readFile(join(dataDir, ended.artifact!), 'utf8')).not.toContain('Q7Q7');
    expect(ended.output).not.toContain('Q7Q7');
  });
});
