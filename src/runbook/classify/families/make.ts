import type { Row } from '../row.ts';

type Extra = Pick<Row, 'has' | 'lacks' | 'most' | 'least' | 'reveals'>;

export function reads(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'readonly', because, example, ...extra };
}

export function changes(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'mutating', because, example, ...extra };
}

export function destroys(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'destructive', because, example, ...extra };
}
