import { createSecretFinder } from '../../action/redact-find.ts';
import { finding, type LintFinding, shown } from './finding.ts';
import type { Source } from './source.ts';

const find = createSecretFinder([]);

/** Secrets by their shape or by the word before them. The finding never holds the secret itself. */
export function secrets({ file, text }: Source): LintFinding[] {
  let line = 1;
  let lineStart = 0;
  let last = 0;
  return find(text).flatMap((span) => {
    if (isStandIn(text.slice(span.start, span.to))) return [];
    for (let at = text.indexOf('\n', lineStart); at >= 0 && at < span.start; ) {
      line += 1;
      lineStart = at + 1;
      at = text.indexOf('\n', lineStart);
    }
    // What stands before it on its line, from the last secret on: that one is not shown either.
    const before = shown(text.slice(Math.max(lineStart, last, span.start - 40), span.start));
    last = span.to;
    // The folder one is in: `-v "$PWD":/work`.
    if (/\bpwd[)}"']*:\s*$/i.test(before)) return [];
    const what = `what follows \`${before.replaceAll('`', "'")}\` looks like a secret`;
    return [finding('secret', file, { line, column: span.start - lineStart + 1 }, what)];
  });
}

/**
 * What stands where a secret will be: a variable, a placeholder, a word that nobody takes for one.
 * The finder is made for output, where it rather takes out too much.
 */
function isStandIn(value: string): boolean {
  const bare = value.replace(/^[\\"'`(\s]+|[\\"'`);,.\s]+$/g, '');
  return bare.length < 4 || standIns.some((pattern) => pattern.test(bare));
}

const standIns = [
  /^[$<{[%*@(]|\$[{(A-Za-z_]|\{\{|<[\w .-]+>/,
  /^(?:your|my|the|some|new|old|example|sample|dummy|fake|test|change|replace|insert|put|placeholder)(?:$|[-_. ])/i,
  /^(?:password|passwd|passphrase|secret|token|credentials?|api[-_]?key|changeme|hunter2|foo|bar|baz|redacted|removed|hidden)$/i,
  /^[xX.*•_-]+$|^(.)\1+$/,
  /^[A-Z][A-Z_]{3,}$|(?:^|_)(?:PASSWORD|TOKEN|SECRET|KEY)$/,
];
