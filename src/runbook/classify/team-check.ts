import { type CommandClass, commandClasses } from '../model.ts';
import { runClass } from '../run-class.ts';
import { classify } from './classify.ts';
import type { TeamRow } from './team-rows.ts';

/** What is wrong with a row, by trying its example; null when it holds. */
export function mistakeIn(
  row: TeamRow,
): { key: keyof TeamRow; what: string; instead: string } | null {
  const plain = runClass(classify(row.example));
  const told = runClass(classify(row.example, [row]));
  if (told === row.class) return null;
  if (rank(row.class) >= rank(plain) || row.safer === true) {
    const capped = plain === 'destructive' && row.safer === true;
    return {
      key: 'example',
      what: `is ${told}, not ${row.class}`,
      instead: capped
        ? 'what Runbell calls destructive can become mutating, never readonly'
        : 'give an example that begins with the program and has its words',
    };
  }
  return {
    key: 'class',
    what: `makes \`${row.example.slice(0, 60)}\` safer to run: Runbell calls it ${plain}`,
    instead: 'add `safer: true` if you know that it is, as it will then run with fewer approvals',
  };
}

function rank(kind: CommandClass): number {
  return commandClasses.indexOf(kind);
}
