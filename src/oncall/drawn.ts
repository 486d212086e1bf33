import type { Segment } from './schedule-turns.ts';

/** The segments without the seams that an override has where it takes the time of two people. */
export function drawn({ segments }: { segments: readonly Segment[] }): Segment[] {
  const all: Segment[] = [];
  for (const segment of segments) {
    const last = all.at(-1);
    const [a, b] = [last?.why, segment.why];
    if (a?.kind === 'override' && b.kind === 'override' && a.override.id === b.override.id) {
      all[all.length - 1] = { ...segment, from: last?.from ?? segment.from };
    } else all.push(segment);
  }
  return all;
}
