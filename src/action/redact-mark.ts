/** Four hexadecimal digits from a secret and the key of the installation; see `Vault.mark`. */
export type Mark = (secret: string) => string;

/** What takes the place of a secret: the same for the same one, in whatever form it was written. */
export function markOf(secret: string, mark: Mark | null, known?: string): string {
  return mark === null ? '[redacted]' : `[redacted ${mark(plainForm(known ?? secret))}]`;
}

/** Whether some of the text was taken out. */
export function isRedacted(text: string): boolean {
  return /\[redacted(?: [0-9a-f]{4})?\]/.test(text);
}

/** The secret itself, out of JSON, out of an address, out of base64. */
export function plainForm(secret: string): string {
  let text = secret.trim();
  for (let turn = 0; turn < 4; turn += 1) {
    const next = outOfBase64(outOfAddress(outOfJson(text))).trim();
    if (next === text) break;
    text = next;
  }
  return text;
}

function outOfJson(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

function outOfAddress(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function outOfBase64(text: string): string {
  if (!/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(text)) return text;
  const bytes = Buffer.from(text, 'base64');
  const plain = bytes.toString('utf8');
  // What does not come out the same again was no base64.
  const again = bytes.toString('base64').replace(/=+$/, '');
  const given = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return again === given && /^[\x20-\x7e\n\r\t\u00a1-\ufffc]+$/.test(plain) ? plain : text;
}
