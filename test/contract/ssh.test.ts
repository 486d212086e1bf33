import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../../src/action/catalogue.ts';
import type { PlanStage } from '../../src/action/run.ts';
import type { Ssh } from '../../src/action/ssh.ts';
import { findRunProcesses } from '../../src/runner/process-groups.ts';
import { arrivals, typedValues } from '../harness/arrivals.ts';
import { eventually } from '../harness/eventually.ts';
import { hasSshd, makeKey, type Sshd, startSshd } from '../harness/sshd.ts';
import { node, pipeline, run, runOf, stage, temporaryFolder } from '../runner/plans.ts';

let sshd: Sshd;

beforeAll(async () => {
  if (!hasSshd()) return;
  sshd = await startSshd({ NAMESPACE: 'shop it', DASHED: '--all', HIDDEN: 'not let through' });
  // What a login says before the command is no part of its output.
  await writeFile(join(sshd.folder, 'home', '.bashrc'), 'echo welcome; echo "no mail" >&2\n');
});

afterAll(() => sshd?.[Symbol.asyncDispose]());

function web(more: Partial<Target> = {}, ssh: Partial<Ssh> = {}): Target {
  const { port, user, key, hostKey } = sshd;
  const host = { host: '127.0.0.1', port, user, key, connect_timeout: 5_000 };
  const proof = 'known_hosts' in ssh ? {} : { host_key: hostKey };
  return {
    name: 'web-1',
    env: ['PATH'],
    grace: 1_000,
    ...more,
    ssh: { ...host, ...proof, ...ssh },
  };
}

const onWeb = (...stages: (PlanStage | string[])[]) =>
  runOf(pipeline(...stages), { target: web() });

async function isGone(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null || text.includes(') Z ');
}

/** The one `ssh` that this process has started. */
function sshClient(): number {
  const found = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const [, name, parent] =
      /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'ssh' && Number(parent) === process.pid;
  });
  if (found.length !== 1) throw new Error(`there are ${found.length} of ssh`);
  return Number(found[0]);
}

async function listen(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    answer(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await promisify(server.close.bind(server))();
    },
  };
}

/** Three generations that ignore SIGTERM, and one that left their session. */
async function stubbornTree() {
  const folder = await temporaryFolder();
  const script = `
    trap '' TERM
    echo $$ >>pids
    if [ "$1" -lt 3 ]; then sh tree.sh $(($1 + 1)); else
      setsid sh -c 'echo $$ >>pids; sleep 600; :' >/dev/null 2>&1 & echo ready >>pids
    fi
    while :; do sleep 1; done`;
  await writeFile(join(folder, 'tree.sh'), script);
  const pids = () =>
    eventually(
      'four processes',
      async () => {
        const lines = (await readFile(join(folder, 'pids'), 'utf8').catch(() => '')).split('\n');
        const numbers = lines.map(Number).filter((pid) => pid > 0);
        return numbers.length === 4 && lines.includes('ready') ? numbers : null;
      },
      50_000,
    );
  const target = web({ cwd: folder });
  return { subject: runOf(pipeline(['sh', 'tree.sh', '1']), { target }), pids };
}

