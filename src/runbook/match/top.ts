/** The few best of many, best first and among equals in order: to sort thousands takes longer than to find them. */
export function topOf<T>(found: Iterable<T>, scoreOf: (one: T) => number, limit: number): T[] {
  const kept: { one: T; score: number }[] = [];
  if (limit <= 0) return [];
  for (const one of found) {
    const score = scoreOf(one);
    if (kept.length >= limit && score <= (kept.at(-1)?.score ?? 0)) continue;
    const at = kept.findLastIndex((other) => other.score >= score) + 1;
    kept.splice(at, 0, { one, score });
    if (kept.length > limit) kept.pop();
  }
  return kept.map(({ one }) => one);
}
