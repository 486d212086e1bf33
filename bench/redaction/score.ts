import type { Redactor } from '../../src/action/redact.ts';
import { innocents } from './innocents.ts';
import { type Leak, leaks } from './secrets.ts';

export interface RedactionScore {
  leaks: number;
  innocents: number;
  /** Leaks of which something is left. */
  missed: string[];
  /** Innocent texts of which something was taken. */
  taken: string[];
  recall: number;
  precision: number;
}

/** How many of the made-up secrets are found, and how many of the look-alikes are left alone. */
export function scoreRedaction({ text }: Pick<Redactor, 'text'>): RedactionScore {
  const all = leaks();
  const missed = all.filter((leak) => survives(leak, text(leak.text))).map(({ name }) => name);
  const taken = innocents.filter((innocent) => text(innocent) !== innocent);
  const found = all.length - missed.length;
  return {
    leaks: all.length,
    innocents: innocents.length,
    missed,
    taken,
    recall: found / all.length,
    precision: found / (found + taken.length),
  };
}

/** Whether any secret of a leak can still be read in what became of it. */
export function survives({ secrets }: Leak, redacted: string): boolean {
  return secrets.some((secret) => redacted.includes(secret));
}
