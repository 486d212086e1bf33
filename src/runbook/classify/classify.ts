import type { CommandClass, Pipeline } from '../model.ts';
import { type Call, callsOfPipeline, callsOfText } from './calls.ts';
import { codeVerdict, healthCheck, isHealthCheck } from './code.ts';
import { curlVerdict } from './curl.ts';
import { familyOf } from './families/index.ts';
import { mongoVerdict } from './mongo.ts';
import { matchRow, type Verdict } from './row.ts';
import { revealsSecrets } from './secrets.ts';
import { sqlToolVerdict } from './sql-tools.ts';
import { type TeamRow, withTeam } from './team-rows.ts';
import { unknownVerdict } from './unknown.ts';
import type { Unwrapped } from './unwrapped.ts';
import { unwrap } from './wrappers.ts';

export type { Verdict } from './row.ts';

/** What a command does, by the worst of everything that it would start. Unknown is mutating. */
export function classify(input: string | Pipeline, rows: readonly TeamRow[] = []): Verdict {
  const { calls, broken } =
    typeof input === 'string'
      ? callsOfText(input)
      : { calls: callsOfPipeline(input), broken: false };
  return withSecrets(judgeAll(calls, broken, { depth: 0, rows }), calls);
}

const rank = { readonly: 0, mutating: 1, destructive: 2 } as const satisfies Record<
  CommandClass,
  number
>;
const MAX_DEPTH = 8;

interface Place {
  depth: number;
  rows: readonly TeamRow[];
}

function judgeAll(calls: Call[], broken: boolean, place: Place): Verdict {
  const started = calls.filter(
    (call) => call.words.length > 0 || call.writesFile || call.env.length > 0,
  );
  let worst: Verdict = verdict('readonly', 'it changes nothing');
  if (broken) worst = verdict('mutating', 'Runbell cannot read all of it');
  for (const [index, call] of started.entries()) {
    const found = judge(call, place);
    const { revealsSecrets: reveals, unproven } = worst;
    if (index === 0 && !broken) worst = found;
    else if (rank[found.class] > rank[worst.class]) worst = found;
    worst = { ...worst, revealsSecrets: reveals || found.revealsSecrets };
    if (unproven || found.unproven) worst = { ...worst, unproven: true };
  }
  return worst;
}

function judge(call: Call, place: Place): Verdict {
  if (place.depth > MAX_DEPTH) return verdict('mutating', 'it is nested too deep to read');
  const own =
    call.words.length > 0
      ? judgeProgram(call, place)
      : verdict('readonly', 'it only sets a variable');
  if (rank[own.class] > 0) return own;
  if (call.writesFile) return { ...own, class: 'mutating', because: 'it writes a file' };
  const risky = call.env.find((name) => riskyEnv.test(name));
  if (risky) return { ...own, class: 'mutating', because: `${risky} can change what it runs` };
  return own;
}

/** Variables that make a harmless program load or start another one. */
const riskyEnv =
  /^(?:LD_|DYLD_|PATH$|IFS$|ENV$|BASH_ENV$|PYTHON|PERL5|RUBY|NODE_OPTIONS$|GIT_|LESS|PAGER$|MANPAGER$|SYSTEMD_PAGER$|EDITOR$|VISUAL$|PSQL|PGOPTIONS$|KUBECTL_|JAVA_TOOL|RIPGREP_|GREP_OPTIONS$|TMPDIR$)|(?:_|PASS)(?:COMMAND|CMD|RSH|PAGER|EDITOR|OPTS|OPTIONS|PLUGINS?)$|ASKPASS$/;

function judgeProgram(call: Call, { depth, rows }: Place): Verdict {
  if (call.words.some((word) => word === '...' || word === '…'))
    return worse(verdict('mutating', 'a part of it is left out'), unknownVerdict(call.words));
  const program = programOf(call.words[0] ?? '');
  if (program !== null && /^--(?:version|help)$/.test(call.words.slice(1).join(' ')) && !call.fedBy)
    return verdict('readonly', 'it only prints its version or help');
  const inner: Unwrapped = program === null ? { kind: 'none' } : unwrap(program, call);
  if (inner.kind === 'opaque') {
    const piped = /^(?:curl|wget)$/.test(call.fedBy ?? '');
    if (piped) return verdict('destructive', 'it runs whatever a web address answers');
    return verdict('mutating', inner.because);
  }
  if (inner.kind === 'calls')
    return judgeAll(inner.calls, inner.broken, { depth: depth + 1, rows });
  // A row speaks of programs, never of what a wrapper such as `sudo` or `bash -c` runs inside.
  return withTeam(rows, call.words, ownVerdict(program, call));
}

function ownVerdict(program: string | null, call: Call): Verdict {
  const plainPath = /^[\w.-]*\/[\w./-]+$/.test(call.words[0] ?? '');
  if (plainPath && !call.fedBy && isHealthCheck(call.words)) return healthCheck();
  if (program === null) return unknownVerdict(call.words);
  const args = call.words.slice(1);
  const special =
    sqlToolVerdict(program, args, call) ??
    mongoVerdict(program, args) ??
    curlVerdict(program, args) ??
    codeVerdict(program, args);
  if (special) return special;
  const family = familyOf(program);
  if (family && isHelp(args)) return verdict('readonly', 'it only prints its help');
  const row = family ? matchRow(family, args) : null;
  if (!row) return unknownVerdict(call.words);
  return { class: row.class, revealsSecrets: row.reveals ?? false, because: row.because };
}

/** `kubectl rollout undo --help`; behind another flag it could be that flag's value. */
function isHelp(args: string[]): boolean {
  return args.at(-1) === '--help' && args.slice(0, -1).every((word) => /^[a-z][a-z-]*$/.test(word));
}

/** The program's name where its folder is one that systems keep programs in, else null. */
function programOf(word: string): string | null {
  if (word === '' || word.includes('\uE000')) return null;
  if (!word.includes('/')) return word;
  // Kafka's own scripts are called by this path wherever it is installed, and nothing else is called so.
  if (/^(?:\.\/)?bin\/kafka-[a-z-]+\.sh$/.test(word)) return word.split('/').at(-1) ?? null;
  return /^\/(?:usr\/(?:local\/)?|opt\/.*|snap\/)?s?bin\/[\w.+-]+$|^\/opt\/[\w./+-]+$/.test(word)
    ? (word.split('/').at(-1) ?? null)
    : null;
}

function worse(a: Verdict, b: Verdict): Verdict {
  return rank[b.class] > rank[a.class] ? b : a;
}

function withSecrets(found: Verdict, calls: Call[]): Verdict {
  const reveals = found.revealsSecrets || revealsSecrets(calls.map((call) => call.words));
  return { ...found, revealsSecrets: reveals };
}

function verdict(kind: CommandClass, because: string): Verdict {
  return { class: kind, revealsSecrets: false, because };
}
