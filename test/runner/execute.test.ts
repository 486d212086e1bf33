import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { node, pipeline, run, runOf, stage, temporaryFolder } from './plans.ts';

describe('a command that runs', () => {
  test('its output, exit and duration are recorded', async () => {
    const ended = await run(runOf(pipeline(node('console.log("hello"); console.error("there")'))));
    expect(ended).toMatchObject({
      state: 'succeeded',
      summary: 'exit 0',
      exitCode: 0,
      signal: null,
      timedOut: false,
      outputBytes: 12,
      truncated: false,
      verify: null,
    });
    expect(ended.output.split('\n').sort()).toEqual(['', 'hello', 'there']);
  });

  test('an exit other than 0 is a failure with its number', async () => {
    const ended = await run(runOf(pipeline(node('process.exit(3)'))));
    expect(ended).toMatchObject({
      state: 'failed',
      summary: 'exit 3',
      exitCode: 3,
      artifact: null,
    });
  });

  test('death by a signal is a failure that names it', async () => {
    const ended = await run(runOf(pipeline(node('process.kill(process.pid, "SIGKILL")'))));
    expect(ended).toMatchObject({
      state: 'failed',
      summary: 'ended by SIGKILL',
      signal: 'SIGKILL',
    });
  });

  test('it sees only the environment that its target lets through, and no standard input', async () => {
    const script =
      'process.stdin.on("data",()=>{}).on("end",()=>console.log(JSON.stringify(process.env)))';
    const subject = runOf(pipeline(stage(node(script), { env: { MODE: 'a b' } })), {
      target: { env: ['LANG', 'ABSENT'] },
    });
    const ended = await run(subject, { environment: { LANG: 'C', HOME: '/root', TOKEN: 'x' } });
    expect(JSON.parse(ended.output)).toEqual({ LANG: 'C', MODE: 'a b', RUNBELL_RUN: subject.id });
  });

  test.each([
    '$(touch injected)',
    '; rm -rf x',
    'a\nb',
    '--help',
    '*',
    '‮gnirts',
    "it's",
    '',
    'x'.repeat(100_000),
  ])('the argument %j reaches the program as it is', async (argument) => {
    const ended = await run(
      runOf(
        pipeline([
          ...node('console.log(Buffer.byteLength(process.argv[1] ?? "none"))'),
          '--',
          argument,
        ]),
      ),
    );
    expect(ended.output).toBe(`${Buffer.byteLength(argument)}\n`);
  });

  test('an argument that holds NUL is a failed run, not a crash', async () => {
    const ended = await run(runOf(pipeline(['echo', 'a\0b'])));
    expect(ended).toMatchObject({ state: 'failed', exitCode: null });
    expect(ended.summary).toContain('null byte');
  });

  test('an argument that holds half a character is refused: it would arrive as another', async () => {
    const ended = await run(runOf(pipeline(['echo', 'a\ud83d'])));
    expect(ended.summary).toContain('half a character');
  });

  test('its working directory is the target’s', async () => {
    const folder = await temporaryFolder();
    const ended = await run(runOf(pipeline(['pwd']), { target: { cwd: folder } }));
    expect(ended.output).toBe(`${folder}\n`);
  });
});

