import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { areas } from './table.ts';

export interface SourceFile {
  file: string;
  lines: number;
  /** Whatever it imports: a file of the project as a path from its root, else the name of a package. */
  imports: string[];
  defaultExport: boolean;
  /** What it takes from the world without being given it: `Date.now`, `process.env`, `setTimeout`. */
  ambient: string[];
}

type Node = Record<string, unknown> & { type: string };

const root = path.join(import.meta.dirname, '..', '..');

/** Every TypeScript file below `src` and `commands`, read by a real parser. */
export function scanProject(): SourceFile[] {
  return ['src', 'commands']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(folder, ...name.split(path.sep)),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => scan(file, readFileSync(path.join(root, file), 'utf8')));
}

export function scan(file: string, text: string): SourceFile {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const nodes = [...walk(program)];
  return {
    file,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: nodes.flatMap(importOf).map((to) => resolve(file, to)),
    defaultExport: nodes.some(isDefaultExport),
    ambient: [...new Set(nodes.flatMap(ambientOf))],
  };
}

/** The row of the table that judges a file: the longest that fits. */
export function areaOf(file: string): string {
  const fitting = Object.keys(areas).filter(
    (area) => file === area || file.startsWith(`${area}/`) || file === `${area}.ts`,
  );
  return fitting.reduce((longest, area) => (area.length > longest.length ? area : longest), '');
}

/** `import`, `export … from`, `import()` and the type `import('…').T`, types included. */
function importOf(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return isNode(node.source) ? literalOf(node.source) : [];
    default:
      return [];
  }
}

/** A path that is computed cannot be judged, so it counts as an import of its own. */
function literalOf(source: Node): string[] {
  return [typeof source.value === 'string' ? source.value : '(computed)'];
}

function resolve(file: string, to: string): string {
  if (to.startsWith('.')) return path.posix.join(path.posix.dirname(file), to);
  if (to.startsWith('node:') || to === '(computed)') return to;
  const [first = '', second = ''] = to.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  return (
    node.type === 'ExportSpecifier' && isNode(node.exported) && node.exported.name === 'default'
  );
}

const worldly = new Set([
  'process',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
]);

function ambientOf(node: Node): string[] {
  switch (node.type) {
    case 'MemberExpression': {
      const name = `${nameOf(node.object)}.${nameOf(node.property)}`;
      return ['Date.now', 'Math.random', 'process.env'].includes(name) ? [name] : [];
    }
    case 'NewExpression': {
      const bare = Array.isArray(node.arguments) && node.arguments.length === 0;
      return bare && nameOf(node.callee) === 'Date' ? ['new Date()'] : [];
    }
    case 'CallExpression': {
      const name = nameOf(node.callee);
      return worldly.has(name) ? [name] : [];
    }
    default:
      return [];
  }
}

function nameOf(value: unknown): string {
  return isNode(value) && typeof value.name === 'string' ? value.name : '';
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value;
    for (const child of Object.values(value)) yield* walk(child);
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
