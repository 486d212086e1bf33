import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/action/redact.ts';

const { text: redact } = createRedactor();

/** Joined here, so that no scanner takes this file for a leak. */
const of = (...parts: string[]) => parts.join('');
const letters = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ';
const hex = '0123456789abcdef';

const tokens: [string, string][] = [
  ['Slack bot token', of('xox', 'b-123456789012-1234567890123-', letters)],
  ['Slack app token', of('xa', 'pp-1-A0123456789-1234567890123-', hex)],
  ['Slack rotating token', of('xox', 'e.xox', 'b-1-', letters, letters)],
  ['GitHub token', of('gh', 'p_', letters, '0123456789')],
  ['GitHub server token', of('gh', 's_', letters, '0123456789')],
  ['GitHub fine-grained token', of('github', '_pat_', letters, '_', letters)],
  ['GitLab token', of('gl', 'pat-', letters)],
  ['AWS key id', of('AK', 'IA', 'IOSFODNN7EXAMPLE')],
  ['AWS session key id', of('AS', 'IA', 'IOSFODNN7EXAMPLE')],
  ['Stripe secret key', of('sk', '_live_', letters)],
  ['Stripe restricted key', of('rk', '_test_', letters)],
  ['Stripe webhook secret', of('wh', 'sec_', letters)],
  ['Google API key', of('AI', 'za', 'SyA1234567890abcdefghijklmnopqrstuv')],
  ['Google OAuth token', of('ya', '29.', letters)],
  ['npm token', of('npm', '_', letters, '0123456789')],
  ['PyPI token', of('py', 'pi-', letters, letters)],
  ['Docker Hub token', of('dckr', '_pat_', letters)],
  ['Anthropic key', of('sk', '-ant-', letters, letters)],
  ['SendGrid key', of('SG', '.', letters, '.', letters, letters)],
  ['Mailgun key', of('key', '-', hex, hex)],
  ['Twilio key', of('SK', hex, hex)],
  ['DigitalOcean token', of('dop', '_v1_', hex, hex, hex, hex)],
  ['Vault token', of('hv', 's.', letters)],
  ['Telegram bot token', of('123456789', ':AA', letters, 'abcdefg')],
  ['JSON web token', of('ey', 'JhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxIn0.', letters)],
  [
    'age key',
    of('AGE-SECRET', '-KEY-1', 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE6'),
  ],
];

test.each(tokens)('a %s is taken out wherever it stands', (_, token) => {
  for (const [before, after] of [
    ['', ''],
    ['got "', '" from'],
    ['(', '), '],
    ['\n', '\n'],
  ]) {
    expect(redact(`${before}${token}${after}`)).toBe(`${before}[redacted]${after}`);
  }
});

test.each([
  ['postgres://app:hunter2@db:5432/x', 'postgres://app:[redacted]@db:5432/x'],
  ['redis://:p%40ss@cache:6379', 'redis://:[redacted]@cache:6379'],
  ['amqp+tls://u:a:b@h', 'amqp+tls://u:[redacted]@h'],
  [`https://${letters}@git.example/x`, 'https://[redacted]@git.example/x'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
  ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [redacted]'],
  ["-H 'Authorization: token abcdef'", "-H 'Authorization: token [redacted]'"],
  ['{"Authorization":"Bearer abc"}', '{"Authorization":"Bearer [redacted]"}'],
  ['sent bearer A1b2C3d4E5f6G7h8', 'sent bearer [redacted]'],
  ['Set-Cookie: sid=abcdef; Path=/', 'Set-Cookie: sid=[redacted]; Path=/'],
  ['password=hunter2', 'password=[redacted]'],
  ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=[redacted] psql'],
  ['DB_PASS_WORD: x\nSMTP_PASSWORD: "a b c"', 'DB_PASS_WORD: x\nSMTP_PASSWORD: "[redacted]"'],
  ['{"password":"a\\"b","user":"x"}', '{"password":"[redacted]","user":"x"}'],
  ['{\\"password\\":\\"abc\\"}', '{\\"password\\":\\"[redacted]\\"}'],
  ["passwd => 'x y'", "passwd => '[redacted]'"],
  ['the pwd: 12345', 'the pwd: [redacted]'],
  ['?access_token=abcdefgh&page=2', '?access_token=[redacted]&page=2'],
  ['client_secret=abc;x=1', 'client_secret=[redacted];x=1'],
  ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'AWS_SECRET_ACCESS_KEY=[redacted]'],
  ['"SecretAccessKey": "wJalr"', '"SecretAccessKey": "[redacted]"'],
  ['x-api-key: 7f', 'x-api-key: [redacted]'],
  ['RESEND_API_KEY=re_1', 'RESEND_API_KEY=[redacted]'],
  ['AccountKey=abc==;Endpoint=x', 'AccountKey=[redacted];Endpoint=x'],
  [`deploy_key: ${letters}`, 'deploy_key: [redacted]'],
  ['mysqldump -u root -phunter2 shop', 'mysqldump -u root -p[redacted] shop'],
  ['redis-cli -h cache -a hunter2 ping', 'redis-cli -h cache -a [redacted] ping'],
  ['sshpass -p hunter2 ssh x', 'sshpass -p [redacted] ssh x'],
  ['tool --password hunter2 --force', 'tool --password [redacted] --force'],
  ['tool --api-key=hunter2', 'tool --api-key=[redacted]'],
  ['curl -u bob:hunter2 http://x', 'curl -u bob:[redacted] http://x'],
  ['requirepass hunter2', 'requirepass [redacted]'],
  ["ALTER USER x IDENTIFIED BY 'abc'", "ALTER USER x IDENTIFIED BY '[redacted]'"],
  [
    `https://hooks.slack.com/${of('serv', 'ices')}/T000/B000/${letters}`,
    `https://hooks.slack.com/${of('serv', 'ices')}/[redacted]`,
  ],
])('%s becomes %s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.each([
  ['PKCS 8', 'PRIVATE KEY'],
  ['RSA', 'RSA PRIVATE KEY'],
  ['OpenSSH', 'OPENSSH PRIVATE KEY'],
  ['PGP', 'PGP PRIVATE KEY BLOCK'],
])('a private key block of %s is taken out, also one cut off in the middle', (_, kind) => {
  const body = `Version: GnuPG v2.0 (GNU/Linux)\nProc-Type: 4,ENCRYPTED\n\n${letters}\n${letters}`;
  const begin = of('-----BEG', `IN ${kind}-----\n`, body);
  expect(redact(`a\n${begin}\n-----END ${kind}-----\nb`)).toBe('a\n[redacted]\nb');
  expect(redact(`a\n${begin}`)).toBe('a\n[redacted]');
});

