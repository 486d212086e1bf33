import { loadModule, parseSync } from 'libpg-query';
import type { CommandClass } from '../model.ts';
import { classifySql, isLosing, worseOf } from './sql.ts';
import { harmlessNodes, harmlessSettings, losingFunctions, statementClasses } from './sql-nodes.ts';
import { safeFunctions } from './sql-words.ts';

/**
 * What SQL for PostgreSQL does, read by PostgreSQL's own grammar (libpg-query, as WASM; the parsers
 * written in JavaScript each miss parts of it). What the grammar refuses is never readonly.
 */
export function classifyPostgres(sql: string): CommandClass {
  // A value not known yet stands where a name or a text would; what is typed there is judged again.
  const known = sql.replace(/\uE000(\w*)\uE001?/g, 'value_$1');
  const statements = ready && known.length <= MAX_SQL ? parse(known) : null;
  if (statements === null) return worseOf(classifySql(sql), 'mutating');
  return statements.reduce<CommandClass>(
    (worst, statement) => worseOf(worst, classOf(statement, sql)),
    'readonly',
  );
}

/** The grammar takes a second for a statement of pages, and nobody pastes one. */
const MAX_SQL = 5000;

// Without the module everything is read by the words alone, and nothing is readonly by mistake.
const ready = await loadModule().then(
  () => true,
  () => false,
);

function parse(sql: string): unknown[] | null {
  try {
    const { stmts } = parseSync(sql);
    return stmts?.length ? stmts.map(({ stmt }) => stmt) : null;
  } catch {
    return null;
  }
}

function classOf(statement: unknown, sql: string): CommandClass {
  const [[kind, body] = ['', null]] = Object.entries(Object(statement));
  switch (kind) {
    case 'SelectStmt':
      return walk(statement);
    case 'ExplainStmt':
      return explained(field(body, 'query'), isOn(body, 'analyze'), sql);
    case 'CopyStmt':
      return copied(body);
    case 'VacuumStmt':
      return isOn(body, 'full') ? 'destructive' : 'mutating';
    case 'VariableShowStmt':
      return 'readonly';
    case 'VariableSetStmt':
      return harmlessSettings.has(String(field(body, 'name')))
        ? walk(field(body, 'args'))
        : 'mutating';
    case 'TransactionStmt':
      return /PREPARED?$/.test(String(field(body, 'kind'))) ? 'mutating' : 'readonly';
    case 'DoStmt':
    case 'PrepareStmt':
    case 'CreateFunctionStmt':
      return isLosing(sql) ? 'destructive' : 'mutating';
    default:
      return worseOf(walk(statement), 'mutating');
  }
}

/** EXPLAIN only plans, but evaluates constants for that; with ANALYZE it does what it explains. */
function explained(query: unknown, analyze: boolean, sql: string): CommandClass {
  if (analyze) return classOf(query, sql);
  const [[kind, body] = ['', null]] = Object.entries(Object(query));
  return /^(?:Select|Insert|Update|Delete|Merge)Stmt$/.test(kind) ? walk(body) : 'mutating';
}

function copied(body: unknown): CommandClass {
  const out = field(body, 'is_from') !== true && field(body, 'filename') === undefined;
  return out && field(body, 'is_program') !== true ? walk(field(body, 'query')) : 'mutating';
}

/** The worst of everything in a tree: a node that is not known to be harmless may change something. */
function walk(tree: unknown): CommandClass {
  if (Array.isArray(tree)) {
    return tree.reduce<CommandClass>((worst, one) => worseOf(worst, walk(one)), 'readonly');
  }
  if (typeof tree !== 'object' || tree === null) return 'readonly';
  return Object.entries(tree).reduce<CommandClass>(
    (worst, [key, value]) => worseOf(worseOf(worst, nodeClass(key, value)), walk(value)),
    'readonly',
  );
}

function nodeClass(key: string, value: unknown): CommandClass {
  if (key === 'intoClause') return 'mutating';
  if (!/^[A-Z]/.test(key)) return isForeign(key, value) ? 'mutating' : 'readonly';
  if (key === 'FuncCall') return functionClass(names(field(value, 'funcname')));
  if (
    key === 'AlterTableCmd' &&
    /^AT_Drop(?:Column|Constraint)$/.test(String(field(value, 'subtype')))
  )
    return 'destructive';
  if (key === 'A_Expr') return isForeign('names', field(value, 'name')) ? 'mutating' : 'readonly';
  return statementClasses[key] ?? (harmlessNodes.has(key) ? 'readonly' : 'mutating');
}

/** Types and operators outside of `pg_catalog` may be anybody's code. */
function isForeign(key: string, value: unknown): boolean {
  if (key !== 'names') return false;
  const path = names(value);
  return path.length > 1 && path[0] !== 'pg_catalog';
}

function functionClass(path: string[]): CommandClass {
  const name = path.at(-1) ?? '';
  if (losingFunctions.has(name)) return 'destructive';
  const builtIn = path.length === 1 || (path.length === 2 && path[0] === 'pg_catalog');
  return builtIn && name === name.toLowerCase() && safeFunctions.has(name.toUpperCase())
    ? 'readonly'
    : 'mutating';
}

function isOn(body: unknown, option: string): boolean {
  const options = field(body, 'options');
  if (!Array.isArray(options)) return false;
  const given = options.map((one) => field(one, 'DefElem'));
  const found = given.find((one) => field(one, 'defname') === option);
  return (
    found !== undefined && !/false|off|"ival":\{\}/.test(JSON.stringify(field(found, 'arg') ?? ''))
  );
}

function names(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((one) => String(field(field(one, 'String'), 'sval') ?? ''));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
