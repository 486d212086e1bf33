/** `did you mean "alerts"? use one of …`: the right words, the nearest one first. */
export function pickFrom(word: string, allowed: string[], none = 'there is none yet'): string {
  if (allowed.length === 0) return none;
  const near = nearest(word, allowed);
  const list = allowed.length > 20 ? [...allowed.slice(0, 20), '…'] : allowed;
  const choices = list.length === 1 ? `use ${list[0]}` : `use one of ${list.join(', ')}`;
  return near === null || list.length === 1 ? choices : `did you mean "${near}"? ${choices}`;
}

/** The allowed word within a third of its letters of `word`; null when none is that close. */
export function nearest(word: string, allowed: string[]): string | null {
  const [best] = allowed
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.candidate ?? null;
}

/** Edits that turn `a` into `b`; two swapped neighbours count as one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cell = (di: number, dj: number) =>
        (di === 0 ? row : rows[i - di])?.[j - dj] ?? Number.POSITIVE_INFINITY;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          cell(1, 0) + 1,
          cell(0, 1) + 1,
          cell(1, 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped ? cell(2, 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Number.POSITIVE_INFINITY;
}
