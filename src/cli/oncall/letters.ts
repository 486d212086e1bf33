/** A capital letter for each name, its own first one where that is free. */
export function lettersOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const own = [...name.toUpperCase()].filter((letter) => /[A-Z]/.test(letter));
    const letter = [...own, ...ALPHABET].find((one) => !taken.has(one)) ?? '?';
    taken.add(letter);
    return letter;
  });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
