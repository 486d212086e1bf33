/**
 * Values that are no secret although a word like `password` stands before them: absent, masked, a type,
 * a reference, a place, an everyday word of a sentence.
 */
export function isInnocent(value: string): boolean {
  return (
    !/[A-Za-z0-9\u0080-\uffff]/.test(value) ||
    innocentWords.has(value.toLowerCase().replace(/^[([{<]+|[)\]}>.,;:!?]+$/g, '')) ||
    references.some((pattern) => pattern.test(value))
  );
}

/** Looks made by a machine: letters and digits mixed without sense, and no well-known shape. */
export function isRandom(value: string): boolean {
  if (value.length < 16 || !/^[A-Za-z0-9+/_.~=-]+$/.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((one) => one.test(value)).length;
  if (classes < 2 || !/[A-Za-z]/.test(value)) return false;
  if (wellKnown.some((pattern) => pattern.test(value))) return false;
  return (
    entropy(value) >= (value.length >= 24 ? 3 : 3.2) && !isMadeOfWords(value) && !isCamelCase(value)
  );
}

/** Bits for each character, from how often each of them stands in the value. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** `user:password` and the like, as `Basic` and container registries carry it. */
export function isEncodedPair(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  return /^[\x21-\x7e]{0,200}:[\x20-\x7e]{1,800}$/.test(Buffer.from(value, 'base64').toString());
}

const innocentWords = new Set(
  `true false null nil none yes no on off undefined required missing invalid incorrect wrong expired
   unset unknown empty not is was are be must string str number int integer boolean bool optional bytes
   byte text varchar char secretstring see ask in at by from the a an via with use using has have had will
   would can cannot could should for to of and or if then when this that it its as please set get changed
   change reset rotated rotate rotation updated update deleted delete created create denied failed failure
   rejected accepted malformed valid ok okay mismatch matches match enabled disabled default include omit same-origin
   n/a na tbd todo redacted hidden masked removed filtered sensitive encrypted plaintext hashed any all both
   same different only new old prompt stdin env environment file vault keyring manual auto inherit
   authentication authorization policy policies manager page pages found present absent ready pending rbac
   abac webhook alwaysallow files compat systemd ldap sss`
    .split(/\s+/)
    .filter(Boolean),
);

const references = [
  // Masked by somebody else, or by us.
  /^[*•·.xX_#?-]{3,}$/,
  /^\[?\(?<?(?:redacted|hidden|masked|filtered|removed|sensitive|secret value|known after apply)\b/i,
  // Filled in elsewhere.
  /^\$[({A-Za-z_]|^%[A-Za-z_(]|^\{\{|^\{[\w.-]+\}|^<[\w .:/-]*>?$|^@[A-Z][\w.]+\(|^!(?:Ref|Sub|GetAtt|ImportValue|vault|secret)\b|^&[\w-]+$/,
  /^(?:process\.env|os\.environ|os\.getenv|env|ENV|var|local|data|secrets|vars|config|settings|options|opts|args|params|self|this|req|request|user|ctx|props|state|form|values|inputs|steps|needs|github|context)(?:\.[\w.]+|\[.*)$/,
  /^[A-Za-z_][\w.]*\(/,
  /^(?:vault|op|file|secret|ssm|sops|awssm|gcpsm|akv|kms|doppler|bws|keychain|env):(?:\/\/)?[\w./#-]+$/i,
  /^ENC\[|^vault:v\d+:|^arn:aws[\w-]*:|^projects\/[\w-]+\/secrets\//,
  // A type, a colour, a port.
  /^(?:Optional|Union|List|Dict|Array|Promise)[[<]|^\{[A-Z]\w+\}?$|^#[0-9a-f]{3,8}$|^\d{1,5}\/(?:tcp|udp)$/i,
  // A place in the file system.
  /^(?:~|\.{1,2})?\/(?:[\w.@%+-]+\/)*[\w.@%+-]*$/,
  /^[A-Z]:\\/,
];

const wellKnown = [
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  // A date with a time, a version, a host, a name made of parts.
  /^\d{4}-\d\d-\d\d[T_-]/,
  /^v?\d+(?:\.\d+)+(?:[-+.][\w.]+)?$/,
  /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/,
  /^\d[\d.+eE-]*$/,
];

/** `campaign-emails-2024-final`, `backups/2026/shop-3f2a9c81.dump`: two words or more in it. */
function isMadeOfWords(value: string): boolean {
  const words = value
    .split(/[-_./+=~]+/)
    .filter((part) => /^(?:[A-Za-z][a-z]{2,19}|[A-Z]{3,20})$/.test(part));
  return words.length >= 2;
}

/** `getUserFromSessionStore`: long stretches of small letters, and next to no digits. */
function isCamelCase(value: string): boolean {
  const inWords = (value.match(/[A-Z]?[a-z]{3,}/g) ?? []).join('').length;
  const figures = value.replaceAll(/\D/g, '').length;
  return inWords >= value.length / 2 && figures < value.length * 0.08;
}

/** `self._token = access_token` and `password: user.password` of a program: a name, where a value would be. */
export function isNameOfOne(value: string): boolean {
  return (
    /^[A-Za-z_]+(?:\.[A-Za-z_]+)*$/.test(value) &&
    telling.test(value) &&
    (/[._]/.test(value) || bareName.test(value))
  );
}

const telling =
  /(?:password|passwd|passphrase|secret|token|key|credentials?|authorization|header|value|type|name)$/i;
const bareName = /^(?:password|passwd|passphrase|secret|token|credentials?)$/;
