/**
 * A key for each item of a list that has no ids: its name, and its number among those of that name.
 * An item inserted before it then changes no other kind's keys, as a bare index would.
 */
export function keyed<Item>(list: Item[], name: (item: Item) => string) {
  const seen = new Map<string, number>();
  return list.map((item) => {
    const base = name(item);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return { key: `${base}-${count}`, item };
  });
}
