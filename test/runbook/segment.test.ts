import { describe, expect, test } from 'vitest';
import type { Trust } from '../../src/runbook/command/lexical.ts';
import { segmentFence } from '../../src/runbook/command/segment.ts';

function commands(code: string, trust: Trust = 'tagged'): string[] {
  return segmentFence(code, trust).flatMap((one) => (one.kind === 'command' ? [one.text] : []));
}

function labels(code: string): (string | null)[] {
  return segmentFence(code, 'tagged').flatMap((one) => (one.kind === 'command' ? [one.label] : []));
}

test('each line of a fence is a command of its own', () => {
  expect(commands('docker ps\ndf -h')).toEqual(['docker ps', 'df -h']);
});

test.each([
  ['a continued line', 'curl -s \\\n  http://a \\\n  -H b'],
  ['an open quote', 'psql -c "\nSELECT 1\n\nFROM t"'],
  ['a here-document', 'cat > a << EOF\nb {\n}\nEOF'],
  ['a loop', 'for x in a b; do\n  docker restart $x\ndone'],
  ['a trailing pipe', 'docker logs web |\n  grep a'],
  ['a trailing &&', 'docker pull a &&\n  docker restart a'],
  ['an open substitution', 'kill $(\n  pgrep web\n)'],
])('%s is one command', (_, code) => {
  expect(commands(code)).toEqual([code]);
});

test('a quote that never closes does not swallow the fence', () => {
  expect(commands("echo don't\ndocker ps")).toContain('docker ps');
});

test('prompts are stripped and output below them is not a command', () => {
  const code = '$ docker ps\nCONTAINER ID   IMAGE\ndocker ps lists them\n$ df -h\n/dev/sda1 20G';
  expect(commands(code)).toEqual(['docker ps', 'df -h']);
});

test('a prompt with user and host is a prompt', () => {
  expect(commands('anna@web-1:~$ uptime\n 10:00 up 3 days', 'untagged')).toEqual(['uptime']);
});

test('a comment labels the commands below it, up to the next blank line', () => {
  expect(labels('# Queue sizes\nredis-cli llen a\nredis-cli llen b\n\ndf -h')).toEqual([
    'Queue sizes',
    'Queue sizes',
    null,
  ]);
});

test('a comment that no command follows is a manual step when it tells to do something', () => {
  const found = segmentFence('df -h\n\n# Review the query plans\n# mostly harmless', 'tagged');
  expect(found.filter((one) => one.kind === 'comment').map((one) => one.text)).toEqual([
    'Review the query plans',
  ]);
});

test('"Edit config.yaml" is a step for a person, not the label of the next command', () => {
  const found = segmentFence(
    '# More memory\ndocker compose down\n# Edit config.yaml\ndocker compose up -d',
    'tagged',
  );
  expect(found.map((one) => [one.kind, one.text])).toEqual([
    ['command', 'docker compose down'],
    ['comment', 'Edit config.yaml'],
    ['command', 'docker compose up -d'],
  ]);
});

test('lines below "Expected output" are never commands', () => {
  expect(commands('pg_isready\n# Expected output:\ndocker ps')).toEqual(['pg_isready']);
});

test.each([
  'mem_limit: 1g',
  'max_connections = 200',
  'POOL_SIZE=20',
  'export DEBUG=true',
  'cd backend',
  'source venv/bin/activate',
  '0 2 * * * pg_dump a | gzip > b',
  '{"ok": true}',
  '  "a": 1,',
  '>>> settings.dict()',
  'from app.main import app',
  'import os',
  'db = Database()',
  'db.cleanup(30)',
  'SELECT count(*) FROM t;',
  'mysql> SHOW TABLES',
  '- name: build',
  'compress',
  'total=$((a + b))',
  'Usage: docker [options]',
  '2026-01-01 10:00:00 docker restart web',
])('`%s` in a shell fence is shown, not run', (line) => {
  expect(commands(line)).toEqual([]);
});