describe.skipIf(!hasSshd())('a command on a target that is reached by ssh', () => {
  test('runs there with its words, and its output and exit come back', async () => {
    const words = ['a b', "it's", '$(id)', '', '-n', 'x\ny', '*'];
    const script = 'console.log(JSON.stringify(process.argv.slice(1))); console.error("err")';
    const ended = await run(onWeb([...node(script), '--', ...words]));
    expect(ended).toMatchObject({ state: 'succeeded', summary: 'exit 0', exitCode: 0 });
    const [first = '', ...rest] = ended.output.split('\n').toSorted().filter(Boolean).toReversed();
    expect([first, rest.length]).toEqual(['err', 1]);
    expect(JSON.parse(rest[0] ?? '')).toEqual(words);
  });

  test('some hundred values that somebody might type arrive as one word each, or are refused', async () => {
    const values = fc.sample(typedValues(), { numRuns: 600, seed: 4 });
    for (const part of [values.slice(0, 300), values.slice(300)]) {
      const { arrived, refused } = await arrivals(part, (cwd) => web({ cwd }));
      for (const { typed, got } of arrived) expect(got).toBe(typed);
      expect(arrived.length).toBeGreaterThan(60);
      expect(arrived.length + refused.length).toBe(300);
    }
  });

  test('an exit of 255 is the program’s own', async () => {
    expect(await run(onWeb(['sh', '-c', 'echo hello; exit 255']))).toMatchObject({
      state: 'failed',
      summary: 'exit 255',
      exitCode: 255,
      output: 'hello\n',
    });
  });

  test('a pipeline is one command there, and a failing stage is named', async () => {
    expect(await run(onWeb(['printf', 'b\\na\\n'], ['sort']))).toMatchObject({ output: 'a\nb\n' });
    expect(await run(onWeb(['yes'], ['head', '-n', '1']))).toMatchObject({
      state: 'succeeded',
      output: 'y\n',
    });
    const merged = stage(['sh', '-c', 'echo out; echo err >&2; exit 7'], { stderr: 'merge' });
    expect(await run(onWeb(merged, ['sort']))).toMatchObject({
      state: 'failed',
      summary: '`sh`: exit 7',
      output: 'err\nout\n',
    });
  });

  test('folder, mask and variables of the target count there', async () => {
    const folder = await realpath(await temporaryFolder());
    const target = web({ cwd: folder, umask: '077', env: ['PATH', 'NAMESPACE', 'HOME'] });
    const script = 'pwd; touch new; env | grep -v "^[_P]"';
    const ended = await run(runOf(pipeline(['sh', '-c', script]), { target }), {
      environment: { PATH: process.env.PATH, NAMESPACE: 'of the worker' },
    });
    expect(ended.output.trim().split('\n').toSorted()).toEqual(
      [
        folder,
        `HOME=${sshd.folder}/home`,
        'NAMESPACE=shop it',
        expect.stringMatching(/^RUNBELL_RUN=run/),
      ].toSorted(),
    );
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o600);
  });

  test('a variable in a word is the host’s, and a secret is opened by the worker', async () => {
    const late = (from: { environment: string; otherwise: null } | { sealed: string }) => [
      { word: 1, at: 1, length: 1, from },
    ];
    const echo = (from: Parameters<typeof late>[0]) =>
      run(
        runOf(pipeline(stage(['echo', '<x>'], { late: late(from) })), {
          target: web({ env: ['PATH', 'NAMESPACE', 'DASHED', 'ABSENT'] }),
        }),
        { open: (sealed) => `opened ${sealed}` },
      );
    const variable = (environment: string) => echo({ environment, otherwise: null });
    expect((await variable('NAMESPACE')).output).toBe('<shop it>\n');
    expect((await variable('ABSENT')).summary).toBe(
      `\`$ABSENT\` is not set on web-1: set it for ${sshd.user} there, or take it out of \`env\` in service.yaml to be asked for it`,
    );
    expect((await variable('DASHED')).summary).toBe('`$DASHED` on web-1 begins with a dash');
    expect((await variable('HIDDEN')).state).toBe('failed');
    expect((await echo({ sealed: 'letter' })).output).toMatch(/^<\[redacted.*]>\n$/);
  });

  test('what cannot start there says so in one line', async () => {
    const summary = async (argv: string[], target = web()) =>
      (await run(runOf(pipeline(argv), { target }))).summary;
    expect(await summary(['no-such-docker', 'ps'])).toBe(
      '`no-such-docker` is not installed on web-1: run it where it is, or set another target in service.yaml',
    );
    expect(await summary(['pwd'], web({ cwd: '/no/such/folder' }))).toBe(
      'the working directory /no/such/folder on web-1 cannot be entered: create it there, or correct `cwd` in service.yaml',
    );
    expect(await summary(['/etc/passwd'])).toBe(
      `\`/etc/passwd\` on web-1 may not be executed: make it executable (chmod +x) for ${sshd.user}`,
    );
    expect(await summary(['echo', 'a\0b'])).toContain('null byte');
    expect(await summary(['./a=b'])).toContain('its name holds an equals sign');
  });

  test('a process left behind that holds the output lives on and does not hold up the run', async () => {
    const subject = onWeb(['sh', '-c', 'sleep 300 & echo started']);
    const ended = await run(subject);
    expect(ended).toMatchObject({ state: 'succeeded', exitCode: 0 });
    expect(ended.output).toContain('started\n');
    expect(ended.output).toContain('a process that it started lives on');
    const left = await findRunProcesses(subject.id);
    expect(left).toHaveLength(1);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
  });
});

describe.skipIf(!hasSshd())('a tree three deep on another host, deaf to SIGTERM', () => {
  test('is ended whole when the run is cancelled', async () => {
    const { subject, pids } = await stubbornTree();
    const cancel = new AbortController();
    const running = run(subject, { signal: cancel.signal });
    const tree = await pids();
    cancel.abort();
    const ended = await running;
    expect(ended.state).toBe('cancelled');
    expect(ended.summary).toMatch(/: all its processes were ended$/);
    for (const pid of tree) expect(await isGone(pid)).toBe(true);
  });

  test('is ended whole at the time limit', async () => {
    const { subject, pids } = await stubbornTree();
    const running = run({ ...subject, timeoutMs: 4_000 });
    const tree = await pids();
    expect((await running).summary).toBe(
      'stopped at its time limit of 4s: all its processes were ended',
    );
    for (const pid of tree) expect(await isGone(pid)).toBe(true);
  });

  test('is ended when the worker’s end of the line is gone, and the run says that nobody knows', async () => {
    const { subject, pids } = await stubbornTree();
    const running = run(subject);
    const tree = await pids();
    process.kill(sshClient(), 'SIGKILL');
    const ended = await running;
    expect(ended).toMatchObject({ state: 'failed', exitCode: null });
    expect(ended.summary).toContain('how that ended is unknown: look at web-1 before you run it');
    for (const pid of tree) await eventually(`${pid} is gone`, () => isGone(pid));
  });
});

