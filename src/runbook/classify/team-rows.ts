import { type CommandClass, commandClasses } from '../model.ts';
import { matchRow, type Row, type Verdict } from './row.ts';

/** A line of `commands` in runbell.yaml: what a team knows of a program, as written there. */
export interface TeamRow {
  /** As it stands in the runbook: `deployer`, `./scripts/deploy.sh`, `python`. */
  program: string;
  /** The words that must follow it, `status|health`; left out, any fit. */
  words?: string | undefined;
  class: CommandClass;
  example: string;
  because?: string | undefined;
  /** One of these must be there. */
  has?: string[] | undefined;
  /** None of these may be there. */
  lacks?: string[] | undefined;
  /** Flags before the words that take a value. */
  valued?: string[] | undefined;
  reveals?: boolean | undefined;
  /** Said by whoever takes the risk: the row may make a command safer to run than Runbell would. */
  safer?: boolean | undefined;
}

/** What the team says of a call, next to what Runbell says; the stricter of both unless `safer` is said. */
export function withTeam(rows: readonly TeamRow[], words: string[], own: Verdict): Verdict {
  const row = rows.find((one) => one.program === words[0] && fits(one, words.slice(1)));
  if (row === undefined) return own;
  if (row.class === own.class) return row.safer === true ? { ...own, unproven: false } : own;
  const stricter = rank(row.class) > rank(own.class);
  if (!stricter && row.safer !== true) return own;
  // What Runbell knows to destroy keeps its approval, whatever a row says.
  const capped = own.class === 'destructive' && row.class === 'readonly' ? 'mutating' : row.class;
  return {
    class: capped,
    revealsSecrets: own.revealsSecrets || row.reveals === true,
    because: row.because ?? 'runbell.yaml says so',
  };
}

function fits(row: TeamRow, args: string[]): boolean {
  const built: Row = {
    sub: row.words ?? '',
    class: row.class,
    because: '',
    example: row.example,
    ...(row.has && { has: row.has }),
    ...(row.lacks && { lacks: row.lacks }),
  };
  const family = { programs: [row.program], valued: row.valued ?? [], rows: [built] };
  // A value that is not known yet could be any flag.
  const open = row.safer === true && args.some((word) => /^-*[\uE000]/.test(word) && row.lacks);
  return !open && matchRow(family, args) !== null;
}

function rank(kind: CommandClass): number {
  return commandClasses.indexOf(kind);
}