describe('a command that cannot start', () => {
  test('a missing program is named with its target and a way on', async () => {
    const ended = await run(runOf(pipeline(['no-such-docker', 'ps'])));
    expect(ended).toMatchObject({
      state: 'failed',
      exitCode: null,
      artifact: null,
      summary:
        '`no-such-docker` is not installed on kindle-host: run it where it is, or set another target in service.yaml',
    });
  });

  test('one missing program in a pipeline starts none of it', async () => {
    const folder = await temporaryFolder();
    const ended = await run(
      runOf(pipeline(['touch', 'started'], ['no-such-grep']), { target: { cwd: folder } }),
    );
    expect(ended.summary).toContain('`no-such-grep` is not installed');
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('a script that is not there is named with its folder', async () => {
    const folder = await temporaryFolder();
    const ended = await run(runOf(pipeline(['./deploy.sh']), { target: { cwd: folder } }));
    expect(ended.summary).toBe(
      `\`./deploy.sh\` does not exist in ${folder} on kindle-host: put it there, or correct \`cwd\` or the target in service.yaml`,
    );
  });

  test('a file that may not be executed says so', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'deploy.sh'), '#!/bin/sh\n', { mode: 0o644 });
    const ended = await run(runOf(pipeline(['./deploy.sh']), { target: { cwd: folder } }));
    expect(ended.summary).toContain('may not be executed: make it executable (chmod +x)');
  });

  test('a missing working directory is named', async () => {
    const ended = await run(runOf(pipeline(['pwd']), { target: { cwd: '/no/such/folder' } }));
    expect(ended.summary).toBe(
      'the working directory /no/such/folder of target kindle-host does not exist: create it there, or correct `cwd` in service.yaml',
    );
  });

  test.each([
    ['#!/no/such/shell\n', 'its first line asks for /no/such/shell, which is not there'],
    ['#!/bin/sh\r\n', 'its first line asks for /bin/sh\\r, which is not there'],
  ])('a script that begins with %j says what is missing', async (text, why) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'x.sh'), text, { mode: 0o755 });
    const ended = await run(runOf(pipeline(['./x.sh']), { target: { cwd: folder } }));
    expect(ended).toMatchObject({ state: 'failed', exitCode: null });
    expect(ended.summary).toBe(
      `\`./x.sh\` could not be started: ${why}: install that, or correct the line`,
    );
  });

  test.runIf(process.platform === 'linux')('a file that is being written says so', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'tool');
    await copyFile('/bin/true', file);
    await using _writing = await open(file, 'r+');
    const ended = await run(runOf(pipeline(['./tool']), { target: { cwd: folder } }));
    expect(ended.summary).toBe(
      '`./tool` could not be started: it is being written just now; try again when it is whole',
    );
  });

  test('a working directory that is a file is named', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const ended = await run(runOf(pipeline(['pwd']), { target: { cwd: file } }));
    expect(ended.summary).toBe(
      `the working directory ${file} of target kindle-host is not a folder: create it there, or correct \`cwd\` in service.yaml`,
    );
  });

  test('an argument that is too long starts nothing of the pipeline', async () => {
    const folder = await temporaryFolder();
    const ended = await run(
      runOf(pipeline(['touch', 'started'], ['echo', 'x'.repeat(131_072)]), {
        target: { cwd: folder },
      }),
    );
    expect(ended.summary).toBe(
      'an argument of `echo` is longer than 128 kB, the most that a program can be given: put it into a file',
    );
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('too many arguments say so', async () => {
    const words = Array.from({ length: 60 }, () => 'x'.repeat(120_000));
    expect((await run(runOf(pipeline(['echo', ...words])))).summary).toBe(
      '`echo` could not be started: its arguments and variables are more than the system takes (E2BIG): put them into a file',
    );
  });
});

describe('what a target sets', () => {
  test.each([
    [undefined, 0o644],
    ['077', 0o600],
    ['002', 0o664],
  ])('with the umask %s a new file has the mode %o', async (umask, mode) => {
    const folder = await temporaryFolder();
    const target = { cwd: folder, ...(umask && { umask }) };
    const before = process.umask(0o027);
    const running = run(runOf(pipeline(['touch', 'new'], ['touch', 'other']), { target }));
    expect(await running).toMatchObject({ state: 'succeeded' });
    expect(process.umask(before)).toBe(0o027);
    for (const file of ['new', 'other'])
      expect((await stat(join(folder, file))).mode & 0o777).toBe(mode);
  });

  test('a command that is to stand back does from its first moment, with what it starts', async () => {
    const script = 'nice; nice & wait';
    const ended = await run(runOf(pipeline(['sh', '-c', script]), { target: { nice: 7 } }));
    expect(ended.output).toBe('7\n7\n');
  });

  test('a program that stands back still gets its arguments one by one', async () => {
    const words = ['--help', 'a b', '', '$(id)'];
    const script = node('console.log(JSON.stringify(process.argv.slice(1)))');
    const ended = await run(
      runOf(pipeline([...script, '--', ...words], ['cat']), { target: { nice: 1 } }),
    );
    expect(JSON.parse(ended.output)).toEqual(words);
  });
});