test.each([
  'GET /health 200 in 12 ms',
  'http://localhost:8080/health',
  'git clone https://github.com/a/b.git',
  'ssh://git@github.com/a/b',
  'mail to bob@example.com: sent',
  'commit 3f2a9c81d04b7e6f5a1c2d3e4f5061728394a5b6',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'id 123e4567-e89b-12d3-a456-426614174000',
  'key: 123e4567-e89b-12d3-a456-426614174000',
  'keyboard=us',
  'monkey: banana',
  'primary key: user_id',
  'Key=Value',
  'key: bull:campaign-emails:waiting',
  'max_tokens: 4096',
  'token: 12',
  'tokens used: 123456789',
  'token expired',
  'password is required',
  'password: required',
  'password=',
  'password: ""',
  'password=null, user=x',
  'password=$DB_PASSWORD',
  of('password=$', '{DB_PASSWORD}'),
  'password=<your-password>',
  'password=********',
  'password: string;',
  'PWD=/home/app',
  'secret/app-tls created',
  'secretName: app-tls',
  'Bearer of bad news: uncharacteristically',
  'the secretary: absent',
  'tokenizer=cl100k',
  'skip-lock-token-check',
  'risk-averse-and-otherwise-unremarkable-words',
  'npm_config_registry=x',
  'gh_actions_are_running_now',
  'docker run -u 1000:1000 image',
  'AKIAlike words',
  'eyJust words.and.more',
  'grep: -----BEGIN PUBLIC KEY----- is in a.pem',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
  'up{job="kindle-sync"} 1',
  '2026-11-22T02:36:57.123Z INFO kindle_sync: 42 files',
  'mysql -u root shop',
  'redis-cli -h cache ping',
])('the innocent %s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

describe('values given', () => {
  const { text: ours } = createRedactor({
    values: ['hunter2-and-more', 'hunter2', 'a/b+c d"é', 'ab', ''],
  });

  test.each([
    ['x hunter2 y', 'x [redacted] y'],
    ['hunter2hunter2', '[redacted][redacted]'],
    ['hunter2-and-more', '[redacted]'],
    [`to ${encodeURIComponent('a/b+c d"é')}.`, 'to [redacted].'],
    [JSON.stringify({ v: 'a/b+c d"é' }), '{"v":"[redacted]"}'],
    [Buffer.from('a/b+c d"é').toString('base64'), '[redacted]'],
    ['cab', 'cab'],
  ])('%s becomes %s', (text, expected) => {
    expect(ours(text)).toBe(expected);
  });
});

test('what was redacted once does not change when it is redacted again', () => {
  const text = `password=hunter2 Authorization: Bearer abc postgres://a:b@c ${tokens[0]![1]}`;
  const once = redact(text);
  expect(redact(once)).toBe(once);
});

test('a private key that never ends takes out no more than what may be part of it', () => {
  const begin = of('-----BEG', 'IN PRIVATE KEY-----');
  expect(redact(`a.pem:${begin}\nb.pem: fine`)).toBe('a.pem:[redacted].pem: fine');
  expect(redact(`{"key":"${begin}\\nQUJD\\n","x":1}`)).toBe('{"key":"[redacted]","x":1}');
});

describe('marks', () => {
  const key = (secret: string) => createHash('md5').update(secret).digest('hex').slice(0, 4);
  const { text } = createRedactor({ values: ['a/b+c d"é'], mark: key });
  const mark = (secret: string) => `[redacted ${key(secret)}]`;
  const value = 'a/b+c d"é';

  test.each([
    ['as it is', value],
    ['in an address', encodeURIComponent(value)],
    ['in a form', encodeURIComponent(value).replaceAll('%20', '+')],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in base64 for addresses', Buffer.from(value).toString('base64url')],
    ['in base64 with the line end of echo', Buffer.from(`${value}\n`).toString('base64')],
  ])('a known value has the same mark %s', (_, form) => {
    expect(text(`it is ${form} now`)).toBe(`it is ${mark(value)} now`);
  });

  test.each([
    ['password=p@ss-W0rd', '='],
    ['{"password":"p@ss-W0rd"}', 'JSON'],
    ["PASSWORD='p@ss-W0rd'", 'quotes'],
    ['postgres://app:p%40ss-W0rd@db/x', 'an address'],
    [`password: ${Buffer.from('p@ss-W0rd').toString('base64')}`, 'base64'],
    ['(password: p@ss-W0rd).', 'a sentence'],
    ['Authorization: Bearer p@ss-W0rd', 'a header'],
    ['tool --password p@ss-W0rd', 'a flag'],
  ])('the same secret has the same mark in %s', (line) => {
    expect(text(line)).toContain(mark('p@ss-W0rd'));
  });

  test('another secret has another one, and so has another installation', () => {
    const other = createRedactor({ mark: (secret) => key(`salt ${secret}`) });
    expect(text('password=hunter2')).not.toBe(text('password=hunter3'));
    expect(text('password=hunter2')).not.toBe(other.text('password=hunter2'));
  });
});

describe('values of any shape', () => {
  const { value, words } = createRedactor({ values: ['known-value'] });

  test.each<[unknown, unknown]>([
    [{ password: 'a b "c"' }, { password: '[redacted]' }],
    [{ password: 12_345 }, { password: '[redacted]' }],
    [
      { labels: { db_password: 'x y', job: 'shop' } },
      { labels: { db_password: '[redacted]', job: 'shop' } },
    ],
    [{ Authorization: 'Bearer abc' }, { Authorization: 'Bearer [redacted]' }],
    [[{ name: 'DB_PASSWORD', value: 'x y' }], [{ name: 'DB_PASSWORD', value: '[redacted]' }]],
    [
      { Key: 'api-token', Value: 'Ab12cd34' },
      { Key: 'api-token', Value: '[redacted]' },
    ],
    [
      { argv: ['deploy', '--password', 'x', 'now'] },
      { argv: ['deploy', '--password', '[redacted]', 'now'] },
    ],
    [{ a: [['see known-value']] }, { a: [['see [redacted]']] }],
    [{ 'known-value': 1 }, { '[redacted]': 1 }],
    [
      { max_tokens: 4096, key: 'primary', at: null, ok: true },
      { max_tokens: 4096, key: 'primary', at: null, ok: true },
    ],
    [{ token: '' }, { token: '' }],
  ])('%j', (given, expected) => {
    expect(value(given)).toEqual(expected);
  });

  test('dates and the like stay what they are, and depth has an end', () => {
    const at = new Date(0);
    expect(value({ at })).toEqual({ at });
    let deep: unknown = 'known-value';
    for (let depth = 0; depth < 100; depth += 1) deep = [deep];
    expect(JSON.stringify(value(deep))).not.toContain('known-value');
  });

  test('the words of a command stay as many as they were', () => {
    expect(words(['mysql', '-u', 'root', '-phunter2', 'shop'])).toEqual([
      'mysql',
      '-u',
      'root',
      '-p[redacted]',
      'shop',
    ]);
    expect(words(['psql', 'postgres://a:b c@h'])).toHaveLength(2);
    expect(words(['curl', '-H', 'Authorization: Bearer abc def', 'x'])).toEqual([
      'curl',
      '-H',
      'Authorization: Bearer [redacted] def',
      'x',
    ]);
  });
});
