/** How many letters have to be changed, added or left out (Levenshtein); more than `most` is not told apart. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || b.length >= LONGEST) return most + 1;
  for (let j = 0; j <= b.length; j += 1) row[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    let least = i;
    // What stood left of this column in the row above.
    let corner = i - 1;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const cost = Math.min(corner + same, above + 1, (row[j - 1] ?? 0) + 1);
      row[j] = cost;
      corner = above;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

const LONGEST = 100;
/** Used again and again: a search compares thousands of words. */
const row = new Uint16Array(LONGEST);
