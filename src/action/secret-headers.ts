import { isEncodedPair, isInnocent } from './secret-innocent.ts';
import { after, type SecretRule } from './secret-rule.ts';
import { cookie, fields, line, word } from './secret-value.ts';

const quote = String.raw`\\{0,7}["'\x60]?`;
const schemes =
  'basic|bearer|apikey|api-?key|key|ssws|geniekey|splunk|bot|jwt|oauth|negotiate|token(?:[ \\t]{1,4}token=)?';
const signed = 'aws4-hmac-sha256|digest|hmac|signature|hawk';

/** Secrets in the headers of a request or an answer, as programs log them. */
export const headerRules: SecretRule[] = [
  after(
    'authorization header',
    ['authorization'],
    String.raw`authorization${quote}\]?[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}\[?${quote}(?:(?:${schemes})[ \t:]{1,4})?["']?`,
    word,
    { accept: isCredential },
  ),
  after(
    'signed authorization header',
    ['authorization'],
    String.raw`authorization${quote}\]?[ \t]{0,8}[:=][ \t]{0,8}${quote}(?:${signed})[ \t]{1,4}`,
    fields,
  ),
  after(
    'bearer without its header',
    ['bearer'],
    String.raw`(?<![\w-])bearer(?:[ \t]{1,4}|%20)`,
    word,
    {
      accept: (secret) => /^[A-Za-z0-9._~+/=-]{16,}$/.test(secret) && /\d/.test(secret),
    },
  ),
  after('basic without its header', ['basic'], String.raw`(?<![\w-])basic[ \t]{1,4}`, word, {
    accept: isEncodedPair,
  }),
  after(
    'cookies',
    ['cookie'],
    String.raw`(?<!set-)cookie2?${quote}[ \t]{0,4}:[ \t]{0,4}${quote}[^\s=;"']{1,128}=`,
    line,
  ),
  after(
    'set cookie',
    ['set-cookie'],
    String.raw`set-cookie2?${quote}[ \t]{0,4}:[ \t]{0,4}\[?${quote}[^\s=;"']{1,128}=`,
    cookie,
  ),
  after(
    'session cookie by its name',
    ['JSESSIONID', 'PHPSESSID', 'connect.sid', 'ASP.NET_SessionId', 'laravel_session'],
    String.raw`[\w.]+=`,
    cookie,
    { accept: (secret) => secret.length >= 8 },
  ),
];

/** Behind a scheme anything is one; without a scheme, what is no word about the header itself. */
function isCredential(secret: string, before: string): boolean {
  const scheme = new RegExp(`^(?:${schemes}|${signed}|ntlm)$`, 'i');
  return (
    !isInnocent(secret) &&
    !scheme.test(secret) &&
    (/[ \t]["']?$/.test(before) || secret.length >= 6)
  );
}
