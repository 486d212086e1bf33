import type { CommandClass } from '../model.ts';
import type { Call } from './calls.ts';
import type { Verdict } from './row.ts';
import { classifySql } from './sql.ts';
import { classifyPostgres } from './sql-postgres.ts';

/** psql, mysql and sqlite3: what the SQL on the command line does. */
export function sqlToolVerdict(program: string, args: string[], call: Call): Verdict | null {
  switch (program) {
    case 'psql':
      return psql(args, call);
    case 'mysql':
    case 'mariadb':
      return mysql(args, call);
    case 'sqlite3':
      return sqlite(args, call);
    default: {
      const flags = clients.get(program);
      return flags ? client(program, args, call, flags) : null;
    }
  }
}

interface Flags {
  /** Its value is SQL. */
  sql: string[];
  valued: string[];
  alone: string[];
}

/** Clients of which only these flags are known; any other may read a script or write a file. */
const clients = new Map<string, Flags>([
  [
    'cqlsh',
    {
      sql: ['-e', '--execute'],
      valued: [
        '-u',
        '--username',
        '-p',
        '--password',
        '-k',
        '--keyspace',
        '--request-timeout',
        '--connect-timeout',
      ],
      alone: ['--ssl', '--no-color'],
    },
  ],
  [
    'clickhouse-client',
    {
      sql: ['-q', '--query'],
      valued: [
        '-h',
        '--host',
        '--port',
        '-u',
        '--user',
        '--password',
        '-d',
        '--database',
        '-f',
        '--format',
      ],
      alone: ['--secure', '-s', '-t', '--time', '-E'],
    },
  ],
  [
    'sqlcmd',
    {
      sql: ['-Q'],
      valued: ['-S', '-U', '-P', '-d', '-h', '-s', '-t', '-l'],
      alone: ['-W', '-E', '-C', '-N', '-I', '-b'],
    },
  ],
]);

function client(program: string, args: string[], call: Call, flags: Flags): Verdict {
  const sql: string[] = [];
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const [name = '', ...rest] = word.split('=');
    if (flags.sql.includes(name))
      sql.push(rest.length > 0 ? rest.join('=') : (words.shift() ?? ''));
    else if (flags.valued.includes(word)) words.shift();
    else if (word.startsWith('-') && !flags.valued.includes(name) && !flags.alone.includes(word))
      return verdict(
        'mutating',
        `\`${word.slice(0, 20)}\` of ${program} can read a script or write a file`,
      );
  }
  if (call.readsFile || (call.fedBy && sql.length === 0))
    return verdict('destructive', 'it runs a whole script over the database');
  return sql.length === 0
    ? verdict('mutating', 'it opens a database session')
    : worst(sql.map((text) => sqlVerdict(classifySql(text))));
}

const psqlValued = new Set(
  '-U -d -h -p -v -P -F -R -T --username --dbname --host --port --set --variable --pset --field-separator'.split(
    ' ',
  ),
);

function psql(args: string[], call: Call): Verdict {
  const sql: string[] = [];
  const words = [...args];
  let lists = false;
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (psqlValued.has(word)) words.shift();
    else if (word === '--command' || /^-[AtqxXwW1]*c$/.test(word)) sql.push(words.shift() ?? '');
    else if (word.startsWith('--command=')) sql.push(word.slice('--command='.length));
    else if (word === '-l' || word === '--list') lists = true;
    else if (
      /^-[AtqxXwWn1]+$/.test(word) ||
      /^--(?:no-align|tuples-only|expanded|quiet|no-psqlrc|no-password|csv|html|single-transaction)$/.test(
        word,
      )
    )
      continue;
    else if (
      /^-[UdhpvPFR]./.test(word) ||
      /^--(?:username|dbname|host|port|set|variable|pset)=/.test(word)
    )
      continue;
    else if (word.startsWith('-'))
      return verdict(
        'mutating',
        `\`${word.slice(0, 20)}\` of psql can read a script or write a file`,
      );
  }
  if (call.readsFile || (call.fedBy && sql.length === 0)) {
    return verdict('destructive', 'it runs a whole script over the database');
  }
  if (sql.length === 0) {
    return lists
      ? verdict('readonly', 'it lists databases')
      : verdict('mutating', 'it opens a database session');
  }
  return worst(sql.map((text) => metaVerdict(text) ?? sqlVerdict(classifyPostgres(text))));
}

