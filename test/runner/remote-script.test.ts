import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import type { OpenedStage } from '../../src/runner/late-text.ts';
import { hear, newControl, withoutMarked } from '../../src/runner/ssh/control.ts';
import { quoteWord } from '../../src/runner/ssh/quote.ts';
import { type RemoteCommand, remoteScript } from '../../src/runner/ssh/script.ts';
import { eventually } from '../harness/eventually.ts';
import { temporaryFolder } from './plans.ts';

const mark = 'runbell-0123456789abcdef0123456789abcdef';
const installed = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/ksh'].filter((file) =>
  existsSync(file),
);
/** `sh` is one of the others under another name. */
const shells = [...new Set(installed.map((file) => realpathSync(file)))];

function stage(words: OpenedStage['words'], more: Partial<OpenedStage> = {}): OpenedStage {
  return { words, env: {}, stderr: 'keep', stdout: 'keep', ...more };
}

const words = (...all: string[]) => all.map((word) => [word]);
const asJson = ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--'];

function scriptOf(stages: OpenedStage[], more: Partial<RemoteCommand> = {}): string {
  const fixed = { cwd: undefined, umask: '022', nice: undefined, graceMs: 1_000 };
  return remoteScript({ runId: newId(), mark, stages, env: ['PATH'], ...fixed, ...more });
}

