import type { CommandNode, Statement } from 'unbash';
import { isEnglish, isProgram } from './programs.ts';
import { parseShell } from './syntax.ts';

/** How much the place says: a fence tagged as shell, one without a tag, or code inside a sentence. */
export type Trust = 'tagged' | 'untagged' | 'inline';

export type LineKind =
  | 'command'
  /** Changes only the reader's shell: `cd`, `source`, `export X=1`. */
  | 'state'
  | 'other';

/** Whether complete shell text is something to run, by its words alone. */
export function lineKind(text: string, trust: Trust): LineKind {
  const trimmed = text.trim();
  if (notShell.some((pattern) => pattern.test(trimmed))) return 'other';
  const { script, broken } = parseShell(trimmed);
  const [first] = script.commands;
  if (!first) return 'other';
  if (broken && !forgivable(trimmed, trust)) return 'other';
  const kind = statementKind(first, trimmed, trust);
  const runsLater = (statement: Statement) =>
    statementKind(statement, trimmed, trust) === 'command';
  return kind === 'state' && script.commands.slice(1).some(runsLater) ? 'command' : kind;
}

function statementKind(statement: Statement, text: string, trust: Trust): LineKind {
  const nodes = leaves(statement);
  const [node] = nodes;
  if (!node) return 'other';
  if (node.type !== 'Command') return node.type === 'ArithmeticCommand' ? 'other' : 'command';
  if (!node.name) {
    if (node.prefix.length === 0) return 'other';
    // `X=$(lookup)` runs something; `X=1` only sets.
    return /=\s*["']?\$\((?!\()|=`/.test(text) ? 'command' : 'state';
  }
  const name = node.name.value;
  if (name === 'export' && /=\s*["']?\$\((?!\()/.test(text)) return 'command';
  if (stateWords.has(name)) return nodes.length > 1 ? 'command' : 'state';
  return nameKind(
    name,
    node.args.map((word) => word.text),
    text,
    trust,
  );
}

function nameKind(name: string, args: string[], text: string, trust: Trust): LineKind {
  if (
    /^(?:\.{1,2}|~)?\/[\w.@/+\uE000\uE001-]+$/.test(name) ||
    /^[\w.-]+\/[\w./-]+\.(?:sh|py|rb|pl|js)$/.test(name)
  ) {
    return pathKind(name, args, trust);
  }
  if (isProgram(name)) {
    if (/^[=:]$|^=/.test(args[0] ?? '') || isSaid(name, args)) return 'other';
    if (name === '[') return isTest(args) ? 'command' : 'other';
    if (trust === 'tagged') return 'command';
    if (args.length === 0) return trust === 'untagged' && !isEnglish(name) ? 'command' : 'other';
    if (trust === 'inline' && isMention(name, args)) return 'other';
    if (name === 'make' && trust === 'untagged' && isTarget(args)) return 'command';
    // `watch kubectl get pods`: what it runs is no English word.
    const [inner = ''] = args;
    if (/^(?:watch|time)$/.test(name) && isProgram(inner) && !isEnglish(inner)) return 'command';
    if (isEnglish(name) && !args.some((word) => /^-|[/.$<\uE000]|^\d+$/.test(word))) return 'other';
    return 'command';
  }
  if (trust === 'inline') return 'other';
  if (!/^[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*$/i.test(name) || /^[A-Z]/.test(name)) return 'other';
  const looksRun = args.some((word) => /^-{1,2}[a-zA-Z]/.test(word));
  if (trust === 'untagged')
    return looksRun && !/[.:]$/.test(text) && args.length < 30 ? 'command' : 'other';
  if (args.slice(0, 4).includes('=') || args[0] === ':' || /^\(/.test(args[0] ?? ''))
    return 'other';
  if (looksRun) return 'command';
  return args.length === 0 ? bareKind(name) : wordsKind(args);
}

/** "curl failed to verify the server": words that only a sentence has, and nothing that only a command has. */
function isSaid(name: string, args: string[]): boolean {
  if (/^(?:echo|printf)$/.test(name)) return false;
  const plain = args.filter((word) => /^[A-Za-z,.':]+$/.test(word));
  if (isEnglish(name) && args.some((word) => /^[A-Za-z]+:$/.test(word))) return true;
  return (
    plain.length === args.length &&
    args.length > 1 &&
    args.filter((word) => onlySaid.test(word)).length >= (isEnglish(name) ? 1 : 2)
  );
}

const onlySaid =
  /^(?:a|an|the|and|or|of|to|is|are|was|were|be|not|no|it|its|this|that|with|from|for|on|in|at|as|by|so|sure|you|your|we|could|should|must|will|failed|therefore)[,.:]?$/i;

/** `make deploy ENV=prod`: what stands alone on a line and is no sentence. */
function isTarget(args: string[]): boolean {
  return args.length <= 4 && args.every((word) => /^[a-zA-Z][\w.:/=-]*$/.test(word));
}

/** `[ -f a ]`; in a log or a grammar the brackets hold something else. */
function isTest(args: string[]): boolean {
  return args.at(-1) === ']' && args.some((word) => /^(?:-[a-zA-Z]{1,2}|[!=]?=|[<>])$/.test(word));
}

/** "use `kubectl exec`", "`kubectl get/describe/logs`": named, but not complete enough to run. */
function isMention(name: string, [sub = '', ...rest]: string[]): boolean {
  if (/^[a-z]+(?:\/[a-z]+){2,}$/.test(sub)) return true;
  return rest.length === 0 && incomplete[name]?.split(' ').includes(sub) === true;
}

const kubernetes =
  'apply delete exec logs describe scale patch cp drain cordon uncordon edit create run debug label annotate set expose';
const containers = 'pull push run exec logs restart stop start rm rmi build inspect cp tag kill';
const packages = 'install remove add';
const incomplete: Record<string, string | undefined> = {
  kubectl: kubernetes,
  oc: kubernetes,
  docker: containers,
  podman: containers,
  helm: 'install upgrade rollback uninstall template',
  pip: packages,
  pip3: packages,
  apt: packages,
  'apt-get': packages,
  brew: packages,
  conda: packages,
  git: 'add clone checkout merge rm mv cherry-pick revert',
  pipenv: 'run',
  poetry: 'run',
  npm: 'run',
  bundle: 'exec',
  etcdctl: 'snapshot',
  systemctl: 'start stop restart reload enable disable',
};

/** A lone unknown word in a shell fence: `chef-client-enable` runs, `compress` is a setting. */
function bareKind(name: string): LineKind {
  // `node_filesystem_free_bytes` is a metric, `values.secret.yaml` a file.
  if (/_.*_/.test(name) || /\.(?:ya?ml|json|toml|conf|cfg|ini|md|txt|log|env)$/.test(name))
    return 'other';
  return /[-_]/.test(name) ? 'command' : 'other';
}

/** `gds aws staging` runs; a sentence of five plain words does not. */
function wordsKind(args: string[]): LineKind {
  const plain = args.filter((word) => /^[A-Za-z,.':]+$/.test(word)).length;
  const prose = args.length > 4 && plain >= args.length - 1;
  const setting = args.length === 1 && /^\d+[a-zA-Z]*$/.test(args[0] ?? '');
  return prose || setting ? 'other' : 'command';
}

function pathKind(name: string, args: string[], trust: Trust): LineKind {
  if (args.at(-1) === '{' || name.endsWith('/')) return 'other';
  if (trust === 'tagged') return 'command';
  if (/\.(?:sh|py|rb|pl|js)$/.test(name)) return 'command';
  if (args.length > 0 && isProgram(name.split('/').at(-1) ?? '')) return 'command';
  return args.length > 0 && /\/s?bin\/|^\.\//.test(name) ? 'command' : 'other';
}

function leaves(statement: Statement): CommandNode[] {
  const { command } = statement;
  const nodes = command.type === 'AndOr' ? command.commands : [command];
  return nodes.flatMap((node) => (node.type === 'Pipeline' ? node.commands : [node]));
}

/** A placeholder left open (`<repo_path show-ref`) breaks the grammar, not the intent. */
function forgivable(text: string, trust: Trust): boolean {
  const name = text.replace(/^(?:sudo\s+)/, '').split(/\s/)[0] ?? '';
  return trust !== 'inline'
    ? isProgram(name) && /\s-{1,2}[a-zA-Z]|</.test(text)
    : isProgram(name) && /</.test(text);
}

const stateWords = new Set(
  'cd source . export set unset alias exit pushd popd shopt umask return declare local readonly exec'.split(
    ' ',
  ),
);

/** Lines of other languages and of sample output that happen to be shell words. */
const notShell = [
  /^[{[]\s*["'{[\d]/,
  /^[\])}]+[,;]?$/,
  /^["'][^"']*["']\s*:/,
  /^[\w.-]+:(?:\s|$)/,
  /^-\s/,
  /^(?:\*|\d{1,2}(?:-\d+)?|\*\/\d+)(?:,\d+)*\s+(?:[\d*/,-]+\s+){3}(?:[\d*/,-]+|[A-Za-z]{3})\s/,
  /^@(?:daily|hourly|weekly|monthly|reboot)\s/,
  /^(?:import\s+[\w.]+(?:\s+as\s+\w+)?|from\s+[\w.]+\s+import\s.*)$/,
  /^(?:def|class|async|await|print|return|elif|except|raise|with)\b.*[:()]\s*$/,
  /^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|BEGIN|COMMIT|EXPLAIN|SHOW|VACUUM|ANALYZE|GRANT)\b/,
  /^(?:select|insert into|update|delete from|create|alter|drop)\s.*(?:\sfrom\s|\sset\s|\stable\s|;$)/,
  /^[\w.]+\s*=\s/,
  /^[\w.]+\(.*\)?;?$/,
  /^[\w.]+\.[\w]+\(.*/,
  /^(?:>>>|\.\.\.|mysql>|postgres[=-][#>]|\w+=[#>]\s|irb|redis>|\d+\.\d+\.\d+\.\d+:\d+>|In \[\d+\])/,
  /^(?:Usage|usage|Error|ERROR|WARN|INFO|Warning|NAME|STATUS|Output|output)\b[\s:]/,
  /^\d{4}-\d\d-\d\d[T _]/,
  // What a diff shows.
  /^(?:diff --git|index [0-9a-f]{7,}\.\.|@@ -|(?:\+{3}|-{3}) [ab]\/)/,
  /^[|+][-+|= ]/,
  /^<[a-z!/]/i,
  /^\/(?:chatops|incident|oncall|runbook)\b/,
  // An aside, an object of JSON without quotes, a comparison of two metrics, columns of a listing.
  /^\([\w\s%.,-]+\)$/,
  /^\{\s*\w+\+?:/,
  /^[a-z]\w*_\w+\s+(?:[=!<>]=|[<>])\s+\S+$/,
  /^[\w.-]+ {3,}[\w.-]+(?: {2,}[\w./:-]+)+$/,
];