test('a block of configuration is shown whole', () => {
  const code =
    '/var/log/a/*.log {\n    daily\n    postrotate\n        docker restart a\n    endscript\n}';
  expect(segmentFence(code, 'tagged')).toEqual([{ kind: 'snippet', text: code, from: 0, to: 5 }]);
});

test('without a tag only what looks like a command is one', () => {
  expect(
    commands('kubectl get pods\nname is here\nmake it so\nfile not found', 'untagged'),
  ).toEqual(['kubectl get pods']);
});

test('X=$(lookup) runs something, X=1 does not', () => {
  expect(commands('X=$(kubectl get pods)\nY=1\nexport Z=$(date)')).toEqual([
    'X=$(kubectl get pods)',
    'export Z=$(date)',
  ]);
});

describe('prompts that say nothing by themselves', () => {
  test.each([
    [
      'a root prompt',
      '# systemctl status web\n* web.service\n# journalctl -u web -n 5',
      ['systemctl status web', 'journalctl -u web -n 5'],
    ],
    ['a lone root prompt', '# docker stop web', ['docker stop web']],
    [
      'a root prompt with a continued line',
      '# kubectl get pods \\\n  -n web\nNAME READY',
      ['kubectl get pods \\\n  -n web'],
    ],
    [
      'a root prompt after a change of folder',
      '# cd /opt/mail\n# docker compose ps\nNAME',
      ['docker compose ps'],
    ],
    ['an angle bracket', '> kubectl get pods\nNAME READY', ['kubectl get pods']],
    ['the name of a host', 'web-1# df -h\n/dev/sda1 9%', ['df -h']],
  ])('%s is taken away where all such lines are commands', (_, code, found) => {
    expect(commands(code)).toEqual(found);
  });

  test.each([
    [
      'a comment in words',
      '# Restart the web server\nsystemctl restart web',
      ['systemctl restart web'],
    ],
    ['a command that is commented out', '# docker system prune -af\ndocker ps', ['docker ps']],
    [
      'a comment that begins with a program and goes on in words',
      '# top processes by memory\nps aux',
      ['ps aux'],
    ],
  ])('%s is none', (_, code, found) => {
    expect(commands(code)).toEqual(found);
  });

  test('what was typed at a prompt is a command, whatever it is', () => {
    expect(commands('$ molecule converge\nINFO done\n$ make setup', 'untagged')).toEqual([
      'molecule converge',
      'make setup',
    ]);
  });
});

test.each([
  ['a target of make', 'make dev deploy ENV=prod', true],
  ['a sentence with make', 'make sure that it is up', false],
  ['a sentence about curl', 'curl failed to verify the legitimacy of the server', false],
  ['a line of last', 'last uploaded: Tue 05 Mar 13:40:39', false],
  ['a test', '[ -f /etc/web.conf ]', true],
  ['a log level', '[ INF ] Welcome to the server', false],
  ['a grammar', '[ <labelname>: <labelvalue> ]', false],
  ['a diff', 'diff --git a/x.yml b/x.yml', false],
  ['a setting of two words', 'mon host = [v2:10.0.0.1:3300]', false],
])('%s (`%s`) is a command: %s', (_, line, expected) => {
  expect(commands(line, 'untagged')).toEqual(expected ? [line] : []);
});

test('a lone word among lines of output is no program, and by itself it is one', () => {
  expect(commands('locked\nInsufficient space (<5GB)\nread-only')).toEqual([]);
  expect(commands('chef-client-enable')).toEqual(['chef-client-enable']);
});

test('lines of output that follow each other are one thing to show', () => {
  const found = segmentFence('$ df -h\nFilesystem Size\n/dev/sda1 20G\n$ uptime', 'tagged');
  expect(found.map(({ kind, text }) => [kind, text])).toEqual([
    ['command', 'df -h'],
    ['snippet', 'Filesystem Size\n/dev/sda1 20G'],
    ['command', 'uptime'],
  ]);
});