describe.skipIf(!hasSshd())('a worker that dies', () => {
  test('takes what it had started on another host with it', async () => {
    const { subject, pids } = await stubbornTree();
    const words = ['--import', 'tsx', 'test/fixtures/execute-run.ts', JSON.stringify(subject)];
    const worker = spawn(process.execPath, [...words, await temporaryFolder()], {
      stdio: 'inherit',
    });
    const tree = await pids();
    worker.kill('SIGKILL');
    for (const pid of tree) await eventually(`${pid} is gone`, () => isGone(pid));
    await eventually(
      'nothing of the run is left',
      async () => (await findRunProcesses(subject.id)).length === 0,
    );
  });
});

describe.skipIf(!hasSshd())('a host that cannot be reached is a failed run that says why', () => {
  const tried = (ssh: Partial<Ssh>) =>
    run(runOf(pipeline(['touch', 'x']), { target: web({}, ssh) })).then(({ state, summary }) => {
      expect(state).toBe('failed');
      return summary;
    });

  test('nobody listens, nobody knows the name', async () => {
    expect(await tried({ port: 1 })).toBe(
      'could not connect to 127.0.0.1 port 1: connection refused: no ssh server listens there',
    );
    expect(await tried({ host: 'no-such-host.invalid' })).toContain(
      'nobody knows the name no-such-host.invalid: correct `ssh.host`',
    );
  });

  test('a host with another key gets nothing, whether pinned or in a file', async () => {
    const folder = await temporaryFolder();
    const other = (await readFile(`${makeKey(join(folder, 'other'))}.pub`, 'utf8')).trim();
    const known = async (key: string) => {
      const file = join(folder, `known hosts ${key.length}`);
      await writeFile(file, `[127.0.0.1]:${sshd.port} ${key}\n`);
      return { known_hosts: file };
    };
    const stranger = `could not connect to 127.0.0.1 port ${sshd.port}: it has another key than`;
    expect(await tried({ host_key: other })).toBe(
      `${stranger} the host_key of this target. Nothing was sent. Find out who answers there before you change the key in service.yaml`,
    );
    expect(await tried(await known(other))).toContain(`${stranger} known_hosts says`);
    const right = runOf(pipeline(['echo', 'in']), {
      target: web({}, await known(`${sshd.hostKey} of the host`)),
    });
    expect(await run(right)).toMatchObject({ output: 'in\n' });
  });

  test('a key that is not let in, not there, open to others, locked, or none', async () => {
    const folder = await temporaryFolder();
    const stranger = makeKey(join(folder, 'stranger'));
    expect(await tried({ key: stranger })).toContain(
      `it does not let ${sshd.user} in with ${stranger}: add its public key`,
    );
    expect(await tried({ key: '/no/such/key' })).toContain('the worker cannot read /no/such/key');
    expect(await tried({ key: '$NO_SUCH_VARIABLE/key' })).toContain(
      '`ssh.key` is $NO_SUCH_VARIABLE/key, and $NO_SUCH_VARIABLE is not set',
    );
    const open = join(folder, 'open');
    await copyFile(sshd.key, open);
    await chmod(open, 0o644);
    expect(await tried({ key: open })).toContain('may be read by others');
    expect(await tried({ key: makeKey(join(folder, 'locked'), 'a pass phrase') })).toContain(
      'see that it has no passphrase',
    );
    await writeFile(join(folder, 'text'), 'no key\n', { mode: 0o600 });
    expect(await tried({ key: join(folder, 'text') })).toContain('is no private key');
  });

  test('what answers is silent, or is something else', async () => {
    await using silent = await listen(() => undefined);
    expect(await tried({ port: silent.port, connect_timeout: 1_000 })).toContain(
      'no answer within 1s: look whether the host is up',
    );
    await using web = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await tried({ port: web.port })).toContain('it hung up before it let anybody in');
  });

  test('a time limit counts while it connects', async () => {
    await using silent = await listen(() => undefined);
    const target = web({}, { port: silent.port, connect_timeout: 60_000 });
    const ended = await run(runOf(pipeline(['true']), { target, timeoutMs: 1_000 }));
    expect(ended).toMatchObject({ state: 'failed', timedOut: true });
    expect(ended.summary).toContain('web-1 had not let it in yet, and nothing was started');
  });
});
