import { after, anyOf, type SecretRule, token } from './secret-rule.ts';
import { word } from './secret-value.ts';

const blockName = '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----';
const blockHeaders = String.raw`(?:\s{0,4}[A-Za-z-]{3,30}:[^\n]{0,200}\n){0,6}`;
const blockBody = String.raw`(?:[\w+/=,:\\\s]|-(?!----)){0,16384}`;

/** Keys, signed tokens and hashes of passwords, by their shape. */
export const keyRules: SecretRule[] = [
  {
    ...token('private key block', ['-----BEGIN '], ''),
    pattern: new RegExp(
      `${blockName}${blockHeaders}${blockBody}(?:-----END [A-Z0-9 ]{0,60}-----)?`,
      'y',
    ),
  },
  // The same in base64, as a kubeconfig holds it.
  token(
    'private key in base64',
    ['LS0tLS1CRUdJTi'],
    'LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVk|BFQyBQUklWQV|BPUEVOU1NI|BFTkNSWVBUR)[A-Za-z0-9+/]{20,16384}={0,2}',
  ),
  after(
    'putty key',
    ['Private-Lines:'],
    String.raw`Private-Lines:[ \t]{0,4}\d{1,3}(?:\r?\n|\\n)`,
    (text, at) => {
      const end = text.indexOf('Private-MAC', at);
      return {
        start: at,
        to: end < 0 || end - at > 16_384 ? Math.min(text.length, at + 16_384) : end,
      };
    },
  ),
  token('age key', ['AGE-SECRET-KEY-'], 'AGE-SECRET-KEY-1[A-Z0-9]{50,70}'),
  token('json web token', ['eyJ'], String.raw`(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3}`),
  after(
    'key of a wireguard peer',
    ['PrivateKey', 'PresharedKey'],
    String.raw`(?:PrivateKey|PresharedKey)[ \t]{0,4}=[ \t]{0,4}(?=[A-Za-z0-9+/]{43}=)`,
    word,
  ),
  token(
    'hash of a password',
    [
      '$apr1$',
      '$2a$',
      '$2b$',
      '$2x$',
      '$2y$',
      '$1$',
      '$5$',
      '$6$',
      '$7$',
      '$y$',
      '$argon2',
      'pbkdf2',
      'scrypt',
      'bcrypt',
      'SCRAM-SHA-',
      '{SHA',
      '{SSHA',
    ],
    hashShapes(),
  ),
  {
    ...token('credentials in a URL', ['://'], ''),
    pattern:
      /(?<=[A-Za-z][A-Za-z0-9+.-]{0,30})(?<keep>:\/\/[^\s:/?#@'"`<>\\]{0,128}:)[^\s/?#'"`<>\\]{1,256}(?=@)/y,
    accept: (secret) => !/^(?:[*xX.]{3,}|\$\{?\w|<|\{\{|%s|\[redacted)/.test(secret),
  },
  {
    ...token('credentials in an encoded URL', ['%3A%2F%2F'], ''),
    anyCase: true,
    pattern:
      /(?<=[a-z][a-z0-9+.-]{0,30})(?<keep>%3A%2F%2F(?:[\w.~+!-]|%(?!3A|40|2F)[0-9A-F]{2}){0,128}%3A)(?:[\w.~+!*-]|%(?!40|2F)[0-9A-F]{2}){1,256}(?=%40)/iy,
  },
  {
    ...token('token as the user of a URL', ['://'], ''),
    pattern: /(?<=https?)(?<keep>:\/\/)[A-Za-z0-9_-]{20,256}(?=@)/y,
  },
  {
    ...token('data source name', ['@tcp(', '@unix(', '@('], ''),
    lead: { of: /[^\s"'`@/\\]/, most: 128 },
    pattern: /(?<keep>[\w.-]{1,64}:)[^\s"'`@/]{1,64}(?=@(?:tcp|unix)?\()/y,
  },
];

function hashShapes(): string {
  return anyOf(
    String.raw`\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}`,
    String.raw`\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}`,
    String.raw`\$[15]\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,43}`,
    String.raw`\$6\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}`,
    String.raw`\$[y7]\$[./A-Za-z0-9]{1,10}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}`,
    String.raw`\$argon2(?:id|i|d)\$v=\d+\$[\w=,]{1,60}\$[A-Za-z0-9+/]{8,100}\$[A-Za-z0-9+/]{16,200}`,
    String.raw`(?:pbkdf2|scrypt|bcrypt)(?:_sha\d{1,3}|:sha\d{1,3})?[$:][^\s"'\x60]{20,300}`,
    String.raw`SCRAM-SHA-(?:1|256|512)\$\d+:[A-Za-z0-9+/=]{8,60}\$[A-Za-z0-9+/=:]{20,200}`,
    String.raw`\{S(?:SHA|HA|SHA256|SHA512)\}[A-Za-z0-9+/]{27,100}={0,2}`,
  );
}
