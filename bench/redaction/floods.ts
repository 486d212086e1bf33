import { fakes } from './fake.ts';
import { innocents } from './innocents.ts';
import { leaks } from './secrets.ts';

/** What programs write much of. */
export function floods(bytes: number): Record<string, string> {
  const f = fakes(7);
  return {
    'log lines': filled(
      bytes,
      (n) =>
        `2026-11-22T02:36:57.${100 + (n % 900)}Z INFO kindle_sync::worker: processed note ${n} of vault main in ${n % 50} ms status=ok trace=${f.hex(16)}\n`,
    ),
    'lines of JSON': filled(
      bytes,
      (n) =>
        `{"level":30,"time":${1_764_210_001_000 + n},"msg":"alert received","source":"alertmanager","labels":{"job":"shop","severity":"critical"},"id":"${f.uuid()}"}\n`,
    ),
    metrics: filled(
      bytes,
      (n) =>
        `http_requests_total{method="post",code="200",path="/api/${n % 90}",instance="10.0.0.7:9100"} ${n * 17}\n`,
    ),
    'look-alikes': filled(bytes, (n) => `${innocents[n % innocents.length]}\n`),
    base64: filled(bytes, () => `${f.base64(76)}\n`),
    'one endless line': filled(bytes, (n) => `${n},${f.alnum(10)};`),
    'nothing but secrets': filled(bytes, (n) => `${all[n % all.length]?.text}\n`),
  };
}

const all = leaks();

/** The worst that can be written for rules like these: beginnings without ends, and walls of one character. */
export const pathological: readonly [name: string, part: string][] = [
  ['quotes that never end', 'password="'],
  ['single quotes that never end', "token='"],
  ['names without values', 'passwordsecrettokenkey'],
  ['assignments in a row', 'password=password:'],
  ['names and blanks', `password${' '.repeat(39)}`],
  ['names and dashes', 'api-key-secret_token-'],
  ['blocks of YAML', 'password: |\n  a\n'],
  ['entries without values', '"name":"password",\n    '],
  ['elements without ends', '<password>aaaa'],
  ['elements with attributes', `<password ${'a'.repeat(190)}`],
  ['rows of tables', 'password    aaaa bbbb\n'],
  ['encoded names', 'password%3D%22%'],
  ['variables', 'A_SECRET_TOKEN_PASS_KEY='],
  ['beginnings of a JWT', 'eyJaaaaaaaaa-'],
  ['beginnings of a key', '-----BEGIN '],
  ['keys that never end', ['-----BEGIN', ' PRIVATE KEY-----A'].join('')],
  ['keys of PuTTY', 'Private-Lines: 1\n'],
  ['dashes', '-'],
  ['blanks', ' '],
  ['line ends', '\n'],
  ['letters', 'a'],
  ['backslashes', '\\'],
  ['escaped quotes', 'password=\\"'],
  ['addresses that go on', 'a://b:'],
  ['addresses of nothing', '://'],
  ['users in addresses', `x://${'u'.repeat(120)}:`],
  ['encoded addresses', 'a%3A%2F%2Fb%3A'],
  ['keys', 'key=aaaaaaaaaaaaaaaaaaaaa1:'],
  ['mysql without a password', 'mysql -u x '],
  ['logins without a password', 'docker login -u x '],
  ['bearers', 'bearer aaaaaaaaaaaaaaaaaaaa '],
  ['digests', 'authorization: digest a=b,'],
  ['cookies', 'cookie: a=b; '],
  ['logins of netrc', 'login a password '],
  ['fields of pgpass', ':*:a:b:'],
  ['beginnings of tokens', 'xoxb-ghp_sk-npm_AKIAglpat-'],
  ['hex with a tail', '0123456789abcdef0123456789abcdef-us'],
  ['ends of tokens', '.atlasv1.'],
  ['digits and colons', '1234567890:AA'],
  [
    'base64 of base64',
    Buffer.from(Buffer.from('password: x '.repeat(40)).toString('base64')).toString('base64'),
  ],
  ['parts of base64', `${Buffer.from('plain text and more of it').toString('base64')}.`],
  ['marks', '[redacted 3f2a]'],
  ['half characters', '\ud83d'],
];

function filled(bytes: number, line: (n: number) => string): string {
  const lines: string[] = [];
  for (let length = 0, n = 0; length < bytes; n += 1) {
    const one = line(n);
    lines.push(one);
    length += one.length;
  }
  return lines.join('');
}
