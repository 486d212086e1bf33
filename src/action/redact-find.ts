import { assignmentRules } from './secret-assignments.ts';
import { base64Runs } from './secret-base64.ts';
import { commandRules } from './secret-commands.ts';
import { knownForms } from './secret-forms.ts';
import { headerRules } from './secret-headers.ts';
import { keyRules } from './secret-keys.ts';
import type { SecretRule } from './secret-rule.ts';
import { bytesOf, createScanner, type Needle } from './secret-scan.ts';
import { cloudTokens } from './secret-tokens-cloud.ts';
import { codeTokens } from './secret-tokens-code.ts';
import { peopleTokens } from './secret-tokens-people.ts';

/** Where a secret stands. `from` to `to` is all that told it; only `start` to `to` is taken out. */
export interface SecretSpan {
  from: number;
  start: number;
  to: number;
  /** What gave it away. */
  rule: string;
  /** The value that it is a form of, where that is known. */
  known?: string;
}

export type SecretFinder = (text: string) => SecretSpan[];

const rules: SecretRule[] = [
  ...keyRules,
  ...cloudTokens,
  ...codeTokens,
  ...peopleTokens,
  ...headerRules,
  ...assignmentRules,
  ...commandRules,
];

const ruleNeedles = rules.flatMap((rule, index) =>
  rule.anchors.map((text) => ({ text, anyCase: rule.anyCase, rule: index })),
);

/** What a rule looks at before its anchor. */
const context = 160;

/** The spans of all secrets in order, merged where they touch: by their shape, by what stands before them, and the values given. */
export function createSecretFinder(secretValues: readonly string[]): SecretFinder {
  const known = knownForms(secretValues);
  const forms = [...known.keys()];
  const needles: Needle[] = [...ruleNeedles, ...forms.map((text) => ({ text, anyCase: false }))];
  const scan = createScanner(needles);

  function find(text: string, depth: number): SecretSpan[] {
    const bytes = bytesOf(text);
    const spans: SecretSpan[] = [];
    const ends = new Int32Array(rules.length);
    scan(bytes, (needle, at) => {
      const form = forms[needle - ruleNeedles.length];
      if (form !== undefined) {
        if (text.startsWith(form, at)) {
          const to = at + form.length;
          spans.push({
            from: at,
            start: at,
            to,
            rule: 'known value',
            known: known.get(form) ?? form,
          });
        }
        return;
      }
      const index = ruleNeedles[needle]?.rule ?? 0;
      const rule = rules[index];
      if (!rule) return;
      const start = Math.max(rule.lead ? at - leadOf(rule.lead, text, at) : at, 0);
      if (start < (ends[index] ?? 0)) return;
      const span = tryRule(rule, text, start);
      if (span === null) return;
      // What was looked at in vain is not looked at again: time grows with the text, and no faster.
      if ('skip' in span) {
        if (span.skip - start > 256) ends[index] = span.skip;
        return;
      }
      ends[index] = span.to;
      spans.push(span);
    });
    if (depth < 2) {
      for (const run of base64Runs(bytes, text)) {
        if (find(run.decoded, depth + 1).length > 0)
          spans.push({ from: run.start, start: run.start, to: run.to, rule: 'in base64' });
      }
    }
    return merge(spans);
  }
  return (text) => find(text, 0);
}

function tryRule(rule: SecretRule, text: string, at: number): SecretSpan | { skip: number } | null {
  rule.pattern.lastIndex = at;
  const match = rule.pattern.exec(text);
  if (!match) return null;
  const end = at + match[0].length;
  const found = rule.value
    ? rule.value(text, end)
    : { start: at + (match.groups?.keep?.length ?? 0), to: end };
  if (found === null) return null;
  const secret = text.slice(found.start, found.to);
  if (
    secret.startsWith('[redacted') ||
    (rule.accept && !rule.accept(secret, text.slice(at, found.start)))
  )
    return { skip: found.to };
  const before = Math.max(0, at - context);
  const from = before + text.slice(before, at).lastIndexOf('\n') + 1;
  return { from, ...found, rule: rule.name };
}

function leadOf(lead: NonNullable<SecretRule['lead']>, text: string, at: number): number {
  let length = 0;
  while (length < lead.most && at - length > 0 && lead.of.test(text.charAt(at - length - 1)))
    length += 1;
  return length;
}

function merge(spans: SecretSpan[]): SecretSpan[] {
  const merged: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.to - a.to)) {
    const last = merged.at(-1);
    if (last && span.start < last.to) {
      // Of two that overlap, the mark is that of all they cover.
      if (span.to > last.to) delete last.known;
      last.to = Math.max(last.to, span.to);
      last.from = Math.min(last.from, span.from);
    } else merged.push({ ...span });
  }
  return merged;
}