describe('a pipeline', () => {
  test('feeds each stage from the one before', async () => {
    const ended = await run(runOf(pipeline(['printf', 'b\\na\\nb\\n'], ['sort'], ['uniq', '-c'])));
    expect(ended.output.replaceAll(/ +/g, ' ')).toBe(' 1 a\n 2 b\n');
  });

  test('whose reader ends early succeeds, and its endless writer ends', async () => {
    const ended = await run(runOf(pipeline(['yes', 'again'], ['head', '-n', '2'])));
    expect(ended).toMatchObject({ state: 'succeeded', output: 'again\nagain\n' });
  });

  test('a failing first stage is not hidden by the last', async () => {
    const ended = await run(
      runOf(pipeline(node('console.log("x"); process.exitCode = 7'), ['cat'])),
    );
    expect(ended).toMatchObject({ state: 'failed', exitCode: 7 });
    expect(ended.summary).toMatch(/node`: exit 7$/);
  });

  test('standard error is kept, merged into the pipe, or discarded', async () => {
    const both = node('console.log("out"); console.error("err")');
    const count = async (stderr: 'keep' | 'merge' | 'discard') =>
      (await run(runOf(pipeline(stage(both, { stderr }), ['wc', '-l'])))).output;
    expect(
      (await count('keep'))
        .split('\n')
        .map((line) => line.trim())
        .sort(),
    ).toEqual(['', '1', 'err']);
    expect((await count('merge')).trim()).toBe('2');
    expect((await count('discard')).trim()).toBe('1');
  });

  test.each([['no interpreter', './x.sh', 'x']])(
    'whose second stage cannot start for %s ends at once',
    async (_, program, argument) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'x.sh'), '#!/no/such/shell\n', { mode: 0o755 });
      const plan = pipeline(['yes', 'again'], [program, argument]);
      const ended = await run(runOf(plan, { target: { cwd: folder }, timeoutMs: 6_000 }));
      expect(ended).toMatchObject({ state: 'failed', timedOut: false });
      expect(ended.summary).toContain(program);
      expect(ended.durationMs).toBeLessThan(3_000);
    },
  );

  test('discarded standard output is not recorded', async () => {
    const both = node('console.log("out"); console.error("err")');
    const ended = await run(runOf(pipeline(stage(both, { stdout: 'discard' }))));
    expect(ended.output).toBe('err\n');
  });
});

describe('practice', () => {
  test('a run that the gate refuses is not run, and its exact argv is recorded', async () => {
    const folder = await temporaryFolder();
    const ended = await run(
      runOf(pipeline(['touch', 'a file']), { class: 'mutating', target: { cwd: folder } }),
      { practice: () => ({ allowed: false, reason: 'it would change this machine' }) },
    );
    expect(ended).toMatchObject({
      state: 'not-run',
      summary: 'not run in practice',
      exitCode: null,
    });
    expect(ended.output).toContain('it would change this machine');
    expect(ended.output).toContain('["touch","a file"]');
    expect(existsSync(join(folder, 'a file'))).toBe(false);
  });
});

describe('the artifact', () => {
  test('keeps everything, for the owner only', async () => {
    const dataDir = await temporaryFolder();
    const subject = runOf(pipeline(['seq', '1', '20000']));
    const ended = await run(subject, { dataDir });
    const file = join(dataDir, ended.artifact!);
    expect(ended.artifact).toBe(`artifacts/${subject.id}.log`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(20_001);
    expect(ended.truncated).toBe(true);
    expect(ended.output.startsWith('1\n2\n')).toBe(true);
    expect(ended.output.endsWith('19999\n20000\n')).toBe(true);
    expect(ended.output).toContain('characters left out; the artifact has more');
    expect(ended.output.length).toBeLessThan(33_000);
  });

  test('a folder that cannot be written is said in the outcome, which is not lost', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'artifacts'), 'a file where the folder should be');
    const ended = await run(runOf(pipeline(['echo', 'kept'])), { dataDir });
    expect(ended).toMatchObject({
      state: 'succeeded',
      output: 'kept\n',
      artifact: null,
      exitCode: 0,
    });
    expect(ended.summary).toMatch(/^exit 0; its full output could not be kept \(E/);
  });

  test.runIf(existsSync('/dev/full'))(
    'a full disk is said in the outcome, which is not lost',
    async () => {
      const dataDir = await temporaryFolder();
      const subject = runOf(pipeline(['seq', '1', '90000']));
      await mkdir(join(dataDir, 'artifacts'));
      const { symlink } = await import('node:fs/promises');
      await symlink('/dev/full', join(dataDir, 'artifacts', `${subject.id}.log`));
      const ended = await run(subject, { dataDir });
      expect(ended).toMatchObject({ state: 'succeeded', artifact: null, truncated: true });
      expect(ended.summary).toContain('could not be kept');
      expect(ended.output.endsWith('90000\n')).toBe(true);
    },
  );
});
