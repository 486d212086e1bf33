import { isEncodedPair, isInnocent } from './secret-innocent.ts';
import { after, anyOf, type SecretRule } from './secret-rule.ts';
import { assigned, word } from './secret-value.ts';

const sensible = (secret: string) => !isInnocent(secret);
/** The words between a program and its flag. */
const words = String.raw`\b[^\n|;]{0,200}?`;
/** Between a flag and its value: a blank, a sign of equality, or two words of a list in JSON or YAML. */
const next = String.raw`(?:[ \t]{1,4}|=|\\{0,7}["'],\s{0,8}\\{0,7}["'])["']?`;

/** Secrets that stand on a command line. */
const lineRules: SecretRule[] = [
  after(
    'flag that says so',
    ['--'],
    `--[a-z0-9.-]{0,40}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|(?:api|access|secret|auth|private|account|license)-?key|credentials?)${next}(?!-)`,
    word,
    { accept: (secret) => sensible(secret) && !/^\d{1,3}$/.test(secret) },
  ),
  after(
    'user and password of curl',
    ['-u ', '-u=', '-u"', "-u'", '--user'],
    String.raw`(?<=\s|^|["'])(?:-u|--user)${next}[^\s:"']{1,128}:`,
    word,
    { anyCase: false, accept: (secret) => sensible(secret) && !/^(?:\d+|\/\/.*)$/.test(secret) },
  ),
  after(
    'password of mysql',
    ['mysql', 'mariadb'],
    String.raw`(?:mysql|mariadb)(?:-?(?:dump|admin|check|import|show|binlog|pump))?${words}(?<=[ \t"'])-p`,
    word,
    // `-port` and `-protocol` are no passwords.
    {
      accept: (secret) =>
        sensible(secret) && secret.length >= 3 && !/^(?:rotocol|ort|lugin|ager)/.test(secret),
    },
  ),
  after(
    'password of openssl',
    ['-pass'],
    String.raw`(?<![\w-])-pass(?:in|out)?[ \t]{1,4}["']?pass:`,
    word,
    { anyCase: false },
  ),
  after(
    'password flag of a program',
    [
      'redis-cli',
      'valkey-cli',
      'sshpass',
      ...['docker', 'podman', 'az', 'helm registry', 'oras', 'buildah', 'skopeo'].map(
        (name) => `${name} login`,
      ),
      'mongo',
      'htpasswd',
      'ldap',
      'zip ',
      '7z ',
      'lftp',
    ],
    anyOf(
      String.raw`(?:redis|valkey)-cli${words}[ \t]-a[ \t]{0,2}`,
      String.raw`sshpass[ \t]{1,4}-p[ \t]{0,2}`,
      String.raw`[a-z ]{2,13} login${words}[ \t]-p[ \t]{1,4}`,
      String.raw`mongo(?:sh|dump|restore|export|import)?${words}[ \t]-p[ \t]{1,4}`,
      String.raw`htpasswd${words}[ \t]-[a-zA-Z]*b[a-zA-Z]*[ \t]{1,4}\S{1,200}[ \t]{1,4}\S{1,200}[ \t]{1,4}`,
      String.raw`ldap(?:search|add|modify|delete|passwd)${words}[ \t]-w[ \t]{1,4}`,
      String.raw`(?:zip|7z)${words}[ \t]-[pP][ \t]{0,2}`,
      String.raw`lftp${words}[ \t]-u[ \t]{1,4}[^\s,]{1,100},`,
    ),
    word,
    { anyCase: false, accept: (secret) => sensible(secret) && secret.length >= 3 },
  ),
  after(
    'password behind a user',
    ['rabbitmqctl', 'sqlplus', 'smbclient', 'net user'],
    anyOf(
      String.raw`rabbitmqctl${words}(?:add_user|change_password|authenticate_user)[ \t]{1,4}\S{1,128}[ \t]{1,4}`,
      String.raw`sqlplus${words}[ \t][\w$]{1,64}\/(?!\/)`,
      String.raw`smbclient${words}[ \t]-U[ \t]{0,2}[^\s%]{1,100}%`,
      String.raw`net user[ \t]{1,4}\S{1,64}[ \t]{1,4}(?!\/)`,
    ),
    word,
    { accept: sensible },
  ),
];

/** Secrets in the language of a server or in the file of a program. */
const fileRules: SecretRule[] = [
  after(
    'configuration of a server',
    ['requirepass', 'masterauth', 'bindpw', 'rootpw', 'default_pass', 'masteruser_pass'],
    String.raw`[a-z_]+(?:[ \t]{1,20}|[ \t]{0,20}[=:][ \t]{0,20})`,
    assigned,
    { accept: sensible },
  ),
  after(
    'AUTH of a protocol',
    ['AUTH '],
    String.raw`(?<=(?:^|[\n>:"']) {0,4})AUTH[ \t]{1,4}(?:PLAIN[ \t]{1,4}|(?!LOGIN|XOAUTH2|CRAM-MD5)\w{1,64}[ \t]{1,4}(?=\S{4,256}[ \t]{0,4}(?:\r?\n|["']|$)))?`,
    assigned,
    {
      anyCase: false,
      accept: (secret, before) =>
        sensible(secret) &&
        (/\d/.test(secret) || isEncodedPair(secret) || /AUTH\s+\w/.test(before)) &&
        !/^\d{3}$/.test(secret),
    },
  ),
  after(
    'password of a role',
    ['identified', 'password'],
    anyOf(
      String.raw`identified[ \t]{1,4}(?:with[ \t]{1,4}\S{1,60}[ \t]{1,4})?by[ \t]{1,4}(?:password[ \t]{1,4})?(?:(?=['"])|(?<=\b(?:create|alter|grant)\b[^\n;]{0,200}))`,
      String.raw`password[ \t]{1,4}(?=['"])(?<=\b(?:user|role|login|with|encrypted|for|set)\b[^\n;]{0,120})`,
    ),
    assigned,
    { accept: sensible },
  ),
  after(
    'netrc',
    ['login'],
    String.raw`login\s{1,8}\S{1,128}\s{1,8}(?:account\s{1,4}\S{1,128}\s{1,8})?password\s{1,8}`,
    word,
    { accept: sensible },
  ),
  after(
    'pgpass',
    [':5432:', ':5433:', ':6432:', ':*:'],
    String.raw`(?<=(?:^|\n)[\w.*-]{1,253}):(?:\d{4,5}|\*):[^:\s\d][^:\s]{0,63}:[^:\s\d][^:\s]{0,63}:(?=\S{1,256}[ \t]{0,4}(?:\r?\n|$))`,
    word,
    { accept: sensible },
  ),
];

export const commandRules: SecretRule[] = [...lineRules, ...fileRules];
