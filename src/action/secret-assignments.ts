import type { SecretRule } from './secret-rules.ts';

const quoted = String.raw`"(?:[^"\\\n]|\\.){1,4096}"?|'[^'\n]{1,4096}'?|\\"(?:[^"\\\n]|\\(?!")){1,4096}`;
const bare = String.raw`[^\s"'\\,;&<>()\[\]{}|]{1,4096}`;
/** `=`, `: `, `:=`, `=>`, with the quotes that JSON puts after a name. */
const assigns = String.raw`\\?["']?\s{0,4}(?::=|=>|[:=])\s{0,4}`;
const innocent = String.raw`(?!\\?["']?(?:true|false|null|nil|none|yes|no|undefined|required|missing|invalid|expired|unset|unknown|not|is|\*+|\[redacted|\$|<|%[sdvq]|\d{1,5}\b)(?:[^\w]|$))`;

/** Names after which a value is a secret, whatever it looks like. */
const strong =
  'pass(?:word|wd|phrase)|pwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|account[_-]?key|signing[_-]?key|encryption[_-]?key|master[_-]?key|client[_-]?secret|credentials?|auth[_-]?token';

/** Secrets known by the word that stands before them. */
export const assignmentRules: SecretRule[] = [
  {
    name: 'authorization header',
    hints: [],
    pattern:
      /(?<keep>\b(?:proxy-)?authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:(?:basic|bearer|token|digest|negotiate|apikey|aws4-hmac-sha256)\s{1,4})?)[^\s"'\\][^\r\n"'\\]{0,4096}/gi,
  },
  {
    name: 'bearer without its header',
    hints: [],
    pattern: /(?<keep>\bbearer\s{1,4})(?=[^\s]{0,200}\d)[A-Za-z0-9._~+/-]{16,4096}={0,2}/gi,
  },
  {
    name: 'cookie header',
    hints: [],
    pattern: /(?<keep>\b(?:set-)?cookie:\s{0,4}[^\s=;]{1,128}=)[^\r\n"']{4,4096}/gi,
  },
  {
    name: 'value of a password, secret or named key',
    hints: [],
    pattern: new RegExp(`(?<keep>(?:${strong})${assigns})${innocent}(?:${quoted}|${bare})`, 'gi'),
  },
  {
    name: 'value of a token',
    hints: [],
    pattern: new RegExp(
      `(?<keep>(?:token|jwt|otp)${assigns})${innocent}(?:${quoted}|[^\\s"'\\\\,;&<>()\\[\\]{}|]{6,4096})`,
      'gi',
    ),
  },
  {
    // Plain `key` also names rows, cache entries and keyboards: the value must look random.
    name: 'random value of a key',
    hints: [],
    pattern: new RegExp(
      `(?<keep>key${assigns}\\\\?["']?)(?=[A-Za-z+/_-]{0,64}\\d)(?=[\\d+/_-]{0,64}[A-Za-z])[A-Za-z0-9+/_-]{20,4096}={0,2}(?![\\w:.])`,
      'gi',
    ),
  },
  {
    name: 'command line flag',
    hints: ['--'],
    pattern: new RegExp(
      `(?<keep>--[a-z-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api-?key|secret-key|access-key)[ \\t]{1,4})(?!-)${innocent}(?:${quoted}|${bare})`,
      'gi',
    ),
  },
  {
    name: 'user:password flag',
    hints: ['-u', '--user'],
    pattern: /(?<keep>\s(?:-u|--user)[ =]["']?[^\s:"']{1,128}:)[^\s"']{1,512}/g,
  },
  {
    name: 'server configuration',
    hints: [],
    pattern:
      /(?<keep>\b(?:requirepass|masterauth|identified\s{1,4}by|login\s{1,4}\S{1,128}\s{1,4}password)\s{1,4})["']?[^\s"';]{1,512}/gi,
  },
];
