/** A stretch of time in milliseconds since 1970; `until` belongs to the next one. */
export interface Span {
  from: number;
  until: number;
}

/** Both lists are in order and without overlaps, and so is the answer: `above` wins. */
export function overlay<T extends Span>(below: readonly T[], above: readonly T[]): T[] {
  return inOrder([...without(below, above), ...above]);
}

/** The parts of `spans` that lie in none of `holes`. Both are in order and without overlaps. */
export function without<T extends Span>(spans: readonly T[], holes: readonly Span[]): T[] {
  const left: T[] = [];
  let first = 0;
  for (const span of spans) {
    let { from } = span;
    while ((holes[first]?.until ?? Infinity) <= from) first += 1;
    for (let index = first; index < holes.length; index += 1) {
      const hole = holes[index];
      if (hole === undefined || hole.from >= span.until) break;
      if (hole.from > from) left.push({ ...span, from, until: hole.from });
      from = Math.max(from, hole.until);
    }
    if (from < span.until) left.push({ ...span, from });
  }
  return left;
}

/** The parts of `spans` that lie in `windows`. Both are in order and without overlaps. */
export function within<T extends Span>(spans: readonly T[], windows: readonly Span[]): T[] {
  const kept: T[] = [];
  let first = 0;
  for (const span of spans) {
    while ((windows[first]?.until ?? Infinity) <= span.from) first += 1;
    for (let index = first; index < windows.length; index += 1) {
      const window = windows[index];
      if (window === undefined || window.from >= span.until) break;
      const from = Math.max(span.from, window.from);
      kept.push({ ...span, from, until: Math.min(span.until, window.until) });
    }
  }
  return kept;
}

/** Any spans as the time that they cover together. */
export function covered(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of inOrder(spans)) {
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

export function clip<T extends Span>(spans: readonly T[], { from, until }: Span): T[] {
  return spans.flatMap((span) => {
    const cut = { ...span, from: Math.max(span.from, from), until: Math.min(span.until, until) };
    return cut.from < cut.until ? [cut] : [];
  });
}

function inOrder<T extends Span>(spans: readonly T[]): T[] {
  return spans.toSorted((a, b) => a.from - b.from);
}
