/** Shorter values are in too many innocent words to be taken out of them. */
const shortestValue = 4;

/** A value may be printed as it is, URL-encoded, inside JSON, or in base64. By form, the value that it is one of. */
export function knownForms(values: readonly string[]): Map<string, string> {
  const forms = new Map<string, string>();
  for (const value of values) {
    const plain = value.trim();
    for (const form of formsOf(plain))
      if (form.length >= shortestValue && !forms.has(form)) forms.set(form, plain);
  }
  return forms;
}

function formsOf(plain: string): string[] {
  if (plain.length < shortestValue) return [];
  const json = JSON.stringify(plain).slice(1, -1);
  const base64 = Buffer.from(plain).toString('base64').replace(/=+$/, '');
  const url = encodeURIComponent(plain);
  return [
    plain,
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    json,
    JSON.stringify(json).slice(1, -1),
    // As programs write JSON that may stand in a page.
    json.replaceAll(/[&<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    `${base64}==`.slice(0, Math.ceil(base64.length / 4) * 4),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    ...linesOf(plain),
  ];
}

/** What several programs print at once is mixed by lines. */
function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return lines.length > 1 ? lines.filter((line) => line.length >= 8) : [];
}
