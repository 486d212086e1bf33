import { stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import { isMap, isScalar, LineCounter, parseAllDocuments, visit, type YAMLMap } from 'yaml';
import { isProblem, readText, shownPath } from '../../config/read.ts';
import type { AlertRule } from '../../runbook/lint/alerts.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';

/** Generated rule files are long. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface RuleFiles {
  rules: AlertRule[];
  findings: LintFinding[];
}

/** The alert rules in all Prometheus rule files that the patterns name. */
export async function readRuleFiles(patterns: string[]): Promise<RuleFiles> {
  const found: RuleFiles = { rules: [], findings: [] };
  const add = ({ rules, findings }: RuleFiles) => {
    found.rules.push(...rules);
    found.findings.push(...findings);
  };
  const paths = new Set<string>();
  for (const pattern of patterns) {
    const matching = await expand(pattern);
    if (matching.length === 0) add(broken(pattern, 'no file is called so'));
    for (const path of matching) paths.add(path);
  }
  for (const path of paths) {
    const text = await readText(path, MOST_BYTES);
    add(isProblem(text) ? broken(shownPath(path), text.what) : readRules(shownPath(path), text));
  }
  return found;
}

/** The alert rules in one file: plain groups, PrometheusRule resources, and lists of these. */
export function readRules(file: string, text: string): RuleFiles {
  const lines = new LineCounter();
  const found: RuleFiles = { rules: [], findings: [] };
  let groups = false;
  for (const document of documentsOf(text, lines) ?? []) {
    const [error] = document.errors;
    if (error) {
      // The rest of the message may quote the file.
      const [why = ''] = error.message.split(/[\n:]/);
      return broken(file, `this is not YAML: ${why}`, placeOf(lines, error.pos[0]));
    }
    visit(document, {
      Map(_, node) {
        groups ||= node.has('groups') || node.has('rules');
        const rule = asRule(node);
        if (rule) found.rules.push({ file, ...rule, ...placeOf(lines, rule.offset) });
      },
    });
  }
  return groups || found.rules.length > 0
    ? found
    : broken(file, 'there are no alert rules in this');
}

function documentsOf(text: string, lineCounter: LineCounter) {
  try {
    return [...parseAllDocuments(text, { lineCounter, prettyErrors: false, uniqueKeys: false })];
  } catch (error) {
    // Nesting that exhausts the parser's stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function asRule(node: YAMLMap) {
  const alert = node.get('alert', true);
  if (!isScalar(alert) || typeof alert.value !== 'string' || !node.has('expr')) return null;
  return {
    offset: alert.range?.[0] ?? 0,
    name: alert.value,
    labels: textsOf(node.get('labels')),
    annotations: textsOf(node.get('annotations')),
  };
}

function textsOf(node: unknown): Record<string, string> {
  if (!isMap(node)) return {};
  return Object.fromEntries(
    node.items.flatMap(({ key, value }) =>
      isScalar(key) && isScalar(value) ? [[String(key.value), String(value.value)]] : [],
    ),
  );
}

function placeOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function broken(file: string, what: string, place = { line: 1, column: 1 }): RuleFiles {
  return { rules: [], findings: [finding('rule-file', file, place, what)] };
}

/** A name that exists is itself, whatever marks are in it. */
async function expand(pattern: string): Promise<string[]> {
  const named = await stat(pattern).catch(() => null);
  if (named?.isFile()) return [pattern];
  return (await glob(pattern, { onlyFiles: true, ignore: ['**/node_modules/**'] })).toSorted();
}
