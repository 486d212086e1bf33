import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import type { Problem } from './problems.ts';

interface Place {
  line: number;
  column: number;
}

/** A YAML file with the place of everything in it. */
export interface YamlFile {
  file: string;
  raw: unknown;
  /** Where the value at `path` stands, its key, or the nearest thing around it. */
  place(path: readonly PropertyKey[], which: 'key' | 'value'): Place;
}

/** Reads YAML 1.2 without anchors, aliases, merge keys and custom tags. */
export function parseYaml(file: string, text: string): YamlFile | Problem[] {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const say = (offset: number, what: string, instead: string): Problem => {
    return { file, ...at(offset), value: null, what, instead };
  };
  const document = readDocument(text, lines);
  if (document === null) return [say(0, ...tooDeep)];

  const broken = firstCauses([...document.errors, ...document.warnings]).map(
    ({ code, message, pos }) => say(pos[0], ...inWords(code, message)),
  );
  visit(document, {
    Alias: (_, node) => {
      const what = `*${node.source} repeats another part of the file`;
      broken.push(say(node.range?.[0] ?? 0, what, 'write the value out'));
    },
  });
  if (broken.length > 0) return broken;

  const offsetOf = (path: readonly PropertyKey[], which: 'key' | 'value') => {
    let node: unknown = document.contents;
    let offset = start(node);
    path.forEach((step, index) => {
      const wanted = index === path.length - 1 ? which : 'value';
      const next = child(node, step);
      if (next === null) return;
      node = next.value;
      offset =
        (wanted === 'key' ? start(next.key) : start(next.value)) ?? start(next.key) ?? offset;
    });
    return offset ?? 0;
  };
  return { file, raw: document.toJS(), place: (path, which) => at(offsetOf(path, which)) };
}

const tooDeep: [string, string] = ['this is nested too deeply', 'use a flat YAML file'];

/** Null when the nesting exhausts the parser's stack. */
function readDocument(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** After a syntax error the parser guesses, so only the first one means anything. */
function firstCauses(errors: (YAMLParseError | YAMLWarning)[]) {
  const twice = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const other = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return other ? [...twice, other] : twice;
}

function inWords(code: string, message: string): [what: string, instead: string] {
  // Some messages end with a piece of the file, which may be a secret.
  const first = message.replace(/(: ".*)?\n?[.:]?$/s, '');
  if (message.startsWith('Maximum call stack')) return tooDeep;
  if (code === 'DUPLICATE_KEY') return ['this key stands twice', 'keep one of the two'];
  if (code === 'MULTIPLE_DOCS')
    return ['a second document begins', 'keep one per file, without ---'];
  if (code === 'TAB_AS_INDENT') return ['this line is indented with a tab', 'use spaces'];
  return [`this is not YAML: ${first}`, 'mend the syntax here or just above'];
}

function child(node: unknown, step: PropertyKey): { key: unknown; value: unknown } | null {
  if (isSeq(node)) return { key: node.items[Number(step)], value: node.items[Number(step)] };
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair ? { key: pair.key, value: pair.value } : null;
}

function start(node: unknown): number | null {
  const known = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node);
  return known ? ((node as Node).range?.[0] ?? null) : null;
}