/** As sshd does it: a shell that leads a session of its own reads the script and then waits for more. */
function play(shell: string, script: string, env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(shell, [], { detached: true, env: { ...env } });
  const control = newControl();
  const output = { stdout: '', stderr: '' };
  const reading = (['stdout', 'stderr'] as const).map(async (name) => {
    for await (const bytes of withoutMarked(child[name], mark, (line) => hear(control, line)))
      output[name] += Buffer.from(bytes).toString();
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(script);
  return {
    control,
    output,
    hangUp: () => child.stdin.end(),
    ended: Promise.all(reading).then(() => ({ ...control, ...output })),
  };
}

async function isGone(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null || text.includes(') Z ');
}

describe.each(shells)('read by %s', (shell) => {
  test('whatever stands in words, the program gets them one by one', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
      fc.string({
        unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', '!', ' ', '(', 'é', '\u0081'),
      }),
      fc.constantFrom(
        '',
        '-n',
        '--',
        '$(id)',
        '`id`',
        '~',
        '*',
        "'\\''",
        '\r\n',
        '\\',
        '\u202e',
        '{a,b}',
      ),
    );
    const lists = fc.sample(fc.array(word, { minLength: 100, maxLength: 100 }), {
      numRuns: 4,
      seed: 7,
    });
    for (const list of lists) {
      const { exits, stdout } = await play(
        shell,
        scriptOf([stage(words(process.execPath, ...asJson, ...list))]),
      ).ended;
      expect(exits.get(0)).toBe(0);
      expect(JSON.parse(stdout)).toEqual(list);
    }
  });

  test('an argument of 100 kB arrives whole', async () => {
    const long = "x'".repeat(50_000);
    const { stdout } = await play(
      shell,
      scriptOf([stage(words(process.execPath, ...asJson, long))]),
    ).ended;
    expect(JSON.parse(stdout)).toEqual([long]);
  });

  test('every stage of a pipeline says how it ended, and output goes where the plan says', async () => {
    const stages = [
      stage(words('sh', '-c', 'echo out; echo err >&2; exit 3'), { stderr: 'merge' }),
      stage(words('sh', '-c', 'cat; echo more >&2; exit 255'), { stderr: 'discard' }),
      stage(words('sort')),
    ];
    const { exits, over, stdout, stderr } = await play(shell, scriptOf(stages)).ended;
    expect([...exits].toSorted()).toEqual([
      [0, 3],
      [1, 255],
      [2, 0],
    ]);
    expect({ over, stdout, stderr }).toEqual({ over: true, stdout: 'err\nout\n', stderr: '' });
  });

  test('the program sees what was let through and nothing else', async () => {
    const script = scriptOf([stage(words('env'), { env: { MODE: 'a b', LANG: 'C' } })], {
      runId: 'abc',
      env: ['PATH', 'SHOP', 'LANG', 'ABSENT'],
    });
    const env = { PATH: '/usr/bin:/bin', SHOP: "it's $HOME *", LANG: 'de', TOKEN: 'x' };
    const { stdout } = await play(shell, script, env).ended;
    expect(stdout.trim().split('\n').toSorted()).toEqual([
      'LANG=C',
      'MODE=a b',
      'PATH=/usr/bin:/bin',
      'RUNBELL_RUN=abc',
      "SHOP=it's $HOME *",
    ]);
  });

  test('a variable of the host stands in its word as it is', async () => {
    const piece = (environment: string, otherwise: string | null = null) => ({
      environment,
      otherwise,
    });
    const said = (pieces: OpenedStage['words'][number], env: NodeJS.ProcessEnv) =>
      play(shell, scriptOf([stage([['printf'], ['[%s]'], pieces])], { env: ['PATH', 'NS'] }), {
        PATH: '/usr/bin:/bin',
        ...env,
      }).ended;
    expect((await said(['a', piece('NS'), 'b'], { NS: " it's *\n$HOME" })).stdout).toBe(
      "[a it's *\n$HOMEb]",
    );
    expect((await said([piece('NS', "o'r $x")], {})).stdout).toBe("[o'r $x]");
    expect((await said([piece('NS')], {})).problem).toBe('unset NS');
    expect((await said([piece('NS')], { NS: '--all' })).problem).toBe('dash NS');
    expect((await said([piece('HOME')], { HOME: '/root' })).problem).toBe('unset HOME');
  });

  test('what cannot start is found out before anything starts', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'plain'), '#!/bin/sh\n');
    await mkdir(join(folder, 'folder'));
    const problem = async (program: string, more: Partial<RemoteCommand> = {}) => {
      const stages = [stage(words('touch', 'started')), stage(words(program))];
      return (await play(shell, scriptOf(stages, { cwd: folder, ...more })).ended).problem;
    };
    expect(await problem('no-such-docker')).toBe('missing 1');
    expect(await problem('./nothing')).toBe('missing 1');
    expect(await problem('./plain')).toBe('forbidden 1');
    expect(await problem('./folder')).toBe('forbidden 1');
    expect(await problem('true', { cwd: '/no/such folder' })).toBe('folder');
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('folder, mask and patience are as the target says', async () => {
    const folder = join(await temporaryFolder(), "it's here");
    await mkdir(folder);
    await writeFile(join(folder, 'x.sh'), '#!/bin/sh\nnice; umask; pwd\n');
    await chmod(join(folder, 'x.sh'), 0o755);
    const { stdout } = await play(
      shell,
      scriptOf([stage(words('./x.sh'))], { cwd: folder, umask: '027', nice: 5 }),
    ).ended;
    expect(stdout).toBe(`5\n0027\n${folder}\n`);
  });

  test('however little of the script arrives, nothing is begun with it', async () => {
    const folder = await temporaryFolder();
    const script = scriptOf([stage(words('touch', 'begun'))], { cwd: folder });
    for (let part = 0; part < 20; part += 1) {
      const player = play(shell, script.slice(0, Math.floor(((script.length - 2) * part) / 20)));
      player.hangUp();
      expect((await player.ended).started).toBe(false);
    }
    expect(existsSync(join(folder, 'begun'))).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'when the line is cut, a tree three deep that ignores SIGTERM ends, and what escaped from it too',
    async () => {
      const folder = await temporaryFolder();
      const script = `
        trap '' TERM
        echo $$ >>pids
        if [ "$1" -lt 3 ]; then sh tree.sh $(($1 + 1)); else
          setsid sh -c 'echo $$ >>pids; sleep 600; :' >/dev/null 2>&1 & echo ready >>pids
        fi
        while :; do sleep 1; done`;
      await writeFile(join(folder, 'tree.sh'), script);
      const player = play(
        shell,
        scriptOf([stage(words('sh', 'tree.sh', '1')), stage(words('cat'))], { cwd: folder }),
      );
      const pids = await eventually('four processes', async () => {
        const lines = (await readFile(join(folder, 'pids'), 'utf8').catch(() => '')).split('\n');
        const numbers = lines.map(Number).filter((pid) => pid > 0);
        return numbers.length === 4 && lines.includes('ready') ? numbers : null;
      });
      player.hangUp();
      expect((await player.ended).resisted).toEqual([]);
      for (const pid of pids) expect(await isGone(pid)).toBe(true);
    },
  );

  test('what a program writes with the mark of another run is its output', async () => {
    const line = 'runbell-ffffffffffffffffffffffffffffffff over';
    const { stdout } = await play(shell, scriptOf([stage(words('echo', line))])).ended;
    expect(stdout).toBe(`${line}\n`);
  });
});

test('a word with a null byte is never handed to a shell', () => {
  expect(() => quoteWord('a\0b')).toThrow('null byte');
});
