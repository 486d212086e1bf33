import type { CommandClass } from '../model.ts';

/** Stands for the words that xargs will add. */
export const ADDED = '-\uE000';

export interface Verdict {
  class: CommandClass;
  revealsSecrets: boolean;
  because: string;
  /** Nothing but its name says that it only looks. */
  unproven?: boolean;
}

/** One line of a class table. The first row that fits decides; none means mutating. */
export interface Row {
  /** The words after the program, `rollout status`; empty fits any. */
  sub: string;
  class: CommandClass;
  because: string;
  /** Must get this row's class: it is the row's test. */
  example: string;
  /** One of these flags or words must be there. */
  has?: string[];
  /** None of these may be there. */
  lacks?: string[];
  /** No other flags than these may be there: for a program that has ever new ones that change something. */
  only?: string[];
  /** Operands are names or paths: no `name=value`, no address with options. */
  plain?: boolean;
  /** At most so many operands behind `sub`. */
  most?: number;
  /** At least so many. */
  least?: number;
  reveals?: boolean;
}

export interface Family {
  programs: string[];
  /** Flags before the sub-command that take a value. */
  valued?: string[];
  /** Flags before the sub-command that stand alone. */
  alone?: string[];
  rows: Row[];
}

export function matchRow(family: Family, args: string[]): Row | null {
  const valued = family.valued ?? [];
  for (const row of family.rows) {
    const operands = row.sub === '' ? operandsOf(args, valued) : operandsBehind(row, family, args);
    if (operands === null) continue;
    // What xargs adds may be the very flag or operand that the row forbids.
    const open = args.includes(ADDED) && row.class === 'readonly';
    if (open && (row.lacks || row.only || row.plain || row.most !== undefined || row.has)) continue;
    if (row.has && !row.has.some((token) => isOn(token, args))) continue;
    if (row.lacks?.some((token) => present(token, args))) continue;
    if (row.only && !args.every((word) => isOneOf(row.only ?? [], word))) continue;
    if (row.plain && !operands.every((word) => /^[\w@./:\uE000\uE001-]+$/.test(word))) continue;
    if (operands.length > (row.most ?? Number.POSITIVE_INFINITY)) continue;
    if (operands.length < (row.least ?? 0)) continue;
    return row;
  }
  return null;
}

/**
 * Operands after the sub-command, or null when it is not there. A flag that the family does not
 * know may take the next word as its value and hide the real sub-command: then nothing fits.
 */
function operandsBehind(row: Row, family: Family, args: string[]): string[] | null {
  const wanted = row.sub.split(' ');
  const valued = family.valued ?? [];
  let at = 0;
  for (const word of wanted) {
    for (; args[at]?.startsWith('-'); at += 1) {
      const flag = args[at] ?? '';
      const name = flag.split('=')[0] ?? '';
      if (flag.includes('=') && (valued.includes(name) || family.alone?.includes(name))) continue;
      if (valued.includes(flag)) at += 1;
      else if (!family.alone?.includes(flag) && !shortWithValue(flag, valued)) return null;
    }
    if (!fits(word, args[at] ?? '')) return null;
    at += 1;
  }
  return operandsOf(args.slice(at), valued);
}

/** `describe-*` fits by its beginning, `*s` by its end, `*` any plain word. */
function fits(pattern: string, word: string): boolean {
  return pattern.split('|').some((one) => {
    if (!one.includes('*')) return one === word;
    const [start = '', end = ''] = one.split('*');
    return /^[a-z][a-z0-9_-]*$/.test(word) && word.startsWith(start) && word.endsWith(end);
  });
}

function shortWithValue(flag: string, valued: string[]): boolean {
  return !flag.startsWith('--') && flag.length > 2 && valued.includes(flag.slice(0, 2));
}

function operandsOf(args: string[], valued: string[]): string[] {
  const operands: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? '';
    if (valued.includes(word)) i += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return operands;
}

/** An operand, or a flag of the list; `-avn` is `-a`, `-v` and `-n`. */
function isOneOf(flags: string[], word: string): boolean {
  if (!word.startsWith('-') || flags.includes(word.split('=')[0] ?? '')) return true;
  return (
    /^-[A-Za-z]{2,}$/.test(word) && [...word.slice(1)].every((one) => flags.includes(`-${one}`))
  );
}

/** Given, and not taken back by `--flag=false`. */
function isOn(token: string, args: string[]): boolean {
  const off = args.some(
    (word) => word.startsWith(`${token}=`) && /=(?:false|f|no|none|off|0)$/i.test(word),
  );
  return present(token, args) && !off;
}

/** Understands clusters (`-rf` has `-f`), `--flag=value` and the abbreviations GNU getopt allows. */
function present(token: string, args: string[]): boolean {
  return args.some((word) => {
    if (word === token || word.startsWith(`${token}=`)) return true;
    // `--dry-run=client` is not `--dry-run=none`.
    if (token.includes('=')) return false;
    if (/^--[a-z]/.test(token)) {
      const name = word.split('=')[0] ?? '';
      return /^--[a-z]/.test(name) && name.length > 2 && token.startsWith(name);
    }
    if (/^-[A-Za-z]$/.test(token)) {
      return (
        /^-[A-Za-z]/.test(word) &&
        word
          .split('=')[0]
          ?.slice(1)
          .includes(token[1] ?? '')
      );
    }
    return false;
  });
}
