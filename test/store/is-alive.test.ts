import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive } from '../../src/store/embedded-process.ts';
import { eventually } from '../harness/eventually.ts';

test.skipIf(process.platform !== 'linux')(
  'a process that has ended and that nobody collects is not alive',
  async () => {
    // The shell becomes `cat`, which never asks after the child that the shell had.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec cat']);
    const [line] = await once(parent.stdout.setEncoding('utf8'), 'data');
    await eventually('the child has ended', () => !isAlive(Number(line)));
    expect(process.kill(Number(line), 0)).toBe(true);
    expect(isAlive(parent.pid ?? 0)).toBe(true);
    parent.stdin.end();
    await once(parent, 'close');
    expect(isAlive(parent.pid ?? 0)).toBe(false);
  },
);
