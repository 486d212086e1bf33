export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const unitMs: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** The furthest from 1970 that a Date reaches; a longer duration leads to no instant. */
const LONGEST = 8_640_000_000_000_000;

/** Reads `90s`, `5m`, `1h30m`, `2d` as milliseconds; null when the text is anything else. */
export function parseDuration(text: string): number | null {
  if (!/^(\d+[smhd])+$/.test(text)) return null;
  const ms = [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0),
    0,
  );
  return ms <= LONGEST ? ms : null;
}

/** Writes milliseconds the way people say them, in at most two units: `45s`, `5m`, `1h 30m`, `2d 3h`. */
export function formatDuration(ms: number): string {
  const rounded = Math.round(ms);
  if (rounded > 0 && rounded < SECOND) return `${rounded}ms`;
  const parts = (
    [
      ['d', DAY],
      ['h', HOUR],
      ['m', MINUTE],
      ['s', SECOND],
    ] as const
  ).reduce<{ left: number; words: string[] }>(
    ({ left, words }, [unit, size]) => {
      const count = Math.floor(left / size);
      return {
        left: left - count * size,
        words: count > 0 ? [...words, `${count}${unit}`] : words,
      };
    },
    { left: Math.max(0, rounded), words: [] },
  );
  return parts.words.slice(0, 2).join(' ') || '0s';
}
