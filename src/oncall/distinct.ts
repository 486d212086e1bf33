/** What a level asks for, and who may answer it: those who come later stand in for those before. */
export interface Wanted {
  /** As the policy has it: `ann`, `schedule:primary`, `schedule:primary+1`. */
  target: string;
  line: Iterable<string | null>;
}

export interface Chosen {
  target: string;
  /** Null: nobody is on call, or everybody in line is paged already. */
  person: string | null;
  /** Who was meant, and is paged at this level already. */
  instead: string | null;
}

/**
 * One person for each target of a level, and nobody twice: where two schedules have the same person,
 * the later one gives the next in its line. People who are named come before schedules.
 */
export function distinct(wanted: readonly Wanted[]): Chosen[] {
  const taken = new Set<string>();
  const chosen = new Map<Wanted, Chosen>();
  const named = wanted.filter(({ target }) => !isSchedule(target));
  const scheduled = wanted.filter(({ target }) => isSchedule(target));
  for (const one of [...named, ...scheduled]) {
    const choice = choose(one, taken);
    if (choice.person !== null) taken.add(choice.person);
    chosen.set(one, choice);
  }
  return wanted.flatMap((one) => chosen.get(one) ?? []);
}

function choose({ target, line }: Wanted, taken: ReadonlySet<string>): Chosen {
  let meant: string | null = null;
  for (const person of line) {
    // A gap: whoever is next is not on call.
    if (person === null) break;
    if (!taken.has(person)) return { target, person, instead: meant };
    meant ??= person;
  }
  return { target, person: null, instead: meant };
}

function isSchedule(target: string): boolean {
  return target.startsWith('schedule:');
}
