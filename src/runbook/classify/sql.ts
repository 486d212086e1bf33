import { type CommandClass, commandClasses } from '../model.ts';
import { readingWords, safeFunctions, safePragmas } from './sql-words.ts';

/** What SQL text does. Whatever this reader does not understand may change something. */
export function classifySql(sql: string): CommandClass {
  // A value not known yet stands where a name or a text would; what is typed there is judged again.
  const tokens = tokenize(sql.replace(/\uE000(\w*)\uE001?/g, 'value_$1'));
  if (!tokens) return isLosing(sql) ? 'destructive' : 'mutating';
  if (losing(tokens.join(' '))) return 'destructive';
  return statements(tokens).every((statement) => isReading(statement)) ? 'readonly' : 'mutating';
}

/** Whether text that cannot be read has the words of a loss in it. */
export function isLosing(sql: string): boolean {
  return losing((sql.toUpperCase().match(/\w+/g) ?? []).join(' '));
}

export function worseOf(a: CommandClass, b: CommandClass): CommandClass {
  return commandClasses.indexOf(a) > commandClasses.indexOf(b) ? a : b;
}

function losing(words: string): boolean {
  return /\b(?:DROP|TRUNCATE|DELETE|VACUUM FULL|VACUUM \( ?FULL)\b/.test(words);
}

type Token = string;

/** Upper-case words and single signs; strings become `''`, quoted names `""`. Null when unclosed. */
function tokenize(sql: string): Token[] | null {
  const tokens: Token[] = [];
  // `E'…\'…'` and MySQL end strings elsewhere than standard SQL does: a backslash is not understood.
  if (sql.includes('\\')) return null;
  const pattern =
    /\s+|--[^\n]*(?:\n|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_]\w*|\d+(?:\.\d+)?|::|[<>=!]+|[-+*/%|~.,;()[\]:&^]/y;
  for (let at = 0; at < sql.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(sql);
    if (!match || match[0] === '') return null;
    const text = match[0];
    if (/^\s|^--/.test(text)) continue;
    if (text.startsWith("'")) tokens.push("''");
    else if (text.startsWith('"')) tokens.push('""');
    else tokens.push(text.toUpperCase());
  }
  // A comment opener may hide or show text by server version (`/*!`).
  return tokens.join('').includes('/*') ? null : tokens;
}

function statements(tokens: Token[]): Token[][] {
  const all: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ';') all.push([]);
    else all.at(-1)?.push(token);
  }
  return all.filter((statement) => statement.length > 0);
}

function isReading(statement: Token[]): boolean {
  const [first = '', second = ''] = statement;
  if (first === 'SHOW' || first === 'DESCRIBE' || first === 'DESC') {
    return statement.every((token) => /^\w+$|^''$|^[.,]$/.test(token)) && statement.length < 12;
  }
  if (first === 'PRAGMA') return isReadingPragma(statement);
  const explained = first === 'EXPLAIN' && second !== 'ANALYZE' && second !== '(';
  const body = explained ? statement.slice(second === 'QUERY' ? 3 : 1) : statement;
  if (!/^(?:SELECT|WITH|VALUES|TABLE)$/.test(body[0] ?? '')) return false;
  if (body.some((token) => writingWords.has(token))) return false;
  return body.every((token, index) => {
    if (body[index + 1] !== '(') return true;
    if (!/^[A-Z_"]/.test(token)) return true;
    // `pg_catalog.f(` is looked up by its last name; any other schema may hold its own `count`.
    if (body[index - 1] === '.')
      return body[index - 2] === 'PG_CATALOG' && safeFunctions.has(token);
    return readingWords.has(token) || safeFunctions.has(token);
  });
}

const writingWords = new Set(
  'INTO INSERT UPDATE DELETE MERGE TRUNCATE DROP ALTER CREATE GRANT REVOKE CALL DO COPY LOCK VACUUM REINDEX CLUSTER REFRESH NOTIFY EXECUTE PREPARE ATTACH DETACH REPLACE OUTFILE DUMPFILE LOAD HANDLER'.split(
    ' ',
  ),
);

function isReadingPragma(statement: Token[]): boolean {
  const name = statement[1] ?? '';
  if (!safePragmas.has(name)) return false;
  const rest = statement.slice(2).join('');
  return rest === '' || /^\((?:\w+|''|"")\)$/.test(rest);
}
