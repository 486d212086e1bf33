import type { SecretRule } from './secret-rules.ts';

const gap = String.raw`[ \t]{0,4}`;
/** `=`, `: `, `:=`, `=>`, after the quote that JSON puts behind a name. */
const assigns = String.raw`\\?["']?${gap}(?::=|=>|[:=])${gap}`;
const quoted = String.raw`"(?:[^"\\\n]|\\.)+"?|'[^'\n]+'?|\\"(?:[^"\\\n]|\\(?!"))+`;
const bare = String.raw`[^\s"'\\,;&]+`;

/** Values that are no secret: absent, masked, a type, a reference, a place in the file system. */
const innocentWords =
  'true|false|null|nil|none|yes|no|undefined|required|missing|invalid|incorrect|expired|unset|unknown|empty|not|is|was|must|string|str|number|int|integer|boolean|bool|optional|bytes|text|varchar';
const references = String.raw`\*+|x{3,}|\.{3}|\[redacted|%[sdvq]|\$\(|\$?\{+[\w .-]*\}+|\$[A-Z_][A-Z0-9_]*|<[\w .-]*>|/(?:home|root|run|etc|var|usr|opt|tmp|app|srv|mnt|proc|dev|Users|workspace)/`;
const notInnocent = String.raw`(?!\\?["']?(?:(?:${innocentWords}|${references})(?![\w]))|\\?["']{2}|\\?["']?/(?:home|root|run|etc|var|usr|opt|tmp|app|srv|Users)/)`;
const notSmallNumber = String.raw`(?!\\?["']?\d{1,5}(?![\w]))`;

/** Names after which a value is a secret, whatever it looks like. */
const strong = [
  'pass(?:word|wd|phrase|code)',
  'pwd',
  'secret',
  'credentials?',
  'auth[_-]?token',
  '(?:api|access|private|secret|account|signing|encryption|master|license|storage)[_-]?key',
].join('|');

/** Secrets known by the word that stands before them. */
export const assignmentRules: SecretRule[] = [
  rule(
    'authorization header',
    String.raw`(?<keep>\b(?:proxy-)?authorization${assigns}\\?["']?(?:(?:basic|bearer|token|digest|negotiate|apikey|aws4-hmac-sha256)[ \t]{1,4})?)[^\s"'\\][^\r\n"'\\]*`,
  ),
  rule(
    'bearer without its header',
    String.raw`(?<keep>\bbearer[ \t]{1,4})(?=[^\s]{0,200}\d)[A-Za-z0-9._~+/-]{16,}={0,2}`,
  ),
  rule(
    'cookie header',
    String.raw`(?<keep>\b(?:set-)?cookie:[ \t]{0,4}[^\s=;]{1,128}=)[^\r\n"']{4,}`,
  ),
  rule(
    'value of a password, secret or named key',
    `(?<keep>(?:${strong})${assigns})${notInnocent}(?:${quoted}|${bare})`,
  ),
  rule(
    'value of a token',
    String.raw`(?<keep>(?:token|jwt|otp)${assigns})${notInnocent}${notSmallNumber}(?:${quoted}|[^\s"'\\,;&]{6,})`,
  ),
  // Plain `key` also names rows, cache entries and keyboards: the value must look random.
  rule(
    'random value of a key',
    String.raw`(?<keep>key${assigns}\\?["']?)(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[A-Za-z+/_-]{0,64}\d)(?=[\d+/_-]{0,64}[A-Za-z])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w:.])`,
  ),
  rule(
    'command line flag',
    String.raw`(?<keep>--[a-z-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api-?key|secret-key|access-key)[ \t]{1,4})(?!-)${notInnocent}(?:${quoted}|${bare})`,
    ['--'],
  ),
  rule(
    'user:password flag',
    String.raw`(?<keep>\s(?:-u|--user)[ =]["']?[^\s:"']{1,128}:)(?!\d+(?!\S))[^\s"']{1,512}`,
    ['-u', '--user'],
  ),
  rule(
    'password flag of one letter',
    String.raw`(?<keep>\b(?:mysql(?:dump|admin)?\b[^\n|;]{0,200}?[ \t]-p|(?:redis-cli\b[^\n|;]{0,200}?[ \t]-a|sshpass[ \t]{1,2}-p)[ \t]{0,2}))["']?[^\s"']{3,}`,
    ['mysql', 'redis-cli', 'sshpass'],
  ),
  rule(
    'server configuration',
    String.raw`(?<keep>\b(?:requirepass|masterauth|identified[ \t]{1,4}by|login[ \t]{1,4}\S{1,128}[ \t]{1,4}password)[ \t]{1,4})["']?[^\s"';]{1,512}`,
  ),
];

function rule(name: string, pattern: string, hints: string[] = []): SecretRule {
  return { name, hints, pattern: new RegExp(pattern, 'gi') };
}