/** `\dt`, `\l`: psql's own commands, of which only the listing ones are known. */
function metaVerdict(text: string): Verdict | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('\\')) return null;
  return /^\\(?:d[a-zA-Z]{0,3}\+?|l\+?|conninfo|z|sf\+?|sv\+?)(?:\s+[\w.*"]+)?$/.test(trimmed)
    ? verdict('readonly', 'it lists objects of the database')
    : verdict('mutating', 'a command of psql that can write or run something');
}

function mysql(args: string[], call: Call): Verdict {
  const sql: string[] = [];
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (/^-(?:u|h|P|D|S)$/.test(word) || /^--(?:user|host|port|database)$/.test(word))
      words.shift();
    else if (/^-[NBst]*e$/.test(word) || word === '--execute') sql.push(words.shift() ?? '');
    else if (word.startsWith('--execute=')) sql.push(word.slice('--execute='.length));
    else if (
      /^-[NBst]+$|^-[uhPDpS]\S*$|^--(?:user|host|port|database|password|table|batch|skip-column-names)(?:=|$)/.test(
        word,
      )
    )
      continue;
    else if (word.startsWith('-'))
      return verdict('mutating', 'an option of mysql that Runbell does not know');
  }
  if (call.readsFile || (call.fedBy && sql.length === 0)) {
    return verdict('destructive', 'it runs a whole script over the database');
  }
  return sql.length === 0
    ? verdict('mutating', 'it opens a database session')
    : worst(sql.map((text) => sqlVerdict(classifySql(text))));
}

function sqlite(args: string[], call: Call): Verdict {
  const known =
    /^-{1,2}(?:header|noheader|csv|json|column|table|list|line|box|readonly|markdown|batch)$/;
  const flags = args.filter((word) => word.startsWith('-'));
  if (flags.some((word) => !known.test(word))) {
    return verdict('mutating', 'an option of sqlite3 that Runbell does not know');
  }
  const [, ...texts] = args.filter((word) => !word.startsWith('-'));
  if (texts.length === 0) {
    return call.readsFile
      ? verdict('destructive', 'it runs a whole script over the database')
      : verdict('mutating', call.fedBy ? 'it runs what it is fed' : 'it opens a database session');
  }
  return worst(
    texts.map((text) =>
      text.trim().startsWith('.') ? dotVerdict(text) : sqlVerdict(classifySql(text)),
    ),
  );
}

function dotVerdict(text: string): Verdict {
  const [name = ''] = text.trim().split(/\s+/);
  if (
    /^\.(?:tables|schema|indexes|databases|dbinfo|show|stats)$/.test(name) &&
    !/[|;]/.test(text)
  ) {
    return verdict('readonly', 'it lists objects of the database');
  }
  return /^\.(?:restore|import|read)/.test(name)
    ? verdict('destructive', 'it loads data over the database')
    : verdict('mutating', `\`${name}\` of sqlite3 can write a file`);
}

function sqlVerdict(kind: CommandClass): Verdict {
  switch (kind) {
    case 'readonly':
      return verdict('readonly', 'the SQL only reads');
    case 'mutating':
      return verdict('mutating', 'the SQL may change something');
    case 'destructive':
      return verdict('destructive', 'the SQL removes data');
  }
}

function worst(found: Verdict[]): Verdict {
  const pick = (kind: Verdict['class']) => found.find((one) => one.class === kind);
  return (
    pick('destructive') ??
    pick('mutating') ??
    found[0] ??
    verdict('mutating', 'it runs no known SQL')
  );
}

function verdict(kind: Verdict['class'], because: string): Verdict {
  return { class: kind, revealsSecrets: false, because };
}
