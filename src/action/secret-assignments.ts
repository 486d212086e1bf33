import { isEncodedPair, isInnocent, isNameOfOne, isRandom } from './secret-innocent.ts';
import { after, anyOf, type SecretRule } from './secret-rule.ts';
import { assigned, element, encoded, word } from './secret-value.ts';

const quote = String.raw`\\{0,7}["'\x60]?`;
/** `=`, `: `, `:=`, `=>`, behind the quote or bracket that closes a name. */
const assigns = String.raw`${quote}\]?[ \t]{0,40}(?::=|=>|->|={1,3}|:)[ \t]{0,40}`;

const someones =
  'auth(?:entication|orization)?|access|refresh|id|bearer|session|security|secret|api|bot|deploy|personal|private|user|app|client|service|account|admin|master|registry|push|webhook|csrf|xsrf|reset|verification|oauth|vault|root|join|npm|git|github|gitlab|slack|telegram|discord|sentry|datadog|pagerduty|grafana';
const opening =
  'api|access|private|secret|account|signing|signature|encryption|decryption|master|license|licence|storage|shared|auth|client|consumer|routing|integration|service|webhook|deploy|ssh|app|application|subscription|functions?|admin|write|read|rest|session|jwt|crypt|cookie|hmac';

/** Names behind which a value is a secret, whatever it looks like. */
const strong = anyOf(
  'pass(?:word|wd|phrase|code)',
  'pwd',
  'secret(?:[_-]?access[_-]?key|_id)?',
  'credentials?',
  `(?<=(?:${someones})[_. -]?)token`,
  `(?<=(?:${opening})[_. -]?)key`,
  '(?<=_)pass',
  'mnemonic',
  'seed[_ -]?phrase',
);
const anchors = ['pass', 'pwd', 'secret', 'credential', 'token', 'key', 'mnemonic', 'seed'];

/** `password2`, `password_prod`, `SECRET_VALUE`. */
const which = String.raw`(?:[_-]?(?:\d{1,3}|value|plain|plaintext|text|b64|base64|new|old|current|previous|prod|production|staging|dev|test|live|main|admin|root|user|db|key|raw|string))?`;

/** Keys of tables and caches, tokens that are counted or turn pages, and the name of a secret in an ARN. */
const others = String.raw`(?<!(?:public|sort|partition|primary|foreign|cache|idempotency|dedup|object|row|shard|hash|group|lock|metric|i18n|translation|next|page|continuation|cursor|max|total|input|output|prompt|completion|sync)[_. -]?(?:key|token)|\d:secret)`;

const name = `${strong}${others}${which}`;
const nameOrToken = `(?:${strong}|token)${others}${which}`;

const sensible = (secret: string) => !isInnocent(secret);

/** Secrets known by the name that stands before them. */
export const assignmentRules: SecretRule[] = [
  after('value of a password, secret or named key', anchors, name + assigns, assigned, {
    accept: isValue,
  }),
  after(
    'value of a token',
    ['token', 'otp', 'jwt'],
    `(?:token|(?<![a-z])otp|jwt)${others}${which}${assigns}`,
    assigned,
    {
      accept: isTokenLike,
    },
  ),
  // Plain `key` also names rows, cache entries and keyboards: the value must look random.
  after(
    'random value of a key',
    ['key', 'signature'],
    `(?:key|signature)${others}${assigns}`,
    assigned,
    {
      accept: isRandom,
    },
  ),
  after('user and password of a registry', ['auth'], `auth${assigns}`, assigned, {
    accept: (secret) => isEncodedPair(secret) || isRandom(secret),
  }),
  after(
    'variable of the environment',
    ['PASS', 'PWD', 'SECRET', 'TOKEN', 'KEY', 'CREDENTIAL'],
    variable(),
    word,
    {
      anyCase: false,
      accept: (secret) => sensible(secret) && !/^\d{1,5}$/.test(secret),
    },
  ),
  after(
    'entry with a name and a value',
    anchors,
    String.raw`${nameOrToken}${quote}(?:[ \t]{0,8},?\s{1,60}|,|\/?>\s{0,8}<)${quote}(?:\w{1,20}:)?value${quote}[ \t]{0,8}[:=>][ \t]{0,8}`,
    assigned,
    { accept: sensible },
  ),
  after(
    'element of XML',
    anchors,
    String.raw`${nameOrToken}(?:\s[^<>]{0,200})?>\s{0,40}(?:<!\[CDATA\[)?(?<=<[\w:.-]{1,80}[^<>]{0,210}>\s{0,40}(?:<!\[CDATA\[)?)`,
    element,
    { accept: sensible },
  ),
  after(
    'assignment in an encoded address',
    anchors,
    String.raw`${nameOrToken}(?:%22|%27)?(?:%20)?(?:%3D|%3A)(?:%20|\+)?(?:%22|%27)?`,
    encoded,
    { accept: sensible },
  ),
  // As `vault kv get` prints it: a name, blanks or a bar, one word, and nothing else on the line.
  after(
    'row of a table',
    anchors,
    String.raw`${nameOrToken}(?:[ \t]{2,60}|\t|[ \t]{1,60}\|[ \t]{1,8})(?=\S{4,400}[ \t]{0,60}\|?[ \t]{0,8}(?:\r?\n|$))(?<=(?:^|\n)[ \t|]{0,8}[\w.-]{1,60}[ \t|]{1,70})`,
    word,
    {
      accept: (secret, before) =>
        sensible(secret) && (isTokenLike(secret, before) || /[^\w.-]/.test(secret)),
    },
  ),
];

/** `DB_PASSWORD=…` to the next blank: what else may stand in it is the value's. */
function variable(): string {
  const start = String.raw`(?:^|[\s"'\x60,;{[(]|\\[nrt"])`;
  const what = String.raw`(?:PASS(?:WORD|WD|PHRASE)?|(?<!OLD|\b)PWD|SECRET|TOKEN|(?<=(?:API|ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION|MASTER|AUTH|ACCOUNT|SERVICE)_?)KEY|CREDENTIALS?)`;
  const about =
    'FILE|PATH|NAME|ID|ARN|URL|URI|TTL|TYPE|LENGTH|COUNT|LIMIT|POLICY|HASH|DIR|HOST|ENDPOINT|PREFIX|HEADER|REQUIRED|ENABLED|VERSION';
  return String.raw`(?<=${start}(?:[A-Z][A-Z0-9_]{0,60})?)${what}(?:_(?!(?:${about})\b|BUCKET|EXPIR|ROTAT|MIN|MAX|ALG)[A-Z0-9]{1,20}){0,3}=`;
}

function isValue(secret: string, before: string): boolean {
  if (isInnocent(secret) || (spaced.test(before) && isNameOfOne(secret))) return false;
  // `accesskey="k"` of a page is a key of the keyboard.
  return secret.length > 1 || !/key/i.test(before);
}

/** As in a program: blanks around the sign, and no quotes. */
const spaced = /[ \t](?:=|:=|==)[ \t]$|: $/;

function isTokenLike(secret: string, before: string): boolean {
  if (secret.length < 6 || isInnocent(secret) || /^[\d.,]{1,9}$/.test(secret)) return false;
  if (/^https?:\/\//.test(secret)) return false;
  const generated = /\d/.test(secret) || /[a-z][A-Z]/.test(secret) || secret.length >= 20;
  // A name in quotes is one of JSON, and a sign of equality right before it is no sentence.
  if (/=["'`]?$|["']\s*:/.test(before)) return generated || !isNameOfOne(secret);
  return generated && !(spaced.test(before) && /^[A-Za-z_.]+$/.test(secret));
}
