export interface Measured {
  what: string;
  /** Milliseconds, one per try. */
  samples: number[];
  /** The `what` that this one is compared with. */
  against?: string;
}

/**
 * A table of tries, median, p99, with `longest` the longest too, and how many times longer the median is
 * than its bare counterpart's.
 */
export function statsTable(measured: Measured[], { longest = false } = {}): string {
  const columns = ['', 'tries', 'median', 'p99', ...(longest ? ['longest'] : []), 'ratio'];
  const rows = measured.map(({ what, samples, against }) => {
    const bare = measured.find((other) => other.what === against);
    return [
      what,
      String(samples.length),
      milliseconds(quantile(samples, 0.5)),
      milliseconds(quantile(samples, 0.99)),
      ...(longest ? [milliseconds(quantile(samples, 1))] : []),
      bare ? ratio(quantile(samples, 0.5), quantile(bare.samples, 0.5)) : '',
    ];
  });
  return align([columns, ...rows]);
}

/** The smallest sample that at least `share` of all samples do not exceed; NaN without samples. */
export function quantile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const index = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

function milliseconds(value: number): string {
  if (Number.isNaN(value)) return 'none';
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

function ratio(value: number, bare: number): string {
  return bare > 0 && !Number.isNaN(value) ? `${(value / bare).toFixed(1)} x` : 'none';
}

function align(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths?.[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
