import type { Pipeline } from '../model.ts';
import { type Call, callsOfPipeline } from './calls.ts';
import { unwrap } from './wrappers.ts';

const unknown = '\uE000';

/**
 * Where a value that is filled in would be read as a program instead of as a word: a shell's `-c`, the
 * command of `ssh`, SQL, inline Python. In words; null when every value stays one word.
 */
export function valueInCode(pipeline: Pipeline): string | null {
  return firstOf(callsOfPipeline(pipeline), 0);
}

function firstOf(calls: Call[], depth: number): string | null {
  for (const call of calls) {
    const found = valueInCall(call, depth);
    if (found !== null) return found;
  }
  return null;
}

function valueInCall(call: Call, depth: number): string | null {
  const [word = '', ...args] = call.words;
  if (!call.words.some((one) => one.includes(unknown))) return null;
  if (word.includes(unknown)) return 'it names the program';
  const program = word.split('/').at(-1) ?? '';
  if (isScript(program, args)) return null;
  const inner = unwrap(program, call);
  if (inner.kind === 'opaque') return `\`${program}\` would read it as a command, or hide it`;
  if (inner.kind === 'calls') {
    if (inner.broken || depth > 8) return `\`${program}\` would read it as a command`;
    return firstOf(inner.calls, depth + 1);
  }
  return isCode(program, args) ? `\`${program}\` would read it as code` : null;
}

/** `bash deploy.sh <value>`: the value is an argument of a script that is there already. */
function isScript(program: string, args: string[]): boolean {
  if (!/^(?:ba|da|a|z|k)?sh$/.test(program)) return false;
  const first = args.find((word) => !/^-[eux]+$/.test(word)) ?? '-';
  return !first.startsWith('-') && !first.includes(unknown);
}

/** Programs that take a text to carry out: behind a flag, or as their first operand. */
function isCode(program: string, args: string[]): boolean {
  const filled = (word: string | undefined) => word?.includes(unknown) ?? false;
  if (/^(?:[gmn]?awk|sed|jq|sqlite3|redis-cli|eval|source)$/.test(program)) {
    const operands = args.filter((word) => !word.startsWith('-'));
    // What comes behind the program, as `-v name=value` and file names, is data.
    if (program === 'sqlite3' || program === 'redis-cli')
      return program === 'sqlite3'
        ? operands.slice(1).some(filled)
        : /^(?:eval|evalsha|script|function)$/i.test(operands[0] ?? '') && operands.some(filled);
    return filled(operands[0]) || filled(wordBehind(args, /^(?:-e|--expression|-f|--file)$/));
  }
  return args.some(
    (word, index) =>
      filled(word) &&
      (codeFlag.test(args[index - 1] ?? '') || /^--(?:command|eval|execute|print)=/.test(word)) &&
      interpreters.test(program),
  );
}

const codeFlag = /^(?:-[a-zA-Z]*[cerpE]|--command|--eval|--execute|--print)$/;
const interpreters =
  /^(?:python[\d.]*|node|deno|bun|ruby|perl|php|lua|Rscript|psql|mysql|mariadb|mongosh?|mongo|sqlcmd|clickhouse-client|cqlsh|influx|osascript|powershell|pwsh|tclsh|expect|fish|csh|tcsh)$/;

function wordBehind(args: string[], flag: RegExp): string | undefined {
  const at = args.findIndex((word) => flag.test(word));
  return at < 0 ? undefined : args[at + 1];
}
