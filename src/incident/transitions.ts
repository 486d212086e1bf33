import type { Status } from './types.ts';

export type Move = 'acknowledge' | 'page-again' | 'mitigate' | 'resolve' | 'reopen';

/** Which move leads where; a move that is missing is refused. */
export const transitions = {
  open: {
    acknowledge: 'acknowledged',
    'page-again': 'open',
    mitigate: 'mitigated',
    resolve: 'resolved',
  },
  acknowledged: { 'page-again': 'open', mitigate: 'mitigated', resolve: 'resolved' },
  mitigated: { 'page-again': 'open', resolve: 'resolved' },
  resolved: { reopen: 'open' },
} as const satisfies Record<Status, Partial<Record<Move, Status>>>;

export function destination(status: Status, move: Move): Status | null {
  const moves: Partial<Record<Move, Status>> = transitions[status];
  return moves[move] ?? null;
}
