/** One way a secret gives itself away. A match may begin with a `keep` group that stays readable. */
export interface SecretRule {
  name: string;
  /** The rule is skipped unless the text holds one of these: a plain search is far cheaper. */
  hints: string[];
  /** Global, and linear in the length of the text: no nested or overlapping repeats. */
  pattern: RegExp;
}

/** Formats that name themselves: wherever they stand, they are secrets. */
export const tokenRules: SecretRule[] = [
  {
    name: 'private key block',
    hints: ['-----BEGIN'],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\s{0,4}[A-Za-z-]{3,30}:[^\n]{0,200}\n){0,6}(?:[\w+/=,:\\\s]|-(?!----)){0,16384}(?:-----END [A-Z0-9 ]{0,60}-----)?/g,
  },
  {
    name: 'credentials in a URL',
    hints: ['://'],
    pattern:
      /(?<keep>\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/?#@'"<>]{0,256}:)[^\s/?#'"<>]{1,512}(?=@)/gi,
  },
  {
    name: 'token as the user of a URL',
    hints: ['://'],
    pattern: /(?<keep>\bhttps?:\/\/)[A-Za-z0-9_-]{20,256}(?=@)/g,
  },
  token('slack', ['xox', 'xapp-'], /\b(?:xoxe\.)?(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,256}/g),
  token(
    'slack webhook',
    ['hooks.slack.com/'],
    /(?<keep>hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{8,256}/g,
  ),
  token(
    'github',
    ['gh', 'github_pat_'],
    /\bgh[pousr]_[A-Za-z0-9]{30,256}\b|\bgithub_pat_[A-Za-z0-9_]{30,256}\b/g,
  ),
  token('gitlab', ['gl'], /\bgl(?:pat|dt|rt|ptt|cbt|soat|ft)-[A-Za-z0-9_-]{20,128}/g),
  token('aws key id', ['A'], /\b(?:AKIA|ASIA|AGPA|AROA|AIDA|ANPA)[A-Z0-9]{16}\b/g),
  token('stripe', ['_'], /\b(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,128}\b/g),
  token('google api key', ['AIza'], /\bAIza[A-Za-z0-9_-]{35}/g),
  token(
    'google oauth',
    ['ya29.', 'GOCSPX-'],
    /\bya29\.[A-Za-z0-9_-]{20,512}|\bGOCSPX-[\w-]{20,64}/g,
  ),
  token('npm', ['npm_'], /\bnpm_[A-Za-z0-9]{36}\b/g),
  token('pypi', ['pypi-'], /\bpypi-[A-Za-z0-9_-]{32,512}/g),
  token('docker', ['dckr_'], /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,128}/g),
  token('openai, anthropic', ['sk-'], /\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,256}/g),
  token('sendgrid', ['SG.'], /\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,128}/g),
  token('mailgun, mailchimp', ['key-', '-us'], /\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-us\d{1,2}\b/g),
  token('twilio', ['SK', 'AC'], /\b(?:SK|AC)[0-9a-f]{32}\b/g),
  token('digitalocean', ['do'], /\bdo[opr]_v1_[0-9a-f]{64}\b/g),
  token('shopify', ['shp'], /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g),
  token('vault', ['hv'], /\bhv[sbr]\.[A-Za-z0-9_-]{24,256}/g),
  token('telegram', [':AA'], /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g),
  token('json web token', ['eyJ'], /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3}/g),
  token('age key', ['AGE-SECRET-KEY-'], /\bAGE-SECRET-KEY-1[A-Z0-9]{50,70}/g),
];

function token(name: string, hints: string[], pattern: RegExp): SecretRule {
  return { name, hints, pattern };
}
