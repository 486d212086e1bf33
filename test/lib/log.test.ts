import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';

const secret = 'hunter2-and-more';
const bot = 'xoxb-1234567890-abcdefghij';
const plainUrl = 'https://h.example:8080/a?b=c@d';
const app = 'xapp-1-A012-3456789-abcdef';

const fields: [string, object][] = [
  ['a token', { token: secret }],
  ['a password', { password: secret }],
  ['a secret', { secret }],
  ['an authorization', { authorization: `Bearer ${secret}` }],
  ['a token one level down', { slack: { token: secret } }],
  ['a password one level down', { database: { password: secret } }],
  ['a secret one level down', { hook: { secret } }],
  ['the header of a request', { req: { headers: { authorization: `Bearer ${secret}` } } }],
  ['a Slack token under any other name', { botToken: bot }],
  ['a Slack token deep inside', { a: { b: { c: [{ d: bot }] } } }],
  ['a Slack token inside a sentence', { detail: `called with ${app}, refused` }],
  ['a Slack token in an address', { url: `https://slack.example/api?token=${bot}&x=1` }],
  ['the password of an address', { url: `postgres://runbell:${secret}@db/runbell` }],
  ['the password of an address without a user', { url: `redis://:${secret}@cache:6379` }],
  ['a refreshed Slack token', { access: 'xoxe.xoxp-1-abcdefghijklmnop' }],
];

const run = promisify(execFile);
let out = { stdout: '', stderr: '' };
let lines: Record<string, unknown>[] = [];

async function write(
  level: string,
  cases: object[] = [...fields.map(([, one]) => one), { incident: 'i1', count: 3, url: plainUrl }],
) {
  const script = 'test/fixtures/log-lines.ts';
  return run(process.execPath, ['--import', 'tsx', script, level, JSON.stringify(cases)]);
}

beforeAll(async () => {
  out = await write('info');
  lines = out.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}, 20_000);

test('standard output stays for people', () => {
  expect(out.stdout).toBe('');
  expect(lines).toHaveLength(fields.length + 3);
});

describe('what does not reach the log', () => {
  test.each(fields.map(([name], index) => [name, index] as const))('%s', (_, index) => {
    const line = JSON.stringify(lines[index]);
    expect(line).toContain('[redacted]');
    expect(line).not.toMatch(/hunter2|xox[a-z.]|xapp/);
  });

  test('a token in the message, in an error or in what it carries', () => {
    const error = JSON.stringify(lines[fields.length + 1]);
    expect(error).toContain('call failed with [redacted]');
    expect(error).not.toMatch(/xoxb|xapp/);
  });

  test('a token that a child logger carries', () => {
    expect(out.stderr).not.toContain('plain-in-child');
  });
});

test('what is no secret stays readable', () => {
  expect(lines[fields.length]).toMatchObject({
    level: 30,
    incident: 'i1',
    count: 3,
    msg: 'a line',
  });
});

test('the level keeps quiet what is below it', { timeout: 20_000 }, async () => {
  const { stderr } = await write('error');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect((await write('silent')).stderr).toBe('');
});

test('no secret of the table reaches the log, however deep in a field it stands', async () => {
  const table = leaks();
  const { stderr } = await write(
    'info',
    table.map(({ text }) => ({ output: text, in: [{ text }] })),
  );
  const logged = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const [index, leak] of table.entries()) {
    expect(logged[index]).toHaveProperty('output');
    expect(survives(leak, JSON.stringify(logged[index])), leak.name).toBe(false);
    expect(survives(leak, logged[index].output + logged[index].in[0].text), leak.name).toBe(false);
  }
}, 30_000);
