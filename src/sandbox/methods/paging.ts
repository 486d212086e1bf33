import { no } from '../slack-error.ts';
import type { Args } from './args.ts';

/** One page of a list, with the cursor that the next call hands back. */
export function paged<T>(
  items: readonly T[],
  args: Args,
  size: { fallback: number; max: number },
): { items: T[]; more: boolean; meta: { response_metadata: { next_cursor: string } } } {
  const limit = args.count('limit', size.fallback, size.max);
  const from = decode(args.text('cursor') ?? '');
  const more = from + limit < items.length;
  return {
    items: items.slice(from, from + limit),
    more,
    meta: { response_metadata: { next_cursor: more ? encode(from + limit) : '' } },
  };
}

function encode(offset: number): string {
  return Buffer.from(`next:${offset}`).toString('base64');
}

function decode(cursor: string): number {
  if (cursor === '') return 0;
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  return match ? Number(match[1]) : no('invalid_cursor');
}
