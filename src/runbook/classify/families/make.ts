import type { Family, Row } from '../row.ts';

type Extra = Pick<Row, 'has' | 'lacks' | 'only' | 'plain' | 'most' | 'least' | 'reveals'>;

export function reads(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'readonly', because, example, ...extra };
}

export function changes(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'mutating', because, example, ...extra };
}

export function destroys(sub: string, because: string, example: string, extra: Extra = {}): Row {
  return { sub, class: 'destructive', because, example, ...extra };
}

/** A program that only shows something, whatever it is given. */
export function shows(program: string, example = program, extra: Extra = {}): Family {
  return { programs: [program], rows: [reads('', 'it only shows something', example, extra)] };
}
