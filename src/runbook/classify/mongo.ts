import type { Verdict } from './row.ts';

/** `mongosh --eval`: JavaScript, of which only plain calls that ask for something are known. */
export function mongoVerdict(program: string, args: string[]): Verdict | null {
  if (program !== 'mongosh' && program !== 'mongo') return null;
  const code: string[] = [];
  const words = [...args];
  const operands: string[] = [];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '--eval') code.push(words.shift() ?? '');
    else if (word.startsWith('--eval=')) code.push(word.slice('--eval='.length));
    else if (valued.test(word)) words.shift();
    else if (!word.startsWith('-')) operands.push(word);
    else if (!known.test(word))
      return verdict('mutating', 'an option of mongosh that Runbell does not know');
  }
  if (operands.length > 1 || operands.some(isScript))
    return verdict('mutating', 'it runs a script over the database');
  if (code.length === 0) return verdict('mutating', 'it opens a database session');
  // A value that is typed is judged again with what is typed.
  const text = code.join(';').replace(/\uE000(\w*)\uE001?/g, 'value_$1');
  if (losing.test(text)) return verdict('destructive', 'it removes data');
  return statementsOf(text).every((one) => isQuestion(one))
    ? verdict('readonly', 'it only asks the database')
    : verdict('mutating', 'the code may change something');
}

const valued =
  /^(?:-[hup]|--(?:host|port|username|password|authenticationDatabase|authenticationMechanism|tlsCAFile|tlsCertificateKeyFile|sslCAFile|sslPEMKeyFile))$/;
const known =
  /^--(?:quiet|norc|json|tls|ssl|tlsAllowInvalid\w+|sslAllowInvalid\w+|tlsUseSystemCA|retryWrites)$|^--(?:host|port|username|password|authenticationDatabase|authenticationMechanism|tlsCAFile|tlsCertificateKeyFile|json)=/;

function isScript(word: string): boolean {
  return /\.(?:[cm]?js|mongodb)$/.test(word);
}

const losing =
  /\.(?:drop\w*|deleteOne|deleteMany|remove|findOneAndDelete|findAndModify|bulkWrite|compact)\s*\(|\bdrop(?:Database|Indexes)?["']?\s*:|\bshutdown/;

function statementsOf(text: string): string[] {
  return text
    .split(/;|\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A call that asks, its arguments plain values, with what is made of its answer behind it. */
function isQuestion(statement: string): boolean {
  const inner = /^(?:printjson|print|JSON\.stringify|EJSON\.stringify|tojson)\(([\s\S]*)\)$/.exec(
    statement,
  );
  if (inner) return isQuestion((inner[1] ?? '').trim());
  return asking.some((form) => form.test(statement));
}

/** Without an escape, which may spell `$where`. */
const plainArguments = '\\([^()`=\\\\]*\\)';
const answer = `(?:\\.(?:limit|skip|sort|pretty|toArray|count|itcount|explain|project|hint|maxTimeMS|size)${plainArguments}|\\.[A-Za-z_]\\w*(?!\\w*\\s*\\()|\\[\\d+\\])*`;
const databaseName = '(?:db(?:\\.getSiblingDB\\(["\'][\\w-]+["\']\\))?)';
const asking = [
  new RegExp(
    `^rs\\.(?:status|conf|config|hello|isMaster|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo)\\(\\)${answer}$`,
  ),
  new RegExp(`^sh\\.(?:status|getBalancerState|isBalancerRunning)\\((?:true|1)?\\)${answer}$`),
  new RegExp(
    `^${databaseName}\\.(?:serverStatus|stats|hello|isMaster|version|currentOp|getReplicationInfo|printReplicationInfo|printSecondaryReplicationInfo|getCollectionNames|getCollectionInfos|getProfilingStatus|hostInfo|getName|serverBuildInfo)${plainArguments}${answer}$`,
  ),
  new RegExp(
    `^${databaseName}\\.(?:adminCommand|runCommand)\\(\\s*(?:\\{\\s*)?["']?(?:ping|serverStatus|replSetGetStatus|replSetGetConfig|listDatabases|listCollections|currentOp|buildInfo|getCmdLineOpts|hello|isMaster|connectionStatus|connPoolStats|dbStats|collStats|top|hostInfo|getLog|getParameter)\\b["']?[^()\`=\\\\]*\\)${answer}$`,
  ),
  new RegExp(
    `^${databaseName}\\.(?:[A-Za-z_]\\w*|getCollection\\(["'][\\w.-]+["']\\))\\.(?:find|findOne|countDocuments|estimatedDocumentCount|count|distinct|stats|getIndexes|dataSize|storageSize|totalSize|totalIndexSize)\\((?:(?!\\$where|\\$function|\\$accumulator)[^()\`=\\\\])*\\)${answer}$`,
  ),
];

function verdict(kind: Verdict['class'], because: string): Verdict {
  return { class: kind, revealsSecrets: false, because };
}
